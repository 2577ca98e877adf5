package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tocsin/bot/localdiscord"
)

// tenReports are the example of the design, retold, nine others, and a last one that tells that all was read.
const tenReports = `
@ harbour 1m
An old report that is history
Nothing of it alerts in Baghdad.

@ tworivers 1m
Another old report
Nothing of it alerts either.

@ tworivers live 1
Baghdad blames US-led coalition for drone strike on Hashed al-Shaabi headquarters
BAGHDAD - Iraq's government on {day} held the US-led coalition responsible for a drone strike that hit the logistics support headquarters of the Hashed al-Shaabi on Palestine Street in Baghdad. A senior commander of the force and another member were killed and seven others were wounded, a security source said. The prime minister's office called it a "dangerous escalation". There was no immediate comment from Washington. American forces in Iraq and Syria have come under attack more than 100 times since the war in Gaza began; the United States keeps some 2,500 troops in Iraq and 900 in Syria to fight Daesh.

@ harbour live 2
Missile hits block of flats in Kharkiv, nine killed
A Russian missile hit a block of flats in Kharkiv in Ukraine on {day}, killing nine people and wounding thirty, the governor said.

@ harbour live 3
Serb storms into tennis final with ace barrage
The Serb fired 24 aces and crushed the American in straight sets in Melbourne on {day}.

@ harbour live 4
Lisbon museum opens wing for modern art
A museum in Lisbon opened a new wing on {day} with works of forty painters.

@ harbour live 5
Brazil and Argentina strike deal on currencies
Brazil and Argentina struck a deal in Buenos Aires on {day} that lets companies pay in local currencies.

@ harbour live 6
Gunmen kill forty villagers in Burkina Faso
Gunmen on motorcycles attacked a village in the north of Burkina Faso on {day} and killed forty people, a regional official said.

@ harbour live 7
Iraq and Iran sign agreement on rail line
Iraq and Iran signed an agreement on {day} on a railway from Basra to the border.

@ harbour live 8
Storm brings snow to the Alps
Heavy snow fell in the Alps on {day}, and passes in Switzerland and Austria were closed.

@ harbour live 9
Paris fashion week ends with applause
The fashion week in Paris ended on {day} with a show of young designers.

@ harbour live 10
Parliament of Norway debates fishing quotas
The parliament in Oslo debated quotas for cod on {day} until late in the evening.

@ harbour live 11
The lantern festival of Zanzibar begins
Lanterns were lit in Stone Town on {day}.
`

func TestReportsReachTheRightChannelsOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t, tenReports, "iraq", "escalation", "ukraine", "sahel", "all", "nothing")
	s.start()
	s.subscribe("iraq", map[string]any{"region": "Iraq", "severity": "moderate"})
	s.subscribe("escalation", map[string]any{"rule": `region:Iraq (actor:"Hashed al-Shaabi" OR actor:coalition) (strike OR drone OR "dangerous escalation") severity>=high -exercise`})
	s.subscribe("ukraine", map[string]any{"region": "Ukraine", "severity": "high"})
	s.subscribe("sahel", map[string]any{"rule": "region:Sahel killed>=10"})
	s.subscribe("nothing", map[string]any{"region": "Japan"})
	s.subscribe("all", map[string]any{"keywords": "lantern"})
	s.releaseAll()
	s.settle("all", "lantern festival")
	want := map[string][]string{
		"iraq": {"Hashed al-Shaabi"}, "escalation": {"Hashed al-Shaabi"}, "ukraine": {"Kharkiv"}, "sahel": {"Burkina Faso"},
		"all": {"lantern"}, "nothing": nil,
	}
	for channel, parts := range want {
		for _, part := range parts {
			s.await(channel, part)
		}
		if got := s.alerts(channel); len(got) != len(parts) {
			t.Errorf("#%s has %d messages, want %d: %q", channel, len(got), len(parts), got)
		}
	}
	s.stop()
	s.start() // a restart posts nothing again and reads nothing early
	s.stop()
	for channel, parts := range want {
		if got := s.alerts(channel); len(got) != len(parts) {
			t.Errorf("after a restart #%s has %d messages, want %d: %q", channel, len(got), len(parts), got)
		}
	}
}

const oneReport = `
@ harbour 1m
An old report
It is history.

@ harbour live 1
Missile hits block of flats in Kharkiv, nine killed
A Russian missile hit a block of flats in Kharkiv in Ukraine on {day}, killing nine people and wounding thirty, the governor said.

@ harbour live 2
The lantern festival of Zanzibar begins
Lanterns were lit in Stone Town on {day}.
`

func TestKilledAnywhereNothingIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	for _, point := range []string{"after-fetch", "after-save", "before-post", "after-post", "before-sent"} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, oneReport, "ukraine")
			s.start()
			s.subscribe("ukraine", map[string]any{"region": "Ukraine"})
			s.subscribe("ukraine", map[string]any{"keywords": "lantern"})
			s.waitSeeded()
			s.stop()
			s.feeds.release()
			s.launch("TOCSIN_CRASH_AT=" + point)
			s.crashed()
			s.start()
			s.await("ukraine", "Kharkiv")
			s.feeds.release()
			s.await("ukraine", "lantern")
			if got := s.alerts("ukraine"); len(got) != 2 {
				t.Errorf("%d messages, want 2: %q", len(got), got)
			}
			s.stop()
		})
	}
}

func TestALostAnswerGivesNoSecondMessage(t *testing.T) {
	t.Parallel()
	for _, kind := range []localdiscord.FaultKind{localdiscord.StoredReset, localdiscord.Stored502, localdiscord.ResetMidBody} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			s := newStage(t, oneReport, "ukraine")
			s.start()
			s.subscribe("ukraine", map[string]any{"region": "Ukraine"})
			s.subscribe("ukraine", map[string]any{"keywords": "lantern"})
			s.waitSeeded()
			s.discord.Fault(localdiscord.Fault{Method: "POST", Route: "/channels/{channel_id}/messages", Kind: kind})
			s.feeds.release()
			s.await("ukraine", "Kharkiv")
			s.feeds.release()
			s.await("ukraine", "lantern")
			if got := s.alerts("ukraine"); len(got) != 2 {
				t.Errorf("%d messages, want 2: %q", len(got), got)
			}
			s.stop()
		})
	}
}

func TestSecondProcessOnOneDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	s := newStage(t, oneReport, "ukraine")
	s.start()
	code, text := tryRun(t, "DISCORD_TOKEN="+s.discord.Token(), "TOCSIN_DISCORD_API="+s.discord.APIURL(), "TOCSIN_DB="+s.db)
	if code != exitUsage || !strings.Contains(text, fmt.Sprint(s.process.Process.Pid)) {
		t.Errorf("exit %d, %q: want %d and the number of the first process, %d", code, text, exitUsage, s.process.Process.Pid)
	}
	s.stop()
}

func TestWrongConfigurationIsOneClearLine(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the built program; left out with -short")
	}
	discord, err := localdiscord.New(localdiscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer discord.Close()
	ok := []string{"DISCORD_TOKEN=" + discord.Token(), "TOCSIN_DISCORD_API=" + discord.APIURL()}
	for _, tc := range []struct {
		name string
		env  []string
		want string
	}{
		{"no token", []string{"DISCORD_TOKEN="}, "set DISCORD_TOKEN"},
		{"a refused token", []string{"DISCORD_TOKEN=wrong"}, "token"},
		{"a token file that is not there", []string{"DISCORD_TOKEN=", "DISCORD_TOKEN_FILE=/no/such/file"}, "DISCORD_TOKEN_FILE"},
		{"an unwritable database", []string{"TOCSIN_DB=/no/such/directory/tocsin.db"}, "TOCSIN_DB"},
		{"a bad interval", []string{"TOCSIN_MIN_POLL=soon"}, "min-poll"},
		{"an interval out of bounds", []string{"TOCSIN_MIN_POLL=1ms"}, "TOCSIN_MIN_POLL"},
		{"a bad network", []string{"TOCSIN_ALLOW_PRIVATE=everything"}, "TOCSIN_ALLOW_PRIVATE"},
		{"a bad API", []string{"TOCSIN_DISCORD_API=discord"}, "TOCSIN_DISCORD_API"},
		{"a bad log", []string{"TOCSIN_LOG=loud"}, "TOCSIN_LOG"},
		{"a bad address", []string{"TOCSIN_ADDR=nowhere:99999"}, "TOCSIN_ADDR"},
		{"sources that are not there", []string{"TOCSIN_SOURCES=/no/such/file"}, "TOCSIN_SOURCES"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			db := "TOCSIN_DB=" + filepath.Join(t.TempDir(), "a.db")
			code, text := tryRun(t, append(append(ok[:2:2], db), tc.env...)...)
			if code != exitUsage || !strings.Contains(text, tc.want) {
				t.Errorf("exit %d, want %d; it said %q, want %q in it", code, exitUsage, text, tc.want)
			}
			if strings.Contains(text, "wrong") || strings.Contains(text, discord.Token()) {
				t.Errorf("it said the token: %q", text)
			}
			if n := strings.Count(strings.TrimSpace(text), "\n"); n > 1 {
				t.Errorf("it said %d lines, want one (and a hint): %q", n+1, text)
			}
		})
	}
}

// tryRun runs the program, which is expected to end by itself soon, with errors only in its log.
func tryRun(t *testing.T, env ...string) (code int, text string) {
	t.Helper()
	cmd, _ := built(t, "run")
	cmd.Env = append(append(os.Environ(), "TOCSIN_LOG=error"), env...)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

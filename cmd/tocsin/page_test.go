package main

import (
	"context"
	"flag"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tocsin/bot/localdiscord/browsertest"
)

// With -pictures DIR the test of the page also takes the README's pictures: docs/pictures.sh.
var pictures = flag.String("pictures", "", "directory to write pictures of the demo to")

// A visitor is a browser with the demo's page open.
type visitor struct {
	*browsertest.Page
	t *testing.T
}

// picture saves what a selector shows, the whole window when it is empty.
func (v *visitor) picture(name, selector string) {
	v.t.Helper()
	if *pictures == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*pictures, name), v.Picture(selector), 0o644); err != nil {
		v.t.Fatal(err)
	}
}

// startDemo runs the demo without its clock: the test publishes the samples.
func startDemo(t *testing.T) *demo {
	t.Helper()
	var log io.Writer = io.Discard
	if testing.Verbose() {
		log = t.Output()
	}
	ctx, stop := context.WithCancel(context.Background())
	d, err := newDemo(ctx, &demoCmd{Speed: 1, NoBrowser: true}, filepath.Join(t.TempDir(), "demo.db"), slog.New(slog.NewTextHandler(log, nil)), &streams{Out: io.Discard, Err: io.Discard})
	if err != nil {
		stop()
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- d.service.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
		if err := d.close(); err != nil {
			t.Error(err)
		}
	})
	ready, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := d.prepare(ready); err != nil {
		t.Fatal(err)
	}
	return d
}

// publish releases samples up to the given turn.
func (d *demo) publish(t *testing.T, from, to int) {
	t.Helper()
	for range to - from + 1 {
		if more, err := d.next(t.Context()); err != nil || !more {
			t.Fatalf("publish up to %d: more %v, %v", to, more, err)
		}
	}
}

func TestDemoInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser; left out with -short")
	}
	d := startDemo(t)
	v := &visitor{browsertest.Open(t, d.discord.URL(), 1280, 800), t}
	v.Sees("#banner", "Local Discord, for trying Tocsin")

	v.Opens("try-it")
	v.Types("/sub")
	v.Sees("#suggest", "/subscribe")
	v.Keys("\t")
	v.Keys("region:pak")
	v.Chooses("Pakistan")
	v.Keys("severity:hi")
	v.Chooses("high")
	v.Until(`document.activeElement.id === "composer"`)
	v.Keys("\r")
	v.Sees(".message.ephemeral", "region:Pakistan")
	v.Sees(".message.ephemeral", "Only you can see this")
	v.pictureOf("subscribe.png", ".message.ephemeral")

	v.Presses(".message.ephemeral", "Edit")
	v.Fills("rule", "region:Pakistan severity>=moderate")
	v.Presses("dialog[open]", "Submit")
	v.Sees(".message.ephemeral", "severity>=moderate")

	v.Opens("iraq-and-syria")
	d.publish(t, 1, 1)
	v.Sees(".message .embed", "Baghdad blames US-led coalition")
	v.Sees(".message .embed", "Popular Mobilization Forces")
	v.Sees(".message .embed", "2 killed")
	d.publish(t, 2, 9)
	v.Sees(".message .embed", "3 sources") // the same story, told by others: its message is edited
	v.Sees(".message", "4 killed, was 2")  // and answered when it became worse
	v.pictureOf("alert.png", ".message:has(.embed)")
	v.Presses(".message", "Why")
	v.Sees(".message.ephemeral", "region:Iraq")

	v.Opens("try-it")
	d.publish(t, 10, 13)
	v.Sees(".message .embed", "Kurram") // arrives live, by the rule that was typed here

	v.Types("/subscribe rule:region:Pakistn\r")
	v.Sees(".message.ephemeral", "did you mean Pakistan") // the nearest name
	v.Sees(".message.ephemeral", "^")
	v.ActsAs("Mara")
	v.Opens("try-it")
	v.Types("/subscribe region:Iraq")
	v.Chooses("Iraq")
	v.Until(`document.activeElement.id === "composer"`)
	v.Keys("\r")
	v.Sees("#messages, #problem", "Manage Server")
	v.looks()
}

// pictureOf takes a picture of one message, in a window high enough to show it whole.
func (v *visitor) pictureOf(name, message string) {
	v.t.Helper()
	v.Look(1000, 1600, "dark")
	v.picture(name, message+" .embed")
	v.Look(1280, 800, "dark")
}

// looks takes pictures of the page at other widths and colours.
func (v *visitor) looks() {
	v.t.Helper()
	if *pictures == "" {
		return
	}
	v.ActsAs("Olive")
	v.Opens("sudan-and-the-sahel")
	v.Types("/su")
	v.Sees("#suggest", "/subscribe")
	v.picture("demo.png", "")
	v.Keys("\b\b")
	v.Opens("iraq-and-syria")
	v.picture("page-dark.png", "")
	v.Look(1280, 800, "light")
	v.picture("page-light.png", "")
	v.Look(390, 844, "light")
	v.picture("page-phone-light.png", "")
	v.Look(390, 844, "dark")
	v.picture("page-phone.png", "")
}

package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"tocsin/bot/localdiscord"
)

func (w *town) asked(route string) int {
	n := 0
	for _, r := range w.Requests() {
		if r.Route == route {
			n++
		}
	}
	return n
}

// TestManyCommandsAtOnceAskOnce uses more commands than Discord would answer questions about the guild.
func TestManyCommandsAtOnceAskOnce(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	other, err := w.CreateChannel(w.guild, "other", localdiscord.TextChannel)
	must(t, err)
	for i := range 12 {
		has(t, text(w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq", "channel": other, "name": fmt.Sprint("rule ", i)})), "Watching")
	}
	if n := w.asked("/guilds/{guild_id}/channels"); n == 0 || n > 2 { // the second after the news of the new channel
		t.Errorf("channels were asked for %d times", n)
	}
}

func TestChangedPermissionsCountAtOnce(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	other, err := w.CreateChannel(w.guild, "other", localdiscord.TextChannel)
	must(t, err)
	options := map[string]any{"region": "Iraq", "channel": other, "name": "a"}
	hasNot(t, text(w.slash(t, w.owner, "subscribe", options)), "lacks")
	must(t, w.RevokeBotPermission(other, localdiscord.PermEmbedLinks))
	for range 50 { // events and commands are heard side by side
		if strings.Contains(text(w.slash(t, w.owner, "subscribe", options)), "lacks Embed Links") {
			return
		}
	}
	t.Error("the lack of a permission is not noticed")
}

func TestUncheckedPermissionsAreSaid(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	w.Fault(localdiscord.Fault{Method: "GET", Route: "/guilds/{guild_id}/channels", Times: 2, Kind: localdiscord.Status500})
	has(t, text(w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq"})), "Watching", "could not check my permissions in <#"+w.channel+">")
	w.ClearFaults()
	hasNot(t, text(w.slash(t, w.owner, "subscribe", map[string]any{"region": "Syria"})), "could not check")
}

func TestRoleThatCannotBePinged(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	role, err := w.CreateRole(w.guild, "watch", 0)
	must(t, err)
	r := text(w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq", "mention": role}))
	has(t, r, "Watching", "The role is not pinged yet", "Mention Everyone")
	hasNot(t, r, "will not arrive")
}

package bot_test

import (
	"testing"

	"tocsin/bot/localdiscord"
)

func TestSubscribeIsSavedAndExplained(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	r := w.slash(t, w.owner, "subscribe", map[string]any{"region": "Iraq", "severity": "high"})
	if !r.Ephemeral() {
		t.Error("everyone sees the answer")
	}
	has(t, text(r), "Watching", "region:", "severity>=high", "Iraq", "<#"+w.channel+">", "Last 7 days: 0 alerts")
	hasNot(t, text(r), "lacks")
}

func TestHelpIsByExample(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	has(t, text(w.slash(t, w.member, "help", nil)), "/subscribe region:Iraq severity:high")
	has(t, text(w.slash(t, w.member, "help", map[string]any{"topic": "commands"})), "/rules pause", "/sources add")
	has(t, text(w.slash(t, w.member, "help", map[string]any{"topic": "rules"})), "near:")
}

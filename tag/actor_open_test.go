package tag

import (
	"testing"

	"tocsin/text"
)

// TestOpenActors holds that a body which no list knows is found by its name, and again by what the report also calls it.
func TestOpenActors(t *testing.T) {
	g, words := newTagger(t), text.NewAnalyser()
	tests := []struct {
		text, id string
		mentions int
	}{
		{"The 72nd Mechanized Brigade said it had left the ruined mill near Vuhledar.", "72nd-mechanized-brigade", 1},
		{"Fighters from Liwa Ahrar al-Wadi shelled two checkpoints. Liwa Ahrar al-Wadi lost a man.", "liwa-ahrar-al-wadi", 2},
		{"The Frente Campesino de Liberación (FCL) attacked a police post. The FCL fled.", "frente-campesino-de-liberacion", 3},
		{"The Movement for the Salvation of Korth met on Friday.", "movement-for-the-salvation-of-korth", 1},
		{"The Kivu Farmers' Defence Union, known as KFDU, shut its offices. KFDU said nothing more.", "kivu-farmers-defence-union", 3},
		{"The Korth Workers' Union (KWU), also called the Green Caps, marched. The Green Caps sang.", "korth-workers-union", 4},
		{"The Ministry of Peasant Affairs, or MPA, promised seed. MPA lorries arrived on Monday.", "ministry-of-peasant-affairs", 3},
		{"The European Union's Emergency Committee met in Brussels.", "emergency-committee", 1},
	}
	for _, tc := range tests {
		got := 0
		for _, a := range g.Tag(words.Analyse("", tc.text, "en"), nil).Actors {
			if a.ID == tc.id {
				got = len(a.Mentions)
			}
		}
		if got != tc.mentions {
			t.Errorf("%q: %d mentions of %s, want %d", tc.text, got, tc.id, tc.mentions)
		}
	}
}

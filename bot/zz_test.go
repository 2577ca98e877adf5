package bot_test

import (
	"testing"
	"tocsin/bot/localdiscord"
)

func TestZZ(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	sl := func(u, c string, o map[string]any) { r := w.slash(t, u, c, o); t.Logf("=== /%s %v\n%s", c, o, text(r)) }
	sl(w.owner, "subscribe", map[string]any{"region": "Iraq", "severity": "high", "keywords": "drone, dangerous escalation"})
	sl(w.owner, "subscribe", map[string]any{"region": "Irak"})
	sl(w.owner, "subscribe", map[string]any{"region": "Tripoli"})
	sl(w.owner, "subscribe", map[string]any{"actor": "Hashed al-Shaabi", "name": "PMF"})
	sl(w.owner, "subscribe", map[string]any{"actor": "Hashed al-Shaabi", "name": "pmf"})
	sl(w.owner, "subscribe", map[string]any{"rule": "region:Iraq (drone OR", "name": "pmf"})
	sl(w.owner, "rules list", nil)
	sl(w.owner, "rules show", map[string]any{"id": "PMF"})
	sl(w.owner, "rules test", map[string]any{"rule": "region:Iraq drone"})
	sl(w.member, "subscribe", map[string]any{"region": "Iraq"})
	sl(w.member, "subscribe", map[string]any{"region": "Iraq", "dm": true})
	sl(w.member, "rules list", nil)
	sl(w.member, "rules delete", map[string]any{"id": "1"})
	sl(w.owner, "subscribe", nil)
	sl(w.owner, "recent", nil)
	sl(w.owner, "summary", map[string]any{"region": "Iraq"})
	sl(w.owner, "sources list", nil)
	sl(w.owner, "sources add", map[string]any{"url": "http://127.0.0.1:1/feed"})
	sl(w.owner, "sources add", map[string]any{"url": "https://feed.invalid/rss"})
	sl(w.owner, "sources list", nil)
	sl(w.owner, "status", nil)
	sl(w.owner, "settings", nil)
	sl(w.owner, "settings", map[string]any{"unplaced": "include"})
	c, err := w.Actor(w.owner).Autocomplete(soon(t), w.guild, w.channel, "subscribe", nil, "region", "bagh")
	t.Log(c, err)
	c, err = w.Actor(w.owner).Autocomplete(soon(t), w.guild, w.channel, "subscribe", nil, "actor", "hash")
	t.Log(c, err)
	c, err = w.Actor(w.owner).Autocomplete(soon(t), w.guild, w.channel, "rules show", nil, "id", "")
	t.Log(c, err)
}

package store

import (
	"testing"

	"tocsin/alert"
	"tocsin/desk"
	"tocsin/report"
	"tocsin/rules"
	"tocsin/text"
)

// Whatever comes in, a report is written few times, packs get full, and few stay small.
func TestPacksGetFullAndAreSeldomWrittenAgain(t *testing.T) {
	for _, poll := range []int{1, 3, 20, 63, 64, 200, 1500} {
		const polls = 5000
		var sizes []int // newest first
		written := 0
		for range polls {
			n := poll
			merged := merging(sizes, poll)
			for _, size := range sizes[:merged] {
				n += size
			}
			written += n
			sizes = append([]int{n}, sizes[merged:]...)
		}
		if perReport := float64(written) / float64(polls*poll); perReport > 3 {
			t.Errorf("polls of %d: each report is written %.1f times", poll, perReport)
		}
		small := 0
		for _, size := range sizes {
			if size < fullPack {
				small++
			}
		}
		if small > 2*mergeAt {
			t.Errorf("polls of %d: %d of %d packs are small", poll, small, len(sizes))
		}
	}
}

// FuzzPack holds that whatever stands in a damaged pack is an error or reports, in bounded time and memory.
func FuzzPack(f *testing.F) {
	e, err := rules.Parse(`drone* -exercise "the U.S." ="Baghdad"`, nil)
	if err != nil {
		f.Fatal(err)
	}
	var p pack
	killed := 2
	p.add(&alert.Stored{Story: 1, Doc: text.NewAnalyser().Analyse("Drone strikes", "The U.S. said it: Baghdad’s airport.", "en"), Tags: report.Tags{
		Places: []report.Place{{ID: "baghdad-iq", Within: []string{"IQ"}}}, Killed: &killed}, Report: report.Report{Position: &report.Position{Lat: 33}}}, true)
	c := p.encode()
	f.Add(c.heads, c.focus, c.actors, c.rest, c.words)
	f.Add(c.heads, []byte{packVersion, 0x80}, c.actors, c.rest, []byte{packVersion, 1, 1, 0x10})
	f.Fuzz(func(t *testing.T, heads, focus, actors, rest, words []byte) {
		c := &columns{heads, focus, actors, rest, words}
		_ = new(pack).append(c)
		for _, n := range []desk.Need{{Kind: desk.NeedFocus, Any: []string{"IQ"}}, {Kind: desk.NeedActor, Any: []string{""}}} {
			s, err := newSieve(&n)
			if err != nil {
				t.Fatal(err)
			}
			r := &gistReader{newScope(&desk.Query{}), headsIn(&form{reading: true}), []sieve{s}}
			_, _ = r.pack(c, func(*desk.Gist, error) bool { return true })
		}
		from, err := readingBriefs(c)
		if err != nil {
			return
		}
		heard, err := hear(c.words, e.Ear())
		if err != nil {
			return
		}
		for b := (brief{}); ; {
			if ok, err := from.next(&b); err != nil || !ok {
				return
			}
			d, err := heard.next(b.size, b.lang)
			if err != nil {
				return
			}
			e.Match(&rules.Item{Report: &report.Report{}, Tags: &b.tags, Doc: d})
		}
	})
}

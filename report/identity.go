package report

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Key is a short name of one trait by which a report of a source may be recognised: its guid, its link or its content.
// Keys are hashes that stay the same between versions of the program; unequal traits may share one, and reports that share
// one need not be the same: Recognise decides.
type Key int64

// Keys returns the keys of r, at most three. A store keeps for each report the keys of every form in which it was met,
// under its source, and finds by them the reports that an item may be.
func Keys(r *Report) []Key {
	t := newTraits(r)
	return t.keys()
}

// A Verdict says what an item of a poll is.
type Verdict string

const (
	New     Verdict = "new"     // not met before: save it
	Same    Verdict = "same"    // known, and says what it said: add its keys to the known report
	Updated Verdict = "updated" // known, with another title or text: save them and add its keys to the known report
	Repeat  Verdict = "repeat"  // stands a second time in the same poll: pass over it
)

// Recognised is what Recognise found out about one item.
type Recognised struct {
	Verdict Verdict
	Known   int // index of the known report for Same and Updated; else -1
}

// Recognise holds the items of one poll against known reports of the same source, and answers for each item in turn.
// known are the reports that share a key with any item; the newest 20 a key are enough.
//
// An item is a known report when
//   - the guid is the same, unless both link and title are others: then the guid was used again; or
//   - the link is the same, and the title too, or one of them has no guid, or the titles have half their words in common; or
//   - title and text are the same, and long enough not to be a recurring formula, or published at the same time.
//
// Links are compared by CanonicalLink, titles and texts without regard to case and white space; publication dates do not
// matter otherwise. A guid or link that several reports of different titles carry says nothing. Each known report is
// taken by one item, so that two like items in one poll are two reports.
func Recognise(known, batch []Report) []Recognised {
	k, b := traitsOf(known), traitsOf(batch)
	ignoreShared(k, b)
	out := make([]Recognised, len(batch))
	for i := range out {
		out[i] = Recognised{New, -1}
	}
	taken := make([]bool, len(known))
	for _, p := range likenesses(k, b) {
		if taken[p.known] || out[p.item].Known >= 0 {
			continue
		}
		taken[p.known] = true
		out[p.item] = Recognised{Same, p.known}
		if b[p.item].changes(&k[p.known]) {
			out[p.item].Verdict = Updated
		}
	}
	markRepeats(out, b)
	return out
}

// markRepeats finds the new items that stand earlier in the batch already.
func markRepeats(out []Recognised, b []traits) {
	seen := map[Key]int{}
	for i := range b {
		for _, key := range b[i].keys() {
			first, ok := seen[key]
			if !ok {
				seen[key] = i
			} else if out[i].Verdict == New && b[i].likeness(&b[first]) >= likeLinkTitle {
				out[i].Verdict = Repeat
			}
		}
	}
}

const (
	formulaWords = 8  // words of title and text below which they may recur: "Rocket alert in Sderot"
	maxPerKey    = 20 // known reports considered for one key
)

// How an item may be like a known report, the surest last.
type likeness int

const (
	unlike likeness = iota
	likeContent
	likeLink
	likeGUID
	likeLinkTitle
	likeGUIDTitle
)

type pair struct {
	known, item int
	like        likeness
}

// likenesses returns the pairs that may be the same, the surest first, those of earlier items before those of later ones.
func likenesses(k, b []traits) []pair {
	byKey := map[Key][]int{}
	for i := range k {
		for _, key := range k[i].keys() {
			byKey[key] = append(byKey[key], i)
		}
	}
	var pairs []pair
	for i := range b {
		for _, key := range b[i].keys() {
			candidates := byKey[key]
			for _, j := range candidates[:min(len(candidates), maxPerKey)] {
				if l := b[i].likeness(&k[j]); l != unlike {
					pairs = append(pairs, pair{j, i, l})
				}
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(y.like, x.like) })
	return pairs
}

// traits are what reports are recognised by.
type traits struct {
	guid, link       string // empty when there is none or it says nothing
	guidKey, linkKey Key
	title            string
	text             Key
	content          Key // title and text
	textWords        int
	words            int // of title and text
	published        time.Time
}

func traitsOf(reports []Report) []traits {
	out := make([]traits, len(reports))
	for i := range reports {
		out[i] = newTraits(&reports[i])
	}
	return out
}

func newTraits(r *Report) traits {
	t := traits{guid: canonicalGUID(r.GUID), link: CanonicalLink(r.Link), title: plain(r.Title), published: r.Published}
	t.text, t.textWords = hashWords('t', r.Text)
	t.words = t.textWords + len(strings.Fields(t.title))
	t.content = hash('c', t.title) ^ t.text
	t.guidKey, t.linkKey = hash('g', t.guid), hash('l', t.link)
	return t
}

// canonicalGUID takes a guid verbatim, except that one which is a link is told by what identifies its page and fragment.
func canonicalGUID(guid string) string {
	guid = strings.TrimSpace(guid)
	if c := CanonicalLink(guid); c != "" {
		_, fragment, _ := strings.Cut(guid, "#")
		return c + "#" + fragment
	}
	return guid
}

func (t *traits) keys() []Key {
	keys := make([]Key, 0, 3)
	if t.guid != "" {
		keys = append(keys, t.guidKey)
	}
	if t.link != "" {
		keys = append(keys, t.linkKey)
	}
	if t.words > 0 {
		keys = append(keys, t.content)
	}
	return keys
}

func (t *traits) likeness(known *traits) likeness {
	guid := t.guid != "" && t.guid == known.guid
	link := t.link != "" && t.link == known.link
	title := t.title == known.title
	otherLink := t.link != "" && known.link != "" && !link
	switch {
	case guid && title:
		return likeGUIDTitle
	case link && title && t.title != "":
		return likeLinkTitle
	case guid && !otherLink:
		return likeGUID
	case link && (t.guid == "" || known.guid == "" || alike(t.title, known.title)):
		return likeLink
	case t.words > 0 && t.content == known.content &&
		(t.words >= formulaWords || !t.published.IsZero() && t.published.Equal(known.published)):
		return likeContent
	}
	return unlike
}

// changes says whether t tells something else than known did. What is left out now is no change.
func (t *traits) changes(known *traits) bool {
	return t.title != "" && t.title != known.title || t.textWords > 0 && t.text != known.text
}

// ignoreShared clears the guids and links that several items of one poll, or several known reports, carry under
// different titles: placeholders, home pages, live pages.
func ignoreShared(lists ...[]traits) {
	shared := map[Key]bool{}
	for _, list := range lists {
		titles := map[Key]string{}
		note := func(key Key, title string) {
			if before, ok := titles[key]; ok && before != title {
				shared[key] = true
			}
			titles[key] = title
		}
		for i := range list {
			note(list[i].guidKey, list[i].title)
			note(list[i].linkKey, list[i].title)
		}
	}
	for _, list := range lists {
		for i := range list {
			if shared[list[i].guidKey] {
				list[i].guid = ""
			}
			if shared[list[i].linkKey] {
				list[i].link = ""
			}
		}
	}
}

// alike says whether two titles have at least half of the words of the longer one in common. Of titles beyond
// all length only the beginning counts.
func alike(a, b string) bool {
	const enough = 50
	x, y := strings.Fields(a), strings.Fields(b)
	x, y = x[:min(len(x), enough)], y[:min(len(y), enough)]
	if len(x) > len(y) {
		x, y = y, x
	}
	common := 0
	for _, w := range x {
		if i := slices.Index(y, w); i >= 0 {
			common++
		}
	}
	return len(y) > 0 && 2*common >= len(y)
}

package rules

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"tocsin/text"
)

func parsed(t testing.TB, src string) *Expr {
	e, err := Parse(src, world{})
	if err != nil {
		t.Fatalf("Parse(%s): %v", src, err)
	}
	return e
}

// Whatever comes and goes, Index and Linear say what each rule by itself says.
func TestMatchersAgree(t *testing.T) {
	a := text.NewAnalyser()
	met := 0
	for seed := range 1500 {
		ch := seeded(seed)
		held := map[int64]*Expr{}
		matchers := []Matcher{NewIndex(), NewLinear()}
		for range 3 {
			for range ch(12) {
				id := int64(ch(20)) - 5
				if ch.chance(30) {
					delete(held, id)
					for _, m := range matchers {
						m.Remove(id)
					}
					continue
				}
				e := parsed(t, randomRule(ch, 2))
				held[id] = e
				for _, m := range matchers {
					m.Add(id, e)
				}
			}
			it := randomItem(ch, a)
			var want []int64
			for id, e := range held {
				if e.Match(it) {
					want = append(want, id)
				}
			}
			slices.Sort(want)
			met += len(want)
			for _, m := range matchers {
				got := m.Match(it, nil)
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Fatalf("seed %d: %T answers %v, the rules by themselves %v\n%s", seed, m, got, want, show(held, it))
				}
				if m.Len() != len(held) {
					t.Fatalf("%T has %d rules, want %d", m, m.Len(), len(held))
				}
			}
		}
	}
	if met < 1500 {
		t.Errorf("only %d matches: the test shows little", met)
	}
}

func show(held map[int64]*Expr, it *Item) string {
	s := fmt.Sprintf("title %q text %q lang %s tags %+v\n", it.Doc.Title, it.Doc.Text, it.Doc.Lang, it.Tags)
	for id, e := range held {
		s += fmt.Sprintf("%d: %s: %v\n", id, e, e.Match(it))
	}
	return s
}

// What a rule asked for is forgotten with the last rule that asked.
func TestRemoveForgetsEverything(t *testing.T) {
	ch := seeded(1)
	x := NewIndex()
	for round := range 5 {
		for id := range int64(300) {
			x.Add(id, parsed(t, randomRule(ch, 2)))
		}
		for id := range int64(300) {
			x.Remove(id)
		}
		w := &x.book.words
		left := w.byStem.used + w.stems.live() + w.uses.live() + w.byFold.used + w.terms.live() + w.phrases.edges.used + w.phrases.nodes.live() +
			w.prefixes.byHead.used + w.prefixes.entries.live() + x.book.byID.used + x.book.ids.live() + x.book.known.live() + x.book.asks.live()
		for _, l := range x.postings.lists {
			left += l.len()
		}
		if left != 0 || w.prefixes.lengths != [text.HeadBytes + 1]int32{} || x.Len() != 0 {
			t.Fatalf("round %d: %d things are left of removed rules", round, left)
		}
	}
	if n := len(x.book.chunks); n > 4 {
		t.Errorf("%d chunks for 300 rules at a time: gaps are not used again", n)
	}
}

// Rules come and go while reports are matched; a rule that stays is never missed.
func TestMatchWhileRulesChange(t *testing.T) {
	ch := seeded(2)
	a := text.NewAnalyser()
	x := NewIndex()
	var stay []*Expr
	for id := range int64(50) {
		stay = append(stay, parsed(t, randomRule(ch, 2)))
		x.Add(id, stay[id])
	}
	var items []*Item
	var want [][]int64
	for range 30 {
		it := randomItem(ch, a)
		var ids []int64
		for id, e := range stay {
			if e.Match(it) {
				ids = append(ids, int64(id))
			}
		}
		items, want = append(items, it), append(want, ids)
	}
	passing := make([]*Expr, 100)
	for i := range passing {
		passing[i] = parsed(t, randomRule(ch, 2))
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := range 2000 {
			id := int64(1000 + n%70)
			if n%3 == 0 {
				x.Remove(id)
			} else {
				x.Add(id, passing[n%len(passing)])
			}
		}
	})
	for range 2 {
		wg.Go(func() {
			var dst []int64
			for n := range 2000 {
				i := n % len(items)
				dst = slices.DeleteFunc(x.Match(items[i], dst[:0]), func(id int64) bool { return id >= 1000 })
				slices.Sort(dst)
				if !slices.Equal(dst, want[i]) {
					t.Errorf("item %d: got %v, want %v", i, dst, want[i])
					return
				}
			}
		})
	}
	wg.Wait()
}

// The short cut past the stemmers of other scripts changes nothing.
func TestWordHasTheStemsOfAllLanguages(t *testing.T) {
	a := text.NewAnalyser()
	for _, src := range append(worldWords, "covid19", "BMP-2", "d'État", "ışık", "Œuvre", "μ", "ﷺ", "ไทย") {
		for _, tok := range a.Tokens(src, "") {
			if !sought(&tok) {
				continue
			}
			w := newWord(&tok)
			for _, lang := range append(text.Stemmed(), "pl", "und") {
				if got, want := w.stem(langBit(lang)), text.Stem(lang, tok.Fold); got != want {
					t.Errorf("%s in %s: %q, want %q", tok.Fold, lang, got, want)
				}
			}
		}
	}
}

func TestMatchDoesNotAllocate(t *testing.T) {
	ch := seeded(3)
	a := text.NewAnalyser()
	x := NewIndex()
	for id := range int64(2000) {
		x.Add(id, parsed(t, randomRule(ch, 2)))
	}
	it := randomItem(ch, a)
	dst := make([]int64, 0, 4000)
	if n := testing.AllocsPerRun(200, func() { dst = x.Match(it, dst[:0]) }); n != 0 {
		t.Errorf("%v allocations a report", n)
	}
	if len(dst) == 0 {
		t.Error("nothing matched: the test shows nothing")
	}
}

func TestPrintParsesBack(t *testing.T) {
	for seed := range 3000 {
		e := parsed(t, randomRule(seeded(seed), 2))
		if again := parsed(t, e.String()); !reflect.DeepEqual(e, again) {
			t.Fatalf("%s parses back as %s", e, again)
		}
	}
}

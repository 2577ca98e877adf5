package rules

import (
	"maps"
	"slices"
	"testing"
)

// A table holds what a map holds, whatever comes and goes; hashes that differ in one half only are told apart.
func TestTableIsAMap(t *testing.T) {
	for seed := range 50 {
		ch := seeded(seed)
		var tab table
		want := map[uint64]uint32{}
		hashes := []uint64{}
		for upper := range uint64(8) {
			for lower := range uint64(8) {
				hashes = append(hashes, (upper+1)<<32|lower*5)
			}
		}
		for range 400 {
			h := pick(ch, hashes)
			switch n, there := want[h]; {
			case !there:
				n = uint32(slices.Index(hashes, h) + 1)
				tab.put(h, n)
				want[h] = n
			case ch.chance(60):
				tab.remove(n)
				delete(want, h)
			}
			var q search
			q.hashes = hashes
			found := map[uint64]uint32{}
			for _, hit := range q.in(&tab) {
				if n := q.sure(&tab, hit); n != 0 {
					found[hashes[hit.at]] = n
				}
			}
			if !maps.Equal(found, want) {
				t.Fatalf("seed %d: a search finds %v, want %v", seed, found, want)
			}
			for _, h := range hashes {
				if got := tab.find(h); got != want[h] {
					t.Fatalf("seed %d: %x has the number %d, want %d", seed, h, got, want[h])
				}
			}
			if tab.used != len(want) {
				t.Fatalf("seed %d: %d used, want %d", seed, tab.used, len(want))
			}
		}
	}
}

// Lists of postings keep what was put in and not taken out, and blocks are used again.
func TestPostingsAreLists(t *testing.T) {
	ch := seeded(4)
	var x postings
	const lists = 40
	x.grow(lists)
	want := make([]map[place]bool, lists)
	next := place(1)
	for round := range 6 {
		for range 30_000 {
			n := uint32(ch(ch(lists) + 1))
			if want[n] == nil {
				want[n] = map[place]bool{}
			}
			if all := x.of(n); len(all) > 0 && ch(6) < round {
				p := all[ch(len(all))].record
				x.remove(n, p)
				x.remove(n, p) // is gone
				delete(want[n], p)
				continue
			}
			x.add(n, posting{record: next})
			x.add(n, posting{record: next}) // is there
			want[n][next] = true
			next++
		}
		for n := range uint32(lists) {
			got := map[place]bool{}
			for _, p := range x.of(n) {
				got[p.record] = true
			}
			if len(got) != len(x.of(n)) || !maps.Equal(got, want[n]) {
				t.Fatalf("round %d: list %d has %d postings, want %d", round, n, len(x.of(n)), len(want[n]))
			}
		}
	}
	for n := range uint32(lists) {
		for _, p := range slices.Clone(x.of(n)) {
			x.remove(n, p.record)
		}
		if x.lists[n] != (postingList{}) {
			t.Errorf("list %d keeps its block when empty", n)
		}
	}
	chunks := len(x.chunks)
	for range 1000 {
		x.add(uint32(ch(lists)), posting{record: next})
		next++
	}
	if len(x.chunks) != chunks {
		t.Error("blocks that were left are not used again")
	}
}

// Whatever comes and goes, a book has the records that were written and not erased, each on a line of memory where it fits.
func TestBookKeepsRecordsOnLines(t *testing.T) {
	ch := seeded(5)
	var b book
	want := map[int64]int{}
	for n := range int64(4000) {
		id := n << (n % 3 * 16) // some need two words
		program := make([]uint32, 1+ch(ch(40)+1))
		for i := range program {
			program[i] = instruction(insCompare, 0)
		}
		p := b.write(id, program)
		want[id] = len(program)
		if from, to := p/lineWords, (p+place(b.at(p).size())-1)/lineWords; from != to && b.at(p).size() <= lineWords && n < 2000 {
			t.Fatalf("rule %d lies on the lines %d to %d", id, from, to)
		}
		if gone := int64(ch(int(n + 1))); n >= 2000 && want[gone] > 0 {
			p, _ := b.find(gone)
			b.erase(p)
			delete(want, gone)
		}
	}
	got := map[int64]int{}
	b.each(func(r record) { got[r.id()] = len(r.program()) })
	if !maps.Equal(got, want) {
		t.Errorf("%d records, want %d", len(got), len(want))
	}
}

// Whatever a guard stands for, a report that has it passes, and one that has nothing of it does not.
func TestGuardLetsPassWhatItAsksFor(t *testing.T) {
	for seed := range 3000 {
		ch := seeded(seed)
		var p plan
		p.severity = uint32(ch(6))
		for range ch(5) {
			tt := test{n: 1 + ch(4), chance: float64(ch(100)) / 100}
			for i := range tt.n {
				tt.any[i] = feature(1 + ch(200))
			}
			p.add(tt)
		}
		s := new(scratch)
		s.begin(300)
		for range ch(40) {
			s.set(feature(1 + ch(200)))
		}
		s.severity = uint32(ch(5))
		meets, looksLike := p.severity <= s.severity, p.severity <= s.severity
		for _, tt := range p.tests {
			has, seems := tt.n == 0, tt.n == 0
			for _, f := range tt.any[:tt.n] {
				has = has || s.has(f)
				seems = seems || s.blurred[blur(f)] != 0
			}
			meets, looksLike = meets && has, looksLike && seems
		}
		passed := s.pass([]posting{{record: 7, guard: p.guard()}}, 3, make([]candidate, 1))
		if got := passed == 1; got != looksLike || meets && !got {
			t.Fatalf("seed %d: %+v passes: %v, want %v", seed, p, got, looksLike)
		}
	}
}

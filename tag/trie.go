package tag

import (
	"cmp"
	"slices"
)

// A trie maps sequences of words, by their numbers, to values. It is walked from nearly every word of a text, most of which
// begin no name, so that the first word is looked up in a row.
type trie struct {
	first []int32   // word -> node
	edges [][]edge  // node -> where the words behind lead, in their order
	ends  [][]int32 // node -> the values of the names that end there
}

// An edge leads to a node, which is never 0.
type edge struct{ word, node int32 }

func newTrie() trie { return trie{edges: make([][]edge, 1), ends: make([][]int32, 1)} }

func (t *trie) add(words []int32, value int32) {
	node := int32(0)
	for _, id := range words {
		next := t.step(node, id)
		if next == 0 {
			next = t.grow(node, id)
		}
		node = next
	}
	if !contains(t.ends[node], value) {
		t.ends[node] = append(t.ends[node], value)
	}
}

// grow adds a node behind another and returns it.
func (t *trie) grow(node, word int32) int32 {
	next := int32(len(t.ends))
	t.edges, t.ends = append(t.edges, nil), append(t.ends, nil)
	if node == 0 {
		for int(word) >= len(t.first) {
			t.first = append(t.first, 0)
		}
		t.first[word] = next
		return next
	}
	at, _ := t.find(node, word)
	t.edges[node] = slices.Insert(t.edges[node], at, edge{word, next})
	return next
}

// begin returns the node behind the first word of names, 0 where none begins with it, as for word 0.
func (t *trie) begin(word int32) int32 {
	if int(word) < len(t.first) {
		return t.first[word]
	}
	return 0
}

// step follows one word from a node, 0 being where names begin; it returns 0 when there is no way.
func (t *trie) step(node, word int32) int32 {
	if node == 0 {
		return t.begin(word)
	}
	if at, ok := t.find(node, word); ok {
		return t.edges[node][at].node
	}
	return 0
}

func (t *trie) find(node, word int32) (int, bool) {
	return slices.BinarySearchFunc(t.edges[node], word, func(e edge, w int32) int { return cmp.Compare(e.word, w) })
}

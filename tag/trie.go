package tag

// A trie maps sequences of folded words to values. Words that names carry or leave at will (al, the, of) may be
// skipped on both sides.
type trie struct {
	next  map[int64]int32 // node<<32 | word -> node
	ends  map[int32][]int32
	nodes int32
}

func newTrie() trie {
	return trie{next: make(map[int64]int32), ends: make(map[int32][]int32)}
}

func (t *trie) add(words []int32, value int32) {
	node := int32(0)
	for _, id := range words {
		key := int64(node)<<32 | int64(id)
		n, ok := t.next[key]
		if !ok {
			t.nodes++
			n = t.nodes
			t.next[key] = n
		}
		node = n
	}
	for _, v := range t.ends[node] {
		if v == value {
			return
		}
	}
	t.ends[node] = append(t.ends[node], value)
}

// step follows one word from a node; 0 when there is no way.
func (t *trie) step(node, word int32) int32 {
	if word == 0 {
		return 0
	}
	return t.next[int64(node)<<32|int64(word)]
}

package rules

// A phraseTable holds the phrases that rules ask for as a tree of terms: phrases that begin alike share what they have in
// common. An edge is found by the node that it leaves and the term that it reads.
type phraseTable struct {
	edges table // of nodes, by edge
	nodes slab[phraseNode]
}

// A phraseNode is a phrase, or what longer ones begin with, of two words or more.
type phraseNode struct {
	features [2]feature // 0 when no rule asks for it by itself
	from     uint32     // the first term where depth is 2, else the node of all words but the last
	term     uint32     // the last word
	longer   int32      // how many nodes go on from here
	first    bool       // from is a term
}

// edge is the hash of a step from a term or node by a term. Terms and nodes are fewer than 2^31.
func edge(from, term uint32, first bool) uint64 {
	n := uint64(from)<<32 | uint64(term)
	if first {
		n |= 1 << 63
	}
	return scatter(n)
}

func (n *phraseNode) edge() uint64 { return edge(n.from, n.term, n.first) }

// phrase returns the number of a phrase, made when there is none.
func (w *wordTable) phrase(words []word) uint32 {
	p := &w.phrases
	at := w.term(&words[0])
	for i := range words[1:] {
		term := w.term(&words[i+1])
		node := phraseNode{from: at, term: term, first: i == 0}
		h := node.edge()
		next := p.edges.find(h)
		if next == 0 {
			next = p.nodes.keep(node)
			p.edges.put(h, next)
			w.terms.all[term].parts++
			if node.first {
				w.terms.all[at].starts++
				w.terms.all[at].parts++
				w.sweep(at)
			} else {
				p.nodes.all[at].longer++
			}
			w.sweep(term)
		}
		at = next
	}
	return at
}

// sweepPhrase forgets a phrase, and what it begins with, as far as rules ask nothing of it.
func (w *wordTable) sweepPhrase(at uint32) {
	p := &w.phrases
	for {
		n := p.nodes.all[at]
		if n.features != [2]feature{} || n.longer > 0 {
			return
		}
		p.edges.remove(at)
		p.nodes.drop(at)
		w.terms.all[n.term].parts--
		if n.first {
			w.terms.all[n.from].starts--
			w.terms.all[n.from].parts--
			w.sweep(n.from)
			if n.from != n.term {
				w.sweep(n.term)
			}
			return
		}
		w.sweep(n.term)
		p.nodes.all[n.from].longer--
		at = n.from
	}
}

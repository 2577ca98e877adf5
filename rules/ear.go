package rules

import "strings"

// An Ear hears in a text only the words that a rule asks for. Whoever keeps the words of many reports can leave out all
// others: for the rule they are alike. The zero value hears nothing.
type Ear struct {
	words    map[string]struct{}
	prefixes []string
	// sizes are those of what is heard, up to 63, by the first byte: nearly every word of a text is told off by them.
	sizes [256]uint64
}

// Ear returns what hears the words of a rule, nil when it asks for none.
func (e *Expr) Ear() *Ear {
	if !e.ReadsText() {
		return nil
	}
	a := &Ear{words: map[string]struct{}{}}
	e.root.clauses(func(c *clause) {
		for i := range c.values {
			if t := c.values[i].term; t != nil {
				a.add(t)
			}
		}
	})
	return a
}

func (a *Ear) add(t *term) {
	for i := range t.words {
		w := &t.words[i]
		if t.prefix && i == len(t.words)-1 {
			a.prefixes = append(a.prefixes, w.fold)
			a.sizes[w.fold[0]] |= ^uint64(0) << min(len(w.fold), 63)
			continue
		}
		a.word(w.fold)
		for _, f := range w.forms {
			a.word(f.stem)
		}
	}
}

func (a *Ear) word(s string) {
	if s != "" {
		a.words[s] = struct{}{}
		a.sizes[s[0]] |= 1 << min(len(s), 63)
	}
}

// Hears says whether a word or number of a text, by its text.Token.Fold and Stem, may be part of what the rule asks for.
func (a *Ear) Hears(fold, stem string) bool {
	return a.hears(fold) || stem != fold && a.hears(stem)
}

func (a *Ear) hears(s string) bool {
	if s == "" || a.sizes[s[0]]&(1<<min(len(s), 63)) == 0 {
		return false
	}
	if _, ok := a.words[s]; ok {
		return true
	}
	for _, p := range a.prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// CountsSources says whether the number of publishers of a story decides whether the rule is met: without, Item.Sources
// does not matter.
func (e *Expr) CountsSources() bool {
	counts := false
	e.root.clauses(func(c *clause) { counts = counts || c.field.kind == kindSources })
	return counts
}

package tag

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"tocsin/text"
)

// A loss is what a line of a toll file says of its words.
type loss struct {
	wounded bool
	form    lossForm
	both    bool // where there was none, nobody was killed and nobody wounded: "no casualties"
}

type lossForm uint8

const (
	lossObject lossForm = iota + 1
	lossSubject
	lossNoun
	lossTotal
	lossNone // words that look like a loss and are none
)

var lossForms = map[string]lossForm{"object": lossObject, "subject": lossSubject, "noun": lossNoun, "both": lossNoun, "total": lossTotal, "none": lossNone}

// loadTolls reads the words of loss and of number of a language.
func (l *language) loadTolls() error {
	l.losses, l.many = newPatterns(l.vocab), newPatterns(l.vocab)
	err := eachLine(path.Join("data/events", "toll."+l.code+".txt"), func(s string) error {
		key, words, ok := strings.Cut(s, ":")
		what, form, _ := strings.Cut(strings.TrimSpace(key), " ")
		if ok && what == "many" {
			return l.manyLine(form, words)
		}
		f, known := lossForms[form]
		if !ok || !known || what != "killed" && what != "wounded" {
			return fmt.Errorf("want killed or wounded and object, subject, noun, both, total or none: %q", s)
		}
		for _, w := range list(words) {
			if err := l.losses.add(w, int32(len(l.lossKinds))); err != nil {
				return err
			}
			l.lossKinds = append(l.lossKinds, loss{wounded: what == "wounded", form: f, both: form == "both"})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return eachLine(path.Join("data/events", "numbers."+l.code+".txt"), func(s string) error {
		for _, p := range list(s) {
			i := strings.LastIndexByte(p, ' ')
			if i < 0 {
				return fmt.Errorf("want word and number: %q", p)
			}
			n, err := strconv.Atoi(p[i+1:])
			if err != nil {
				return err
			}
			l.uses.At(text.Fold(p[:i])).value = int32(n)
		}
		return nil
	})
}

// lossAt says whether a word of loss begins at token i.
func (r *reading) lossAt(i int) bool {
	if r.stem[i] == 0 {
		return false
	}
	_, p := r.loss(i)
	return p != nil && r.lang.lossKinds[p.value].form != lossNoun
}

// loss returns the words of loss that begin at token i, their last token and their pattern, which is nil for none. What was
// found to have none is not looked at again.
func (r *reading) loss(i int) (last int, p *pattern) {
	if r.lossOf[i] < 0 {
		return -1, nil
	}
	last, p = r.lang.losses.longest(r, i, nil)
	if p != nil && r.lang.lossKinds[p.value].form == lossNone {
		for j := i; j <= last; j++ {
			r.lossOf[j] = -1
		}
		p = nil
	}
	if p == nil {
		r.lossOf[i] = -1
	}
	return last, p
}

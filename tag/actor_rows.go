package tag

import (
	"fmt"
	"strings"
	"unicode"

	"tocsin/report"
	"tocsin/text"
)

// columns cuts a row at its bars.
func columns(s string, n int) ([]string, error) {
	c := strings.Split(s, "|")
	if len(c) != n {
		return nil, fmt.Errorf("want %d columns, have %d: %q", n, len(c), s)
	}
	for i := range c {
		c[i] = strings.TrimSpace(c[i])
	}
	return c, nil
}

// list cuts a column at its semicolons.
func list(s string) []string {
	var out []string
	for _, x := range strings.Split(s, ";") {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

func (l *actors) stateLine(s string) error {
	c, err := columns(s, 5)
	if err != nil {
		return err
	}
	n, err := l.put(actor{id: slug(c[1]), name: c[1], kind: report.State, country: c[0], aliases: list(c[3]), state: true})
	if err != nil {
		return err
	}
	l.states[c[0]] = n
	for _, a := range list(c[2]) {
		exact := strings.TrimPrefix(a, "=")
		l.adj.add(l.ids(l.nameWords(exact)), n)
		if !strings.HasSuffix(exact, "s") && !strings.HasSuffix(exact, "ese") && !strings.HasSuffix(exact, "h") && exact != "US" {
			l.adj.add(l.ids(l.nameWords(exact+"s")), n)
		}
	}
	return nil
}

func (l *actors) groupLine(s string) error {
	c, err := columns(s, 6)
	if err != nil {
		return err
	}
	if n, ok := l.byID[c[0]]; ok && n < l.composedEnd { // the own names of a state's forces: one army has one id
		l.all[n].name = c[1]
		for _, name := range append([]string{c[1]}, list(c[5])...) {
			l.addAlias(n, name)
		}
		return nil
	}
	country, abroad := strings.CutSuffix(c[3], " abroad")
	_, err = l.put(actor{id: c[0], name: c[1], kind: report.ActorKind(c[2]), country: country, abroad: abroad, within: list(c[4]), aliases: list(c[5])})
	return err
}

func (l *actors) peopleLine(s string) error {
	c, err := columns(s, 4)
	if err != nil {
		return err
	}
	n, err := l.put(actor{id: c[0], name: c[1], kind: report.ActorKind(c[2]), generic: true})
	if err != nil {
		return err
	}
	for _, w := range list(c[3]) {
		l.people.add(l.ids(l.nameWords(w)), n)
		if !strings.HasSuffix(w, "s") {
			l.people.add(l.ids(l.nameWords(w+"s")), n)
		}
	}
	return nil
}

// A head is a word that shows a capitalised name to be an actor's. One that leads has the name proper behind it: "Liwa Ahrar".
type head struct {
	kind  report.ActorKind
	leads bool
}

func (l *actors) headLine(s string) error {
	c, err := columns(s, 2)
	if err != nil {
		return err
	}
	for _, w := range strings.Fields(c[1]) {
		bare, leads := strings.CutPrefix(w, "*")
		*l.heads.At(text.Fold(bare)) = head{kind: report.ActorKind(c[0]), leads: leads}
	}
	return nil
}

// slug makes an id of a name: folded, words joined by hyphens.
func slug(name string) string {
	var b strings.Builder
	for _, r := range text.Fold(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

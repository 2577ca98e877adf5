package desk

import (
	"regexp"
	"strings"

	"tocsin/rules"
)

// quotedWords finds phrases and names in quotation marks in a printed rule: what stands there is no syntax.
var quotedWords = regexp.MustCompile(`=?"[^"]*"`)

// keywordField stands for the option keywords, whose clauses have no name in the language.
const keywordField = "keywords"

// merge puts given options in the place of the clauses of a rule that ask the same kind of thing; all others stay. It
// refuses where a rule does not simply join its clauses, since nobody could tell what is meant.
func (d *Desk) merge(old *rules.Expr, given rules.Options) (*rules.Expr, error) {
	fresh := map[string]string{} // by field
	for _, g := range []struct {
		field string
		o     rules.Options
	}{{"region", rules.Options{Region: given.Region}}, {"actor", rules.Options{Actor: given.Actor}},
		{keywordField, rules.Options{Keywords: given.Keywords}}, {"severity", rules.Options{Severity: given.Severity}}} {
		if g.o == (rules.Options{}) {
			continue
		}
		e, err := d.ask(g.o)
		if err != nil {
			return nil, err
		}
		fresh[g.field] = e.String()
	}
	parts := old.Parts()
	var out []string
	placed := map[string]bool{}
	for _, p := range parts {
		field := fieldOf(p)
		if field == "" && (len(parts) == 1 && !p.Excludes() || asksToo(p, fresh)) {
			return nil, invalid("This rule offers alternatives, and it cannot be told which of them to change. Give the whole rule: /rules edit with rule.")
		}
		asked := p.String()
		if s, ok := fresh[field]; ok {
			if placed[field] {
				continue
			}
			placed[field], asked = true, s
		}
		out = append(out, "("+asked+")")
	}
	for _, field := range []string{"region", "actor", keywordField, "severity"} {
		if s, ok := fresh[field]; ok && !placed[field] {
			out = append(out, "("+s+")")
		}
	}
	e, err := rules.Parse(strings.Join(out, " "), d.names)
	if err != nil {
		return nil, refused(err)
	}
	return d.ask(rules.Options{Rule: e.String()})
}

// fieldOf returns the field of a rule that is a single clause, and keywordField for words, whether any or none of them
// is wanted; else nothing.
func fieldOf(e *rules.Expr) string {
	s := quotedWords.ReplaceAllString(e.String(), "w")
	at := strings.IndexAny(s, ":<>=")
	switch {
	case at < 0:
		return keywordField
	case e.Excludes() || strings.ContainsAny(s, " ()"):
		return ""
	}
	return s[:at]
}

// asksToo says whether a part that is more than a clause asks for one of the fields as well. What is excluded does not.
func asksToo(e *rules.Expr, fields map[string]string) bool {
	if e.Excludes() {
		return false
	}
	s := quotedWords.ReplaceAllString(e.String(), "w")
	for field := range fields {
		if field == keywordField && e.ReadsText() || strings.Contains(s, field+":") || strings.Contains(s, field+"<") ||
			strings.Contains(s, field+">") || strings.Contains(s, field+"=") {
			return true
		}
	}
	return false
}

// automatic says whether a rule bears the name that freeName gave it for these words.
func automatic(r rules.Rule, words string) bool {
	rest, ok := strings.CutPrefix(r.Name, clip(words, maxName-4))
	return ok && (rest == "" || strings.HasPrefix(rest, " (") && strings.Trim(rest, " (0123456789)") == "")
}

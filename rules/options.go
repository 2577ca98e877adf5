package rules

import (
	"strings"
)

// Options are those of /subscribe. Each may be empty; together they are joined by AND.
type Options struct {
	Region   string // names or ids, separated by commas
	Actor    string // names or ids, separated by commas
	Keywords string // words and phrases, separated by commas: any of them; with a minus before it: none of them
	Severity string // a level: that or worse
	Rule     string // in the rule language
}

// Source writes the options in the rule language. Nothing is checked yet: Parse does that, after ParseOptions has
// parsed the Rule by itself.
func (o Options) Source() string {
	var parts []string
	if names := split(o.Region); len(names) > 0 {
		parts = append(parts, "region:"+strings.Join(names, ","))
	}
	if names := split(o.Actor); len(names) > 0 {
		parts = append(parts, "actor:"+strings.Join(names, ","))
	}
	parts = append(parts, keywords(o.Keywords)...)
	if s := strings.TrimSpace(o.Severity); s != "" {
		if !strings.ContainsAny(s[:1], "<>=") {
			s = ">=" + s
		}
		parts = append(parts, "severity"+strings.ToLower(s))
	}
	if r := strings.TrimSpace(o.Rule); r != "" {
		if len(parts) > 0 {
			r = "(" + r + ")"
		}
		parts = append(parts, r)
	}
	return strings.Join(parts, " ")
}

// ParseOptions makes a rule of options. An error about Rule points into Rule, every other into Source.
func ParseOptions(o Options, names Names) (*Expr, error) {
	if strings.TrimSpace(o.Rule) != "" {
		// By itself first: parentheses that do not match must not embrace the other options.
		e, err := Parse(o.Rule, names)
		if err != nil {
			return nil, err
		}
		o.Rule = e.String()
	}
	return Parse(o.Source(), names)
}

// keywords makes (a OR "b c") -d of a list.
func keywords(list string) []string {
	var any, none []string
	for _, k := range split(list) {
		if not, ok := strings.CutPrefix(k, `"-`); ok {
			if not = strings.TrimSpace(strings.TrimSuffix(not, `"`)); plain(not) {
				none = append(none, "-"+not)
			} else {
				none = append(none, `-"`+not+`"`)
			}
		} else {
			any = append(any, k)
		}
	}
	switch len(any) {
	case 0:
		return none
	case 1:
		return append(any, none...)
	}
	return append([]string{"(" + strings.Join(any, " OR ") + ")"}, none...)
}

// split cuts a list at commas, semicolons and line ends that stand outside quotation marks, and writes each member as a
// word or in quotation marks. Members that already are in quotation marks, exact phrases and word* stay what they are.
func split(list string) []string {
	s := newScanner(list)
	var out []string
	start, open := 0, false
	for i := 0; i <= len(s.r); i++ {
		end := i == len(s.r)
		if !end && s.r[i] == '"' {
			open = !open
		}
		if end || !open && (s.r[i] == ',' || s.r[i] == ';' || s.text[i] == '\n' || s.text[i] == '؛') {
			if m := member(string(s.r[start:i])); m != "" {
				out = append(out, m)
			}
			start = i + 1
		}
	}
	return out
}

func member(m string) string {
	m = strings.Join(strings.Fields(m), " ")
	bare, prefix := strings.CutSuffix(m, "*")
	inner, exact := strings.CutPrefix(m, "=")
	switch {
	case m == "" || m == `"` || m == `""`:
		return ""
	case plain(m), prefix && plain(bare):
		return m
	case len(inner) > 2 && inner[0] == '"' && inner[len(inner)-1] == '"' && strings.Count(inner, `"`) == 2:
		if exact {
			return m
		}
		return quote(inner[1 : len(inner)-1])
	}
	return quote(strings.TrimSpace(strings.ReplaceAll(m, `"`, "")))
}

package rules

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"tocsin/report"
	"tocsin/text"
)

// value reads one value of a list.
func (p *parser) value(f *field) (value, error) {
	if f.kind == kindTitle {
		return p.term(true)
	}
	start := p.pos
	name, err := p.listed(f)
	if err != nil {
		return value{}, err
	}
	if err := p.count(start); err != nil {
		return value{}, err
	}
	switch f.kind {
	case kindRegion, kindMentions:
		return p.placeValue(f.name, name, start)
	case kindActor, kindBy, kindBlamed, kindTarget:
		return p.actorValue(f.name, name, start)
	case kindEvent:
		return p.eventValue(name, start)
	case kindClass:
		return p.classValue(name, start)
	case kindLang:
		return p.langValue(name, start)
	}
	return value{show: name, name: name, id: sourceKey(name)}, nil
}

// sourceKey is what names of sources are compared by.
func sourceKey(name string) string { return strings.TrimSpace(text.Fold(name)) }

// listed reads a name, in quotation marks or without.
func (p *parser) listed(f *field) (string, error) {
	start := p.pos
	if p.peek(0) == '"' {
		name, ok := p.quoted()
		if !ok {
			return "", p.fail(start, start+1, "this quotation mark is not closed")
		}
		if name != "" {
			return name, nil
		}
	} else if w := p.word(true); w != "" {
		return w, nil
	}
	return "", p.fail(start, p.pos, fmt.Sprintf("expected a name behind %s:", f.name))
}

// term reads a word, word*, "phrase" or ="exact phrase".
func (p *parser) term(inList bool) (value, error) {
	start := p.pos
	exact := p.peek(0) == '=' && p.peek(1) == '"'
	if exact {
		p.pos++
	}
	var v value
	if p.peek(0) == '"' {
		s, ok := p.quoted()
		if !ok {
			return v, p.fail(start, p.pos+1, "this quotation mark is not closed")
		}
		if exact {
			v = value{show: s, name: s, term: exactTerm(p.words, s)}
		} else {
			v = value{show: s, name: s, term: phraseTerm(p.words, s, false)}
		}
	} else {
		w := p.word(inList)
		if err := p.checkWord(w, start, inList); err != nil {
			return v, err
		}
		stem, prefix := strings.CutSuffix(w, "*")
		v = value{show: stem, name: w, term: phraseTerm(p.words, stem, prefix)}
	}
	if v.term == nil {
		return v, p.fail(start, p.pos, "there is no letter and no digit to look for here")
	}
	return v, p.count(start)
}

// checkWord refuses what is more likely a mistake than a word.
func (p *parser) checkWord(w string, start int, inList bool) error {
	end := p.pos
	stem := strings.TrimSuffix(w, "*")
	switch {
	case w == "" && inList:
		return p.fail(start, end, "expected a word here")
	case !inList && (w == "or" || w == "and" || w == "not"):
		up := strings.ToUpper(w)
		return p.fail(start, end, fmt.Sprintf("write %s in capitals to join, or %q in quotation marks to look for the word", up, w), up, `"`+w+`"`)
	case len(w) > 2 && w[0] == '/' && strings.Contains(w[1:], "/"):
		return p.fail(start, end, "regular expressions are not offered: write word* for a beginning, or alternatives with OR")
	case strings.Contains(stem, "*"):
		return p.fail(start, end, "a * stands at the end of a word only")
	case stem != w && !plain(stem):
		return p.fail(start, end, "expected letters or digits before the *")
	case stem != w && utf8.RuneCountInString(stem) < 2:
		return p.fail(start, end, "at least two letters stand before a *")
	case strings.ContainsAny(w, "<>=≥≤"):
		return p.fail(start, end, fmt.Sprintf("expected a field before the comparison (to look for this, write %q)", w))
	}
	return nil
}

// maxNumber bounds what is compared with.
const maxNumber = 1_000_000

// comparison reads the number or level behind an operator.
func (p *parser) comparison(f *field, c cmp, first int) (*node, error) {
	p.spaces()
	start := p.pos
	w := p.word(true)
	if err := p.count(start); err != nil {
		return nil, err
	}
	cl := &clause{field: f, cmp: c}
	if f.kind == kindSeverity {
		l, err := report.ParseLevel(w)
		if err != nil {
			var words []string
			for _, l := range report.Levels() {
				words = append(words, l.String())
			}
			return nil, p.fail(start, p.pos, "expected info, low, moderate, high or critical", nearest(w, words, 2)...)
		}
		cl.n = int(l)
		return &node{clause: cl}, nil
	}
	n, err := strconv.Atoi(w)
	if err != nil || n < 0 || n > maxNumber {
		return nil, p.fail(start, p.pos, fmt.Sprintf("expected a whole number from 0 to %d behind %s%s, without commas", maxNumber, f.name, c))
	}
	if p.peek(0) == ',' {
		return nil, p.fail(first, p.pos+1, "a comparison takes one number, without commas")
	}
	cl.n = n
	return &node{clause: cl}, nil
}

// near reads a place or "latitude,longitude", a comma and a distance.
func (p *parser) near(f *field) (*node, error) {
	start := p.pos
	name, err := p.listed(f)
	if err != nil {
		return nil, err
	}
	if err := p.count(start); err != nil {
		return nil, err
	}
	var v value
	if at, ok := coordinates(name); ok {
		v = value{show: fmt.Sprintf("%v,%v", at.Lat, at.Lon), at: at}
		v.name = v.show
	} else {
		if v, err = p.placeValue(f.name, name, start); err != nil {
			return nil, err
		}
		if v.at, ok = p.names.Position(v.id); !ok {
			return nil, p.fail(start, p.pos, fmt.Sprintf("the position of %s is not known", v.name))
		}
	}
	p.spaces()
	if p.peek(0) != ',' {
		return nil, p.fail(start, p.pos, fmt.Sprintf("expected a distance behind the place, as in near:%s,50km", quote(v.show)))
	}
	p.pos++
	p.spaces()
	start = p.pos
	w := p.word(true)
	if isNumber(w) {
		back := p.pos
		p.spaces()
		if unit := p.word(true); unit == "km" || unit == "mi" || unit == "m" {
			w += unit
		} else {
			p.pos = back
		}
	}
	if v.metres, err = distanceOf(w); err != nil {
		return nil, p.fail(start, p.pos, err.Error())
	}
	return &node{clause: &clause{field: f, values: []value{v}}}, nil
}

func isNumber(w string) bool {
	_, err := strconv.ParseFloat(w, 64)
	return err == nil
}

// coordinates reads "latitude,longitude" in degrees.
func coordinates(s string) (report.Position, bool) {
	a, b, ok := strings.Cut(s, ",")
	lat, err1 := strconv.ParseFloat(strings.TrimSpace(a), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(b), 64)
	ok = ok && err1 == nil && err2 == nil && lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180
	return report.Position{Lat: lat, Lon: lon}, ok
}

// distanceOf reads "50km", "30mi" or "800m" as metres.
func distanceOf(w string) (int, error) {
	number, metres := strings.TrimSuffix(w, "km"), 1000.0
	if number == w {
		if number = strings.TrimSuffix(w, "mi"); number != w {
			metres = 1609.344
		} else if number = strings.TrimSuffix(w, "m"); number != w {
			metres = 1
		} else {
			return 0, fmt.Errorf("expected a distance with its unit: 50km, 30mi or 800m")
		}
	}
	x, err := strconv.ParseFloat(number, 64)
	if err != nil || !(x*metres >= 1) || x*metres > 20_000_000 {
		return 0, fmt.Errorf("expected a distance from 1m to 20000km")
	}
	return int(x*metres + 0.5), nil
}

func (p *parser) eventValue(name string, start int) (value, error) {
	want := strings.NewReplacer(" ", "_", "-", "_").Replace(text.Fold(name))
	var known []string
	for _, k := range report.EventKinds() {
		if want == string(k.Type) || strings.EqualFold(name, k.Label) {
			return value{show: string(k.Type), name: k.Label, id: string(k.Type)}, nil
		}
		known = append(known, string(k.Type))
	}
	for _, c := range classes {
		if want == string(c) {
			return value{}, p.fail(start, p.pos, fmt.Sprintf("%s is a class of events: write class:%s", c, c))
		}
	}
	return value{}, p.fail(start, p.pos, fmt.Sprintf("there is no event type %q", name), nearest(want, known, 3)...)
}

var classes = []report.Class{report.MaterialConflict, report.VerbalConflict, report.VerbalCooperation, report.MaterialCooperation, report.Neutral}

func (p *parser) classValue(name string, start int) (value, error) {
	want := strings.NewReplacer(" ", "_", "-", "_").Replace(text.Fold(name))
	var known []string
	for _, c := range classes {
		if want == string(c) {
			return value{show: want, name: strings.ReplaceAll(want, "_", " "), id: want}, nil
		}
		known = append(known, string(c))
	}
	return value{}, p.fail(start, p.pos, fmt.Sprintf("there is no class %q: the classes are %s", name, strings.Join(known, ", ")), nearest(want, known, 2)...)
}

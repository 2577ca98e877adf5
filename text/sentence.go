package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences cuts the tokens into sentences: at full stops, question and exclamation marks of all scripts unless an
// abbreviation or an initial stands before them, and at line ends.
func (d *Doc) sentences() {
	first, para := 0, 0
	wrapped := hardWrapped(d.Text)
	flush := func(end int) {
		if end > first {
			d.addSentence(first, end, para)
			first = end
		}
	}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if i == d.TitleEnd {
			flush(i)
			para = 0
		}
		if i > 0 && i != d.TitleEnd && t.Space && d.lineBreakBefore(i, wrapped) {
			flush(i)
			para++
		}
		if t.Kind == Punct && endsSentence(t.Fold) && !d.goesOn(i) {
			end := i + 1
			for end < len(d.Tokens) && d.Tokens[end].InTitle == t.InTitle && closes(d.Tokens[end]) {
				end++
			}
			if end == i+1 {
				flush(end)
				continue
			}
			// The closing marks behind the full stop belong to the sentence; the loop meets them again and skips.
			d.addSentence(first, end, para)
			first = end
		}
	}
	flush(len(d.Tokens))
	d.caseTold()
}

// caseTold takes back that capitals are missing from a sentence where another of its field has some: it only begins with a
// number and names nobody.
func (d *Doc) caseTold() {
	var cased [2]bool // of the title, of the text
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Kind == Word && t.Shape != Lower {
			cased[field(t.InTitle)] = true
		}
	}
	for i := range d.Sentences {
		s := &d.Sentences[i]
		s.NoCase = s.NoCase && !cased[field(s.InTitle)]
	}
}

func field(title bool) int {
	if title {
		return 0
	}
	return 1
}

func (d *Doc) addSentence(first, end, para int) {
	if end <= first {
		return
	}
	n := int32(len(d.Sentences))
	upper, lower, initial, long := 0, 0, 0, 0
	for i := first; i < end; i++ {
		t := &d.Tokens[i]
		t.Sentence = n
		if t.Kind != Word || t.Caseless {
			continue
		}
		switch t.Shape {
		case Upper:
			upper++
		case Lower:
			lower++
			if len(t.Fold) > 4 {
				long++
			}
		default:
			initial++
		}
	}
	d.Sentences = append(d.Sentences, Sentence{First: first, End: end, InTitle: d.Tokens[first].InTitle, Paragraph: para,
		Upper: upper >= 3 && upper > 3*(lower+initial), NoCase: lower >= 4 && upper+initial == 0,
		Headline: initial >= 3 && long == 0 && initial > lower})
}

func endsSentence(mark string) bool {
	switch mark {
	case ".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।":
		return true
	}
	return false
}

func closes(t Token) bool {
	return t.Kind == Punct && !t.Space && strings.ContainsAny(t.Fold, "\"”’»)]'」』")
}

// lineBreakBefore says whether a line ends before token i; in a text broken to a width only an empty line counts.
func (d *Doc) lineBreakBefore(i int, wrapped bool) bool {
	t, p := &d.Tokens[i], &d.Tokens[i-1]
	if t.InTitle != p.InTitle {
		return false
	}
	s := d.Text
	if t.InTitle {
		s = d.Title
	}
	gap := s[p.ByteEnd:t.ByteStart]
	if wrapped && !t.InTitle {
		return strings.Count(gap, "\n") > 1
	}
	return strings.ContainsAny(gap, "\n\u2028\u2029")
}

// goesOn says whether the full stop at token i ends no sentence.
func (d *Doc) goesOn(i int) bool {
	t := &d.Tokens[i]
	if i+1 >= len(d.Tokens) || d.Tokens[i+1].InTitle != t.InTitle {
		return false
	}
	next := &d.Tokens[i+1]
	if !next.Space && next.Kind != Punct {
		return t.Fold == "." // a domain name, a version, an initialism
	}
	if t.Fold != "." || i == 0 {
		return false
	}
	prev := &d.Tokens[i-1]
	if t.Space || prev.Kind != Word || prev.InTitle != t.InTitle {
		return false
	}
	if abbreviations[prev.Fold] {
		return true
	}
	// An initial (J. Smith) or the last letter of an initialism (U.S. troops) goes on when what follows does not
	// begin a sentence by its capital, or when it is a name's initial.
	if utf8.RuneCountInString(prev.Fold) == 1 && prev.Shape != Lower || strings.Contains(prev.Fold, ".") {
		inner := i >= 2 && d.Tokens[i-2].Fold == "." && !prev.Space || strings.Contains(prev.Fold, ".")
		if !inner {
			return true
		}
		r, _ := utf8.DecodeRuneInString(d.Raw(i + 1))
		return !unicode.IsUpper(r) || next.Kind == Word && !commonStart[next.Fold]
	}
	return false
}

var abbreviations = set(`mr mrs ms dr prof gen lt col maj capt sgt brig adm cmdr cpl pvt rev hon gov sen rep pres st mt ft no nos vs etc
	inc ltd co corp jr sr jan feb mar apr jun jul aug sep sept oct nov dec approx dept est vol fig al e.g i.e sr sra dra hr fr mme mlle m`)

// commonStart are words that begin sentences so often that a capital on them behind "U.S." means a new one.
var commonStart = set(`the a an in on at it he she they we but and this that these those there when after before as for
	however meanwhile officials president earlier later last according his her their its if while since`)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

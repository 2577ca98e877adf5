package places

import "tocsin/text"

// datelines marks what stands in the head of a report before its dash: "PANAMA CITY (PANAMA), 18 NOV 89 (EFE) --".
func (f *finder) datelines() {
	for k := 1; k < len(f.spans); k++ {
		if a, b := &f.spans[k-1], &f.spans[k]; a.dateline && b.first-a.last <= 3 && f.isHead(b) {
			b.dateline, b.support = true, b.support+2
		}
	}
}

// prefixes drops directions before a place: "Far North Queensland" is Queensland.
func (f *finder) prefixes() {
	for k := 1; k < len(f.spans); k++ {
		if a, b := &f.spans[k-1], &f.spans[k]; b.first == a.last+1 && f.directions(a) {
			a.dropped = true
		}
	}
}

// isDateline says whether a span is the place at the head of a report: in capitals or before a dash or an agency in
// brackets, at the very beginning of a paragraph.
func (f *finder) isDateline(s *span) bool {
	sent := f.d.Sentences[f.d.Tokens[s.first].Sentence]
	if sent.InTitle || sent.Paragraph > 2 || s.first > sent.First {
		return false
	}
	return f.isHead(s)
}

// isHead says whether a dash or an agency in brackets ends the head of a report behind a span.
func (f *finder) isHead(s *span) bool {
	d := f.d
	sent := d.Sentences[d.Tokens[s.first].Sentence]
	for i := s.last + 1; i < len(d.Tokens) && i <= s.last+14; i++ {
		t := &d.Tokens[i]
		if t.InTitle != sent.InTitle {
			return false
		}
		switch t.Fold {
		case "-", "–", "—", "--":
			if t.Space {
				return true
			}
		case "(":
			if !sent.Upper {
				return i <= s.last+6
			}
		}
		if t.Kind == text.Word && t.Shape == text.Lower && !t.Caseless {
			return d.Tokens[s.first].Shape == text.Upper && !sent.Upper && len(d.Raw(s.first)) > 3
		}
	}
	return false
}

package feed

import "strings"

// An htmlScanner cuts HTML into tokens by the rules that browsers have in common. What is no tag is text: an unclosed
// tag or comment at the end, "<3", "a < b".
type htmlScanner struct {
	src  string
	pos  int
	xml  bool     // the source is XHTML within XML: CDATA sections are text, <b/> is closed, names have prefixes
	lost []string // hidden elements for which no end tag remains

	showHead  bool // the head of a page is read too
	noClose   bool // no ">" is left
	noComment bool // no end of a comment is left
}

// next returns the next token; comments, declarations and processing instructions are passed over. The name of a tag is
// in lower case. Elements whose content is not for reading, such as scripts, are passed over whole.
func (s *htmlScanner) next() token {
	for s.pos < len(s.src) {
		start := s.pos
		rest := s.src[start:]
		if rest[0] != '<' {
			return s.text(nextByte(rest, '<', 0))
		}
		if len(rest) == 1 || s.noClose {
			return s.text(nextByte(rest, '<', 1))
		}
		switch c := rest[1]; {
		case isLetter(c), c == '/' && len(rest) > 2 && isLetter(rest[2]):
			t, n := s.tag(rest)
			if n == 0 {
				return s.text(nextByte(rest, '<', 1))
			}
			t.pos = start
			s.pos += n
			if t.kind == startTag && hiddenElements[t.name] && !(s.showHead && t.name == "head") {
				s.skipHidden(t)
				continue
			}
			return t
		case c == '!' || c == '?' || c == '/':
			if t, ok := s.declaration(rest); ok {
				return t
			}
		default:
			return s.text(nextByte(rest, '<', 1))
		}
	}
	return token{kind: endOfInput, pos: len(s.src)}
}

func (s *htmlScanner) text(n int) token {
	t := token{kind: charData, text: s.src[s.pos : s.pos+n], pos: s.pos}
	s.pos += n
	return t
}

// tag reads a start or end tag and returns its length, 0 when it is not closed.
func (s *htmlScanner) tag(rest string) (token, int) {
	t := token{kind: startTag}
	begin := 1
	if rest[1] == '/' {
		t.kind, begin = endTag, 2
	}
	n := begin
	for n < len(rest) && !isSpace(rest[n]) && rest[n] != '>' && rest[n] != '/' && rest[n] != '<' {
		n++
	}
	end := htmlTagEnd(rest, n)
	if end < 0 {
		s.noClose = true
		return t, 0
	}
	t.name = lowerASCII(rest[begin:n])
	if s.xml {
		if i := strings.LastIndexByte(t.name, ':'); i >= 0 {
			t.name = t.name[i+1:]
		}
	}
	t.attrs = rest[n:end]
	if strings.HasSuffix(t.attrs, "/") {
		t.empty, t.attrs = true, t.attrs[:len(t.attrs)-1]
	}
	return t, end + 1
}

// htmlTagEnd returns the index of the ">" that closes a tag whose name ends at n, or -1. Quotes count only where a value
// may begin, so that an apostrophe in an unquoted value ends nothing; a quote that is never closed counts for nothing.
func htmlTagEnd(rest string, n int) int {
	end := strings.IndexByte(rest[n:], '>')
	if end < 0 {
		return -1
	}
	end += n
	i := n
	for {
		q := strings.IndexAny(rest[i:end], `"'`)
		if q < 0 {
			return end
		}
		q += i
		if j := lastNonSpace(rest, q); j < n || rest[j] != '=' {
			i = q + 1
			continue
		}
		close := strings.IndexByte(rest[q+1:], rest[q])
		if close < 0 {
			return end
		}
		i = q + 1 + close + 1
		if i > end {
			more := strings.IndexByte(rest[i:], '>')
			if more < 0 {
				return end
			}
			end = i + more
		}
	}
}

// lastNonSpace returns the index of the last byte before i that is no white space.
func lastNonSpace(s string, i int) int {
	for i--; i >= 0 && isSpace(s[i]); i-- {
	}
	return i
}

// declaration passes over <!...>, <?...> and </ followed by no name. The text of a CDATA section is returned in XML.
func (s *htmlScanner) declaration(rest string) (token, bool) {
	const open = "<![CDATA["
	switch {
	case strings.HasPrefix(rest, open):
		body := rest[len(open):]
		end := strings.Index(body, "]]>")
		if !s.xml || end < 0 {
			s.pos += len(open)
			return token{}, false
		}
		t := token{kind: cdataText, text: body[:end], pos: s.pos}
		s.pos += len(open) + end + 3
		return t, true
	case strings.HasPrefix(rest, "<!--"):
		if strings.HasPrefix(rest, "<!-->") {
			s.pos += 5
			return token{}, false
		}
		if !s.noComment {
			if end := strings.Index(rest[4:], "-->"); end >= 0 {
				s.pos += 4 + end + 3
				return token{}, false
			}
			s.noComment = true
		}
		return s.text(4), true
	}
	if end := strings.IndexByte(rest, '>'); end >= 0 {
		s.pos += end + 1
		return token{}, false
	}
	s.noClose = true
	return s.text(nextByte(rest, '<', 1)), true
}

// skipHidden passes over the content of an element that is not for reading. Without an end tag only the tag is lost,
// save for scripts and styles, whose text is never meant for people.
func (s *htmlScanner) skipHidden(t token) {
	if t.empty {
		return
	}
	for _, name := range s.lost {
		if name == t.name {
			return
		}
	}
	rest := s.src[s.pos:]
	for i := 0; ; {
		j := strings.Index(rest[i:], "</")
		if j < 0 {
			break
		}
		i += j + 2
		if hasPrefixFold(rest[i:], t.name) {
			end := strings.IndexByte(rest[i:], '>')
			if end < 0 {
				break
			}
			s.pos += i + end + 1
			return
		}
	}
	if t.name == "script" || t.name == "style" {
		s.pos = len(s.src)
		return
	}
	s.lost = append(s.lost, t.name)
}

// An attribute is a name in lower case and a value with its references resolved.
type attribute struct{ name, value string }

// nextAttribute reads the first attribute of the source of a tag and returns the rest of the source.
func nextAttribute(attrs string) (a attribute, rest string, ok bool) {
	i := 0
	for i < len(attrs) && (isSpace(attrs[i]) || attrs[i] == '/') {
		i++
	}
	start := i
	for i < len(attrs) && attrs[i] != '=' && !isSpace(attrs[i]) && attrs[i] != '/' {
		i++
	}
	if i == start {
		if i < len(attrs) {
			return attribute{}, attrs[i+1:], i+1 < len(attrs)
		}
		return attribute{}, "", false
	}
	a.name = attrs[start:i]
	for i < len(attrs) && isSpace(attrs[i]) {
		i++
	}
	if i == len(attrs) || attrs[i] != '=' {
		return a, attrs[i:], true
	}
	for i++; i < len(attrs) && isSpace(attrs[i]); i++ {
	}
	if i == len(attrs) {
		return a, "", true
	}
	if q := attrs[i]; q == '"' || q == '\'' {
		if end := strings.IndexByte(attrs[i+1:], q); end >= 0 {
			a.value = attrs[i+1 : i+1+end]
			return a, attrs[i+end+2:], true
		}
		i++
	}
	start = i
	for i < len(attrs) && !isSpace(attrs[i]) {
		i++
	}
	a.value = attrs[start:i]
	return a, attrs[i:], true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// lowerASCII lowers a name, without an allocation when there is nothing to lower.
func lowerASCII(s string) string {
	for i := range len(s) {
		if s[i] >= 'A' && s[i] <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

package feed

import "strings"

// tokenKind says what a token is.
type tokenKind uint8

const (
	endOfInput tokenKind = iota
	startTag
	endTag
	charData  // references not yet resolved
	cdataText // to be taken as it stands
)

// A token is one piece of markup or text. Its strings are parts of the document.
type token struct {
	kind  tokenKind
	empty bool   // <name/>
	name  string // of a tag, as written, with its prefix
	attrs string // of a start tag: the source between the name and ">"
	text  string // of charData and cdataText
	pos   int    // where it begins in the document
}

// A scanner cuts a document of markup into tokens. It takes ill-formed input as it comes: a stray "<" is text, a quote
// that is never closed ends with its tag, comments and processing instructions are passed over. It never fails, never
// looks back, and never nests; the reader above it decides what belongs to what.
type scanner struct {
	src       string
	pos       int
	entities  map[string]string // declared by the document type
	expansion int               // bytes that declared entities may still give
	cut       bool              // the document ended inside a tag or a CDATA section
	rescanned int               // bytes given back by content, which bounds the cost of unclosed elements
	noComment bool              // no end of a comment is left in the document
	noPI      bool              // likewise of a processing instruction
}

func newScanner(src string) *scanner {
	return &scanner{src: src, expansion: maxExpansion}
}

// next returns the next token, skipping comments, processing instructions and declarations.
func (s *scanner) next() token {
	for s.pos < len(s.src) {
		start := s.pos
		rest := s.src[start:]
		if rest[0] != '<' {
			return s.textUntil(nextByte(rest, '<', 0), start)
		}
		if len(rest) < 2 {
			s.pos, s.cut = len(s.src), true
			break
		}
		switch c := rest[1]; {
		case c == '/':
			if t, ok := s.endTag(rest, start); ok {
				return t
			}
		case c == '!':
			if strings.HasPrefix(rest, "<![CDATA[") {
				if t, ok := s.cdata(rest, start); ok {
					return t
				}
				continue
			}
			s.declaration(rest)
		case c == '?':
			s.instruction(rest)
		case isNameStart(c):
			if t, ok := s.startTag(rest, start); ok {
				return t
			}
		default:
			return s.textUntil(nextByte(rest, '<', 1), start)
		}
	}
	return token{kind: endOfInput, pos: len(s.src)}
}

func (s *scanner) textUntil(n, start int) token {
	s.pos = start + n
	return token{kind: charData, text: s.src[start:s.pos], pos: start}
}

func (s *scanner) endTag(rest string, start int) (token, bool) {
	end := strings.IndexByte(rest, '>')
	if end < 0 {
		s.pos, s.cut = len(s.src), true
		return token{}, false
	}
	if again := strings.IndexByte(rest[2:end], '<'); again >= 0 {
		end = again + 1 // "</title<item>": the ">" was forgotten
	}
	s.pos = start + end
	if rest[end] == '>' {
		s.pos++
	} else {
		end++
		s.pos++
	}
	name := strings.TrimRight(rest[2:end], " \t\r\n")
	return token{kind: endTag, name: name, pos: start}, true
}

func (s *scanner) startTag(rest string, start int) (token, bool) {
	n := 1
	for n < len(rest) && isNameByte(rest[n]) {
		n++
	}
	end := tagEnd(rest, n)
	if end < 0 {
		s.pos, s.cut = len(s.src), true
		return token{}, false
	}
	t := token{kind: startTag, name: rest[1:n], attrs: rest[n:end], pos: start}
	s.pos = start + end
	if rest[end] == '>' {
		s.pos++
	}
	if strings.HasSuffix(t.attrs, "/") {
		t.empty, t.attrs = true, t.attrs[:len(t.attrs)-1]
	}
	return t, true
}

// tagEnd returns where the tag whose name ends at n is closed: the index of its ">", or of a "<" that begins the next
// tag where it was forgotten; -1 when the document ends first.
func tagEnd(rest string, n int) int {
	i := n
	for i < len(rest) {
		switch c := rest[i]; c {
		case '>', '<':
			return i
		case '"', '\'':
			close := strings.IndexByte(rest[i+1:], c)
			if close < 0 || strings.IndexByte(rest[i+1:i+1+close], '<') >= 0 {
				return closeUnquoted(rest, i)
			}
			i += close + 2
		default:
			i++
		}
	}
	return -1
}

// closeUnquoted ends a tag whose quotes do not match at the first ">" after the odd one.
func closeUnquoted(rest string, i int) int {
	if end := strings.IndexAny(rest[i:], "<>"); end >= 0 {
		return i + end
	}
	return -1
}

func (s *scanner) cdata(rest string, start int) (token, bool) {
	const open = len("<![CDATA[")
	end := strings.Index(rest[open:], "]]>")
	if end < 0 {
		s.pos, s.cut = len(s.src), true
		return token{}, false
	}
	s.pos = start + open + end + len("]]>")
	return token{kind: cdataText, text: rest[open : open+end], pos: start}, true
}

// declaration passes over a comment, a document type (reading its entities) or another declaration.
func (s *scanner) declaration(rest string) {
	if strings.HasPrefix(rest, "<!--") && !s.noComment {
		if end := strings.Index(rest[4:], "-->"); end >= 0 {
			s.pos += 4 + end + 3
			return
		}
		s.noComment = true
	} else if hasPrefixFold(rest, "<!doctype") {
		s.pos += s.doctype(rest)
		return
	}
	s.skipPast(rest, ">")
}

func (s *scanner) instruction(rest string) {
	if !s.noPI {
		if end := strings.Index(rest, "?>"); end >= 0 {
			s.pos += end + 2
			return
		}
		s.noPI = true
	}
	s.skipPast(rest, ">")
}

func (s *scanner) skipPast(rest, mark string) {
	if end := strings.Index(rest, mark); end >= 0 {
		s.pos += end + len(mark)
		return
	}
	s.pos, s.cut = len(s.src), true
}

// nextByte returns the index of c in s at or after from, or the length of s.
func nextByte(s string, c byte, from int) int {
	if i := strings.IndexByte(s[from:], c); i >= 0 {
		return from + i
	}
	return len(s)
}

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

func isNameByte(c byte) bool {
	return isNameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.'
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

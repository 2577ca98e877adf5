package feed

import "strings"

// maxRescan bounds, in bytes, how much of a document is read again after elements that were never closed.
const maxRescan = 4 << 20

// A content is what stands between the start and the end tag of an element.
type content struct {
	text   string // character data, references resolved; empty when there is markup
	markup string // the source, when there are elements in it
}

// content reads up to the end tag of the element name, whose start tag was just read. boundary is the name of the
// element around it: when that ends, or begins anew, before name is closed, name is taken to end at its first child.
func (s *scanner) content(name, boundary string) content {
	if c, ok := s.simpleContent(name); ok {
		return c
	}
	var pieces []string
	c := s.until(name, boundary, func(text string) { pieces = append(pieces, text) })
	if c.markup == "" {
		c.text = strings.Join(pieces, "")
	}
	return c
}

// skip passes over the rest of the element name, within the same bounds as content.
func (s *scanner) skip(name, boundary string) {
	s.until(name, boundary, nil)
}

// until reads up to the end tag of name, giving its character data to keep, which may be nil.
func (s *scanner) until(name, boundary string, keep func(string)) content {
	start, child, depth := s.pos, -1, 0
	for {
		t := s.next()
		if t.kind >= startTag && t.kind <= endTag && t.name == boundary && boundary != "" {
			return s.unclosed(child, t.pos)
		}
		switch t.kind {
		case endOfInput:
			s.cut = true
			return content{}
		case charData:
			if keep != nil && child < 0 {
				keep(s.resolve(t.text))
			}
		case cdataText:
			if keep != nil && child < 0 {
				keep(t.text)
			}
		case startTag:
			if child < 0 {
				child = t.pos
			}
			if t.name == name && !t.empty {
				depth++
			}
		case endTag:
			if t.name != name && !strings.EqualFold(t.name, name) {
				continue
			}
			if depth--; depth >= 0 {
				continue
			}
			if child >= 0 {
				return content{markup: s.src[start:t.pos]}
			}
			return content{}
		}
	}
}

// simpleContent takes the common cases without a detour: one run of text, or one CDATA section.
func (s *scanner) simpleContent(name string) (content, bool) {
	rest := s.src[s.pos:]
	i := nextByte(rest, '<', 0)
	if n := closes(rest[i:], name); n > 0 {
		s.pos += i + n
		return content{text: s.resolve(rest[:i])}, true
	}
	const open = "<![CDATA["
	if !strings.HasPrefix(rest[i:], open) || strings.TrimSpace(rest[:i]) != "" {
		return content{}, false
	}
	body := rest[i+len(open):]
	end := strings.Index(body, "]]>")
	if end < 0 {
		return content{}, false
	}
	after := end + len("]]>")
	for after < len(body) && isSpace(body[after]) {
		after++
	}
	n := closes(body[after:], name)
	if n == 0 {
		return content{}, false
	}
	s.pos += i + len(open) + after + n
	return content{text: body[:end]}, true
}

// closes returns the length of the end tag of name at the beginning of s, 0 if there is none.
func closes(s, name string) int {
	n := len("</") + len(name)
	if len(s) <= n || s[0] != '<' || s[1] != '/' || s[2:n] != name {
		return 0
	}
	for n < len(s) && isSpace(s[n]) {
		n++
	}
	if n == len(s) || s[n] != '>' {
		return 0
	}
	return n + 1
}

// unclosed ends an element without an end tag at its first child, so that its siblings are read as such; the character
// data before it has been kept. When too much has been given back already, what is up to the boundary is passed over.
func (s *scanner) unclosed(child, boundary int) content {
	if child < 0 {
		child = boundary
	}
	s.pos = child
	if s.rescanned += boundary - child; s.rescanned > maxRescan {
		s.pos = boundary
	}
	return content{}
}

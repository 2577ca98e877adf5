package feed

import (
	"bytes"
	"net/url"
	"strings"
)

const (
	maxHTMLDepth = 64        // open elements; deeper ones go, their text stays
	maxHTMLSize  = 256 << 10 // bytes of one summary or content
)

// Sanitize returns the safe part of an HTML fragment: text, and elements that only arrange text, link or show an
// image. Scripts, styles, forms, frames, event handlers and classes go. Addresses are resolved against base (which may be
// nil) and kept when they are http, https or mailto without credentials. The result is well nested, its references are
// as they were, and it is cut after 256 KiB.
func Sanitize(fragment string, base *url.URL) string {
	return sanitize(fragment, base, false)
}

func sanitize(src string, base *url.URL, xml bool) string {
	src = clip(src, maxHTMLSize)
	w := &htmlWriter{base: base, out: make([]byte, 0, len(src)+len(src)/8)}
	s := &htmlScanner{src: src, xml: xml}
	for {
		t := s.next()
		switch t.kind {
		case endOfInput:
			w.closeAll()
			return string(bytes.TrimSpace(w.out))
		case charData:
			w.out = appendText(w.out, t.text, true)
		case cdataText:
			w.out = appendText(w.out, t.text, false)
		case startTag:
			w.start(t, xml)
		case endTag:
			w.end(t.name)
		}
	}
}

// An htmlWriter writes sanitised HTML.
type htmlWriter struct {
	out  []byte
	open []string // elements not yet closed
	base *url.URL
}

func (w *htmlWriter) start(t token, xml bool) {
	if !allowedElements[t.name] {
		return
	}
	if n := len(w.open); n > 0 {
		top := w.open[n-1]
		if top == "p" && blockElements[t.name] && t.name != "br" || closedBy[t.name] == top || t.name == top && closedBy[top] != "" {
			w.end(top)
		}
	}
	void := voidElements[t.name]
	if !void && len(w.open) >= maxHTMLDepth {
		return
	}
	mark := len(w.out)
	w.out = append(append(w.out, '<'), t.name...)
	linked := w.attributes(t.attrs)
	if t.name == "img" && !linked {
		w.out = w.out[:mark]
		return
	}
	w.out = append(w.out, '>')
	switch {
	case void:
	case xml && t.empty:
		w.closing(t.name)
	default:
		w.open = append(w.open, t.name)
	}
}

// attributes writes the allowed attributes and says whether one of them is an address.
func (w *htmlWriter) attributes(attrs string) (linked bool) {
	for {
		a, rest, ok := nextAttribute(attrs)
		if !ok {
			return linked
		}
		attrs = rest
		name := lowerASCII(a.name)
		if !allowedAttributes[name] {
			continue
		}
		value := unescape(a.value)
		if linkAttributes[name] {
			if value = resolveLink(w.base, value, true); value == "" {
				continue
			}
			linked = true
		}
		w.out = append(append(w.out, ' '), name...)
		w.out = append(w.out, `="`...)
		w.out = append(appendAttribute(w.out, value), '"')
	}
}

// end closes the innermost open element of that name and those within it; without one it does nothing.
func (w *htmlWriter) end(name string) {
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i] != name {
			continue
		}
		for j := len(w.open) - 1; j >= i; j-- {
			w.closing(w.open[j])
		}
		w.open = w.open[:i]
		return
	}
}

func (w *htmlWriter) closeAll() {
	for i := len(w.open) - 1; i >= 0; i-- {
		w.closing(w.open[i])
	}
}

func (w *htmlWriter) closing(name string) {
	w.out = append(append(append(w.out, "</"...), name...), '>')
}

// appendText appends text as HTML. With references, those in it stand; without, every "&" is a character of the text.
func appendText(dst []byte, text string, references bool) []byte {
	start := 0
	for i := 0; i < len(text); i++ {
		escaped := ""
		switch c := text[i]; {
		case c == '&':
			if references {
				if _, n := reference(text[i:]); n > 0 {
					i += n - 1
					continue
				}
			}
			escaped = "&amp;"
		case c == '<':
			escaped = "&lt;"
		case c == '>':
			escaped = "&gt;"
		case c >= ' ' && c != 0x7F, c == '\n', c == '\t', c == '\r':
			continue
		}
		dst = append(append(dst, text[start:i]...), escaped...)
		start = i + 1
	}
	return append(dst, text[start:]...)
}

func appendAttribute(dst []byte, value string) []byte {
	for {
		i := strings.IndexAny(value, "&<>\"\n\r\t")
		if i < 0 {
			return append(dst, value...)
		}
		dst = append(dst, value[:i]...)
		switch value[i] {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '"':
			dst = append(dst, "&quot;"...)
		default:
			dst = append(dst, ' ')
		}
		value = value[i+1:]
	}
}

// escapeText turns plain text into HTML, line breaks into <br>.
func escapeText(text string) string {
	text = strings.TrimSpace(clip(text, maxHTMLSize))
	out := make([]byte, 0, len(text)+len(text)/8)
	for {
		line, rest, more := strings.Cut(text, "\n")
		out = appendText(out, line, false)
		if !more {
			return string(out)
		}
		out = append(out, "<br>\n"...)
		text = rest
	}
}

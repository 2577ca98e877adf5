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
	return new(htmlWriter).sanitize(fragment, base, false)
}

// An htmlWriter writes sanitised HTML. It can be used again, and then needs little new memory.
type htmlWriter struct {
	scan htmlScanner
	out  []byte
	open []string // elements not yet closed
	base *url.URL
}

func (w *htmlWriter) sanitize(src string, base *url.URL, xml bool) string {
	src = clip(src, maxHTMLSize)
	w.out, w.open, w.base = w.out[:0], w.open[:0], base
	w.scan = htmlScanner{src: src, xml: xml}
	for {
		t := w.scan.next()
		switch t.kind {
		case endOfInput:
			w.closeAll()
			return string(bytes.TrimSpace(w.out))
		case charData:
			w.out = appendText(w.out, t.text, true)
		case cdataText:
			w.out = appendText(w.out, t.text, false)
		case startTag:
			w.start(t)
		case endTag:
			w.end(t.name)
		}
	}
}

func (w *htmlWriter) start(t token) {
	if t.name = standIn(t.name); t.name == "" {
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
		w.lineBreak(t.name)
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
	case w.scan.xml && t.empty:
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

// standIn returns the element to write for one that is read: itself when it is allowed, a division for others that
// stand on lines of their own, none for the rest.
func standIn(name string) string {
	switch {
	case allowedElements[name]:
		return name
	case blockElements[name]:
		return "div"
	}
	return ""
}

// lineBreak keeps the words apart that a block element which is not written would have kept apart.
func (w *htmlWriter) lineBreak(name string) {
	if blockElements[name] {
		w.out = append(w.out, "<br>"...)
	}
}

// end closes the innermost open element of that name and those within it; without one it is a line break at most.
func (w *htmlWriter) end(name string) {
	name = standIn(name)
	if name == "br" { // "</br>" is one too
		w.lineBreak(name)
		return
	}
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
	w.lineBreak(name)
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
				if _, _, n := reference(text[i:]); n > 0 {
					i += n - 1
					continue
				}
			}
			escaped = "&amp;"
		case c == '<':
			escaped = "&lt;"
		case c == '>':
			escaped = "&gt;"
		case c == '\f' || c == '\v':
			escaped = " "
		case c >= ' ' && c != 0x7F, c == '\n', c == '\t', c == '\r':
			continue
		}
		dst = append(append(dst, text[start:i]...), escaped...)
		start = i + 1
	}
	return append(dst, text[start:]...)
}

// appendAttribute appends a value as it stands between double quotes; control characters become spaces.
func appendAttribute(dst []byte, value string) []byte {
	start := 0
	for i := range len(value) {
		escaped := ""
		switch c := value[i]; {
		case c == '&':
			escaped = "&amp;"
		case c == '<':
			escaped = "&lt;"
		case c == '>':
			escaped = "&gt;"
		case c == '"':
			escaped = "&quot;"
		case c < ' ' || c == 0x7F:
			escaped = " "
		default:
			continue
		}
		dst = append(append(dst, value[start:i]...), escaped...)
		start = i + 1
	}
	return append(dst, value[start:]...)
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

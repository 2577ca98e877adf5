package feed

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// maxInflated bounds what a compressed body may become, in bytes.
const maxInflated = 10 << 20

// decode makes UTF-8 text of a document, and says in a warning what it had to assume. In this order it believes: a byte
// order mark; the pattern of zero bytes of UTF-16 and UTF-32; bytes that are valid UTF-8, whatever was declared; then
// the HTTP header and the XML declaration as far as the bytes bear them out; and last the letters themselves.
func decode(body []byte, contentType string) (text, warning string) {
	if enc, mark := wideEncoding(body); enc != nil {
		return decodeWith(enc, body[mark:]), ""
	}
	body = bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF"))
	header, declared := headerCharset(contentType), declaredCharset(body)
	if utf8.Valid(body) {
		if enc := sevenBit(body, header, declared); enc != nil {
			return decodeWith(enc, body), ""
		}
		return windowsQuotes(string(body)), ""
	}
	if bytes.HasPrefix(body, []byte{0x4C, 0x6F, 0xA7, 0x94}) { // "<?xm" in EBCDIC
		return decodeWith(charmap.CodePage037, body), ""
	}
	if mostlyUTF8(body) {
		return repairUTF8(body), "some bytes are not UTF-8"
	}
	return decodeLegacy(body, header, declared)
}

// decodeLegacy decodes bytes that are not UTF-8 by what header and declaration name, if they decode so, else by the look
// of them. Servers name Latin-1 out of habit, so that the declaration goes before it, and letters of another script too.
func decodeLegacy(body []byte, header, declared string) (text, warning string) {
	names := []string{header, declared}
	if isHabit(header) && !isHabit(declared) && lookupEncoding(declared) != nil {
		names = []string{declared}
	}
	guess, guessed := detect(body)
	for _, name := range names {
		enc := lookupEncoding(name)
		if enc == nil || isUnicode(name) {
			continue
		}
		if isHabit(name) && guess != nil {
			break
		}
		if text := decodeWith(enc, body); fits(text) {
			return text, ""
		}
	}
	if guess == nil {
		guess, guessed = charmap.Windows1252, "windows-1252"
	}
	if header+declared != "" {
		warning = fmt.Sprintf("the bytes are not in the charset named (%s); read as %s", clip(header+" "+declared, 60), guessed)
	} else {
		warning = "no charset is named; read as " + guessed
	}
	return decodeWith(guess, body), warning
}

// isHabit reports whether a charset is what programs name when nobody told them.
func isHabit(name string) bool {
	switch strings.ToLower(name) {
	case "", "iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "utf-8", "utf8":
		return true
	}
	return false
}

// isUnicode reports whether a charset is one that the bytes have shown not to be.
func isUnicode(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "utf") || strings.Contains(name, "ucs") || strings.Contains(name, "10646")
}

// fits reports whether text decoded well: hardly any bytes that mean nothing.
func fits(text string) bool {
	return strings.Count(text, "\uFFFD")*100 <= len(text)
}

// wideEncoding recognises UTF-16 and UTF-32, by mark or by where the zero bytes are, and returns the mark's length.
func wideEncoding(body []byte) (enc encoding.Encoding, mark int) {
	has := func(prefix ...byte) bool { return bytes.HasPrefix(body, prefix) }
	le16 := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be16 := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	le32 := utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	be32 := utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	switch {
	case has(0xFF, 0xFE, 0, 0):
		return le32, 4
	case has(0, 0, 0xFE, 0xFF):
		return be32, 4
	case has(0xFF, 0xFE):
		return le16, 2
	case has(0xFE, 0xFF):
		return be16, 2
	}
	var zeros [4]int
	head := body[:min(len(body), 256)&^3]
	for i, b := range head {
		if b == 0 {
			zeros[i%4]++
		}
	}
	most := len(head) / 4 * 3 / 4 // of the ASCII characters that markup is made of
	at := func(i int) bool { return most > 0 && zeros[i] > most }
	switch {
	case at(0) && at(1) && at(2):
		return be32, 0
	case at(1) && at(2) && at(3):
		return le32, 0
	case at(0) && at(2):
		return be16, 0
	case at(1) && at(3):
		return le16, 0
	}
	return nil, 0
}

// sevenBit returns the named encoding when it is one whose bytes look like ASCII.
func sevenBit(body []byte, names ...string) encoding.Encoding {
	for _, name := range names {
		switch strings.ToLower(name) {
		case "iso-2022-jp", "iso2022-jp", "iso2022_jp", "csiso2022jp":
			if bytes.IndexByte(body, 0x1B) >= 0 {
				return lookupEncoding("iso-2022-jp")
			}
		case "hz-gb-2312", "hz":
			if bytes.Contains(body, []byte("~{")) {
				return simplifiedchinese.HZGB2312
			}
		}
	}
	return nil
}

// headerCharset returns the charset parameter of a Content-Type, however it is quoted.
func headerCharset(contentType string) string {
	i := strings.Index(strings.ToLower(contentType), "charset")
	if i < 0 {
		return ""
	}
	rest := strings.TrimLeft(contentType[i+len("charset"):], " \t")
	if !strings.HasPrefix(rest, "=") {
		return ""
	}
	rest, _, _ = strings.Cut(rest[1:], ";")
	return strings.Trim(rest, " \t\"'")
}

// declaredCharset returns the encoding that an XML declaration names.
func declaredCharset(body []byte) string {
	head := body[:min(len(body), 1024)]
	i := bytes.Index(head, []byte("<?xml"))
	if i < 0 {
		return ""
	}
	decl, _, _ := strings.Cut(string(head[i+len("<?xml"):]), ">")
	for {
		a, rest, ok := nextAttribute(decl)
		if !ok {
			return ""
		}
		if strings.EqualFold(a.name, "encoding") {
			return strings.TrimSpace(a.value)
		}
		decl = rest
	}
}

func decodeWith(enc encoding.Encoding, body []byte) string {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil { // decoders replace what they cannot read; this is for those that do not
		out = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	return string(out)
}

// mostlyUTF8 reports whether most of what is not ASCII is well-formed UTF-8. A character cut off at the end counts for
// nothing.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case utf8.FullRune(body[i:]):
			bad++
		}
		i += n
	}
	return good >= 2*bad
}

// repairUTF8 reads the bytes that are not UTF-8 as Windows-1252, which is what they are where a page was pasted
// together from several. A character cut off at the end is dropped.
func repairUTF8(body []byte) string {
	var b strings.Builder
	b.Grow(len(body))
	for i := 0; i < len(body); {
		start := i
		for i < len(body) && body[i] < utf8.RuneSelf {
			i++
		}
		b.Write(body[start:i])
		if i == len(body) {
			break
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			if !utf8.FullRune(body[i:]) {
				break
			}
			if r = rune(body[i]); r < 0xA0 {
				r = windows1252[r-0x80]
			}
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// windowsQuotes puts what was meant in place of the control characters U+0080 to U+009F, which nobody writes: they come
// from text in Windows-1252 that was taken for Latin-1.
func windowsQuotes(text string) string {
	var b strings.Builder
	rest := text
	for {
		i := strings.IndexByte(rest, 0xC2)
		for i >= 0 && rest[i+1] >= 0xA0 {
			next := strings.IndexByte(rest[i+2:], 0xC2)
			if next < 0 {
				i = -1
				break
			}
			i += 2 + next
		}
		if i < 0 {
			break
		}
		b.WriteString(rest[:i])
		b.WriteRune(windows1252[rest[i+1]-0x80])
		rest = rest[i+2:]
	}
	if b.Len() == 0 {
		return text
	}
	b.WriteString(rest)
	return b.String()
}

// inflate decompresses a body that a server sent without saying so; what cannot be read is left as it is.
func inflate(body []byte) []byte {
	if !bytes.HasPrefix(body, []byte{0x1F, 0x8B}) {
		return body
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return body
	}
	out, err := io.ReadAll(io.LimitReader(z, maxInflated))
	if err != nil && len(out) == 0 {
		return body
	}
	return out
}

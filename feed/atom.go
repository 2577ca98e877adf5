package feed

import "strings"

// atomText reads an Atom text construct or content element (RFC 4287, 3.1 and 4.1.3; Atom 0.3, 3.1).
func (r *reader) atomText(el *element, v *value) {
	kind := strings.ToLower(strings.TrimSpace(r.attribute(el, "type")))
	mode := strings.ToLower(r.attribute(el, "mode"))
	kind, _, _ = strings.Cut(kind, ";")
	if src := r.attribute(el, "src"); src != "" && v.rank != 0 && el.local == "content" && r.item != nil {
		r.sayLink(r.item, value{text: src, base: el.base}, rankLast)
	}
	c := r.read(el)
	v.text, v.form = c.text, atomForm(kind, mode, c)
	switch {
	case c.markup != "" && (v.form == formMarkup || mode != "escaped"):
		v.text, v.form = c.markup, formMarkup
	case c.markup != "":
		v.text, v.form = r.resolve(c.markup), formHTML
	case mode == "base64" || mode == "" && el.local == "content" && isBinary(kind):
		v.text = decodeBase64(c.text)
	}
}

// atomForm says how text of a type is written. Atom 0.3 has media types and a mode.
func atomForm(kind, mode string, c content) form {
	switch kind {
	case "html", "text/html":
		if mode == "xml" && c.markup != "" {
			return formMarkup
		}
		return formHTML
	case "xhtml", "application/xhtml+xml":
		if c.markup == "" {
			return formHTML // escaped although it should not be
		}
		return formMarkup
	case "text/plain":
		return formPlain
	case "text":
		return formPlain
	case "":
		return formMaybe
	}
	if isBinary(kind) {
		return formMaybe
	}
	return formPlain
}

// isBinary reports whether content of a media type stands in base64: all that is neither text nor XML.
func isBinary(kind string) bool {
	return strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.HasSuffix(kind, "xml")
}

// atomLink reads an Atom link by its relation.
func (r *reader) atomLink(d *draft, el *element, rank uint8) {
	rel := strings.ToLower(strings.TrimSpace(r.attribute(el, "rel")))
	rel = strings.TrimPrefix(rel, "http://www.iana.org/assignments/relation/")
	href := r.attribute(el, "href")
	mediaType := strings.ToLower(r.attribute(el, "type"))
	c := r.read(el)
	if href == "" && el.vocabulary == vAtom {
		href = c.text
	}
	address := resolveLink(el.base, href, false)
	switch rel {
	case "", "alternate":
		if mediaType != "" && mediaType != "text/html" && mediaType != "application/xhtml+xml" {
			rank++
		}
		d.link.take(value{text: address, rank: rank})
	case "enclosure":
		d.addEnclosure(address, mediaType)
		d.link.take(value{text: address, rank: rankLast + 1})
	case "self", "hub", "next", "first", "last", "previous", "prev-archive", "next-archive", "current":
		if d == &r.feed {
			r.feedLink(rel, address)
		} else if rel == "self" {
			d.link.take(value{text: address, rank: rankLast + 2})
		}
	case "related", "via", "canonical":
		d.link.take(value{text: address, rank: rank + 10})
	}
}

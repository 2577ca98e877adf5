package feed

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"
)

// say reads what an element tells into a draft.
func (r *reader) say(d *draft, el *element, p property) {
	switch {
	case p.field == fAtomLink, p.field == fLink && r.attribute(el, "href") != "":
		r.atomLink(d, el, p.rank)
	case p.field == fEnclosure:
		r.enclosure(d, el)
		r.read(el)
	case p.field == fCategoryLabel, p.field == fCategory && el.empty:
		r.categoryLabel(d, el)
	case p.field == fPerson, p.field == fAuthor:
		d.author(r.person(r.read(el)), p.rank)
	default:
		r.sayValue(d, el, p.field, r.value(el, p))
	}
}

// value reads the content of an element in the form that its property has.
func (r *reader) value(el *element, p property) value {
	v := value{form: p.form, base: el.base, rank: p.rank}
	if p.form == formAtom {
		r.atomText(el, &v)
		return v
	}
	c := r.read(el)
	switch {
	case c.markup == "":
		v.text = c.text
	case p.form == formPlain:
		v.text = htmlText(c.markup, true)
	default:
		v.text, v.form = c.markup, formMarkup
	}
	return v
}

func (r *reader) sayValue(d *draft, el *element, f field, v value) {
	if el.lang != "" && r.item == d && (f == fTitle || f == fContent) {
		d.inherited = el.lang
	}
	switch f {
	case fTitle:
		d.title.take(v)
	case fSummary:
		d.summary.take(v)
	case fContent:
		d.content.take(v)
	case fID:
		d.id.take(v)
	case fGUID:
		d.id.take(v)
		if !strings.EqualFold(r.attribute(el, "ispermalink"), "false") {
			r.sayPermalink(d, v)
		}
	case fLink:
		r.sayLink(d, v, v.rank)
	case fPublished:
		d.published.take(v.text, v.rank)
	case fUpdated:
		d.updated.take(v.text, v.rank)
	case fLanguage:
		d.language.take(v)
	case fSender:
		d.sender.take(v)
	case fEvent:
		d.event.take(v)
	case fAlertStatus:
		d.notices = addTo(d.notices, statusNotice(v.text))
	case fAlertKind:
		d.notices = addTo(d.notices, kindNotice(v.text))
	case fAlertText:
		d.alert.take(v)
	case fInstruction:
		d.instruction.take(v)
	case fAreaDesc:
		d.areas = addTo(d.areas, v.text)
	case fCategory:
		d.categories = addTo(d.categories, v.text)
	case fKeywords:
		for word := range strings.SplitSeq(v.text, ",") {
			d.categories = addTo(d.categories, word)
		}
	case fPoint, fPoints, fCircle, fCorners, fLonLat, fLat, fLon:
		d.place.take(f, v.text, v.rank)
	default:
		if d == &r.feed {
			r.sayHint(f, v)
		}
	}
}

// sayLink keeps an address that can be one.
func (r *reader) sayLink(d *draft, v value, rank uint8) {
	v.text, v.rank = resolveLink(v.base, v.text, false), rank
	d.link.take(v)
}

// sayPermalink keeps an identifier that is an address, for entries without a link.
func (r *reader) sayPermalink(d *draft, v value) {
	v.text = strings.TrimSpace(v.text)
	if hasPrefixFold(v.text, "http://") || hasPrefixFold(v.text, "https://") {
		r.sayLink(d, v, rankPermalink)
	}
}

// sayHint reads what a feed says on being polled.
func (r *reader) sayHint(f field, v value) {
	text := strings.TrimSpace(v.text)
	switch f {
	case fTTL:
		if n, err := strconv.Atoi(text); err == nil && n > 0 && n <= 60*24*365 {
			r.doc.TTL = time.Duration(n) * time.Minute
		}
	case fSkipHour:
		// The format counts from 0, its first version counted from 1 to 24.
		if n, err := strconv.Atoi(text); err == nil && n >= 0 && n <= 24 && !slices.Contains(r.doc.SkipHours, n%24) {
			r.doc.SkipHours = append(r.doc.SkipHours, n%24)
		}
	case fSkipDay:
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(text, day.String()) && !slices.Contains(r.doc.SkipDays, day) {
				r.doc.SkipDays = append(r.doc.SkipDays, day)
			}
		}
	case fUpdatePeriod:
		r.period = text
	case fUpdateFrequency:
		r.freq, _ = strconv.Atoi(text)
	case fMoved:
		r.feedLink("new-feed-url", resolveLink(v.base, text, false))
	}
}

func (r *reader) feedLink(rel, address string) {
	if address != "" && len(r.doc.FeedLinks) < maxListed {
		r.doc.FeedLinks = append(r.doc.FeedLinks, FeedLink{Rel: strings.Clone(rel), URL: strings.Clone(address)})
	}
}

// attribute returns the value of an attribute, given by its name in lower case; "" when it is absent.
func (r *reader) attribute(el *element, name string) string {
	for attrs := el.attrs; ; {
		a, rest, ok := nextAttribute(attrs)
		if !ok {
			return ""
		}
		if a.name == name || strings.EqualFold(a.name, name) {
			return r.resolve(a.value)
		}
		attrs = rest
	}
}

// categoryLabel reads a category that is named by an attribute, or by its content where there is none.
func (r *reader) categoryLabel(d *draft, el *element) {
	label := ""
	for _, name := range []string{"label", "term", "text"} {
		if label = r.attribute(el, name); label != "" {
			break
		}
	}
	c := r.read(el)
	if label == "" {
		label = c.text
	}
	d.categories = addTo(d.categories, label)
}

func (r *reader) enclosure(d *draft, el *element) {
	address := r.attribute(el, "url")
	if address == "" {
		address = r.attribute(el, "href")
	}
	d.addEnclosure(resolveLink(el.base, address, false), r.attribute(el, "type"))
}

// itemAttributes reads what the start tag of an entry says: rdf:about in RSS 1.0, the address in CDF.
func (r *reader) itemAttributes(el *element) {
	d := r.item
	if about := r.attribute(el, "rdf:about"); about != "" {
		d.id.take(value{text: about, rank: 30})
		r.sayLink(d, value{text: about, base: el.base}, rankLast)
	}
	if r.doc.Format == "cdf" {
		r.channelAttributes(el)
	}
}

// channelAttributes reads the attributes of a CDF channel or item.
func (r *reader) channelAttributes(el *element) {
	if r.doc.Format != "cdf" {
		return
	}
	d := r.subject()
	r.sayLink(d, value{text: r.attribute(el, "href"), base: el.base}, 3)
	d.updated.take(r.attribute(el, "lastmod"), 5)
}

// person returns the name in an Atom person construct, or the mail or web address where there is none; else the text.
func (r *reader) person(c content) string {
	if c.markup == "" {
		if looksLikeHTML(c.text) {
			return HTMLText(c.text)
		}
		return c.text
	}
	inner := &scanner{src: c.markup, entities: r.entities}
	var name, mail, uri string
	for {
		t := inner.next()
		if t.kind == endOfInput {
			break
		}
		if t.kind != startTag || t.empty {
			continue
		}
		_, local := splitName(t.name)
		switch lowerASCII(local) {
		case "name":
			name = inner.content(t.name, "").text
		case "email":
			mail = inner.content(t.name, "").text
		case "uri", "url", "homepage":
			uri = inner.content(t.name, "").text
		}
	}
	for _, candidate := range []string{name, mail, uri} {
		if strings.TrimSpace(candidate) != "" {
			return candidate
		}
	}
	return htmlText(c.markup, true)
}

// decodeBase64 decodes base64 with any white space and padding; what is none stays as it is.
func decodeBase64(text string) string {
	packed := strings.TrimRight(strings.Join(strings.Fields(text), ""), "=")
	decoded, err := base64.RawStdEncoding.DecodeString(packed)
	if err != nil {
		return text
	}
	return strings.ToValidUTF8(string(decoded), "\uFFFD")
}

package feed

import (
	"net/url"
	"strings"
)

// A reader makes a Document of the tokens of an XML document. It keeps only the elements that hold others: those
// that say something are read whole, those that are not known are passed over whole.
type reader struct {
	*scanner
	doc      *Document
	home     vocabulary // of the root
	bindings []binding
	open     []element
	closed   bool // the root has ended
	feed     draft
	item     *draft // the entry being read, nil between entries
	current  draft  // what item points to
	html     htmlWriter
	itemName string  // its element's name
	titles   []value // of doc.Entries, in their order
	dropped  int     // entries beyond the limit
	period   string  // sy:updatePeriod
	freq     int
}

// maxBindings bounds the namespace prefixes in scope.
const maxBindings = 256

// An element is a start tag with what is in scope there.
type element struct {
	token
	vocabulary
	local    string // in lower case
	base     *url.URL
	lang     string
	bindings int // how many were in scope before its own
}

func parseXML(doc *Document, text string, base *url.URL) error {
	r := &reader{scanner: newScanner(text), doc: doc}
	outer := element{base: base}
	if err := r.root(&outer); err != nil {
		return err
	}
	for {
		t := r.next()
		switch t.kind {
		case endOfInput:
			r.end()
			return nil
		case startTag:
			el := r.enter(t, r.top())
			r.start(&el)
		case endTag:
			r.close(t.name)
		}
	}
}

// enter works out what is in scope in an element.
func (r *reader) enter(t token, outer *element) element {
	el := element{token: t, base: outer.base, lang: outer.lang, bindings: len(r.bindings)}
	if strings.Contains(t.attrs, "xml") {
		r.declarations(&el)
	}
	prefix, local := splitName(t.name)
	el.local = lowerName(local)
	el.vocabulary = lookup(r.bindings, prefix)
	return el
}

// declarations reads the attributes that hold for an element and all within it.
func (r *reader) declarations(el *element) {
	for attrs := el.attrs; ; {
		a, rest, ok := nextAttribute(attrs)
		if !ok {
			return
		}
		attrs = rest
		switch {
		case a.name == "xmlns":
			r.bindings = append(r.bindings, binding{"", r.vocabularyFor(a.value)})
		case strings.HasPrefix(a.name, "xmlns:"):
			r.bindings = append(r.bindings, binding{a.name[len("xmlns:"):], r.vocabularyFor(a.value)})
		case a.name == "xml:base":
			el.base = parseBase(r.resolve(a.value), el.base)
		case a.name == "xml:lang":
			el.lang = r.resolve(a.value)
		}
		if len(r.bindings) >= maxBindings {
			return
		}
	}
}

func (r *reader) vocabularyFor(uri string) vocabulary {
	if strings.TrimSpace(uri) == "" {
		return r.home
	}
	return vocabularyOf(uri)
}

func (r *reader) top() *element { return &r.open[len(r.open)-1] }

func (r *reader) push(el element) { r.open = append(r.open, el) }

// start deals with a start tag inside the root.
func (r *reader) start(el *element) {
	switch {
	case r.isItem(el):
		if r.item != nil { // it was never closed
			r.bindings = r.bindings[:el.bindings]
			r.close(r.itemName)
			*el = r.enter(el.token, r.top())
		}
		r.beginItem(el)
		r.push(*el)
	case r.isChannel(el):
		r.push(*el)
		if el.lang != "" {
			r.feed.inherited = el.lang
		}
		r.channelAttributes(el)
	default:
		r.property(el)
		return
	}
	if el.empty {
		r.close(el.name)
	}
}

// property reads an element that says something of the entry or feed around it, or passes over it.
func (r *reader) property(el *element) {
	p := propertyOf(el.vocabulary, el.local, r.home)
	d := r.subject()
	switch {
	case p.field == fTransparent, el.vocabulary == vGML && p.field == fNone:
		r.container(el)
	case p.field == fAlert && r.item != nil:
		r.container(el)
	case p.field == fInfo && r.item != nil && d.infos == 0:
		d.infos++
		r.container(el)
	case p.field == fContent && p.form == formAtom && r.holdsAlert(el):
		r.container(el)
	case p.field == fMediaContent: // it may hold a title and a description
		r.enclosure(d, el)
		r.container(el)
	case p.field == fNone || p.field == fAlert || p.field == fInfo:
		r.pass(el)
	default:
		r.say(d, el, p)
		r.bindings = r.bindings[:el.bindings]
	}
}

// container enters an element whose children count as those of the element around it.
func (r *reader) container(el *element) {
	if el.empty || len(r.open) >= maxDepth {
		r.pass(el)
		return
	}
	r.push(*el)
}

func (r *reader) pass(el *element) {
	if !el.empty {
		r.skip(el.name, r.boundary())
	}
	r.bindings = r.bindings[:el.bindings]
}

// subject is what the next element is about.
func (r *reader) subject() *draft {
	if r.item != nil {
		return r.item
	}
	return &r.feed
}

// boundary is the name of the element that no property reaches beyond.
func (r *reader) boundary() string {
	switch {
	case r.item != nil:
		return r.itemName
	case r.home == vAtom:
		return "entry"
	}
	return "item"
}

// read returns the content of an element.
func (r *reader) read(el *element) content {
	if el.empty {
		return content{}
	}
	return r.content(el.name, r.boundary())
}

// holdsAlert reports whether an Atom content element holds a CAP alert.
func (r *reader) holdsAlert(el *element) bool {
	if el.empty || r.item == nil {
		return false
	}
	rest := strings.TrimLeft(r.src[r.pos:], " \t\r\n")
	if !strings.HasPrefix(rest, "<") {
		return false
	}
	t := (&scanner{src: rest[:nextByte(rest, '>', 0)] + ">"}).next()
	prefix, local := splitName(t.name)
	return local == "alert" && (strings.Contains(t.attrs, "emergency:cap") || lookup(r.bindings, prefix) == vCAP)
}

// close ends the innermost open element of that name with all that is open within it; without one it does nothing.
func (r *reader) close(name string) {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].name != name && !strings.EqualFold(r.open[i].name, name) {
			continue
		}
		for j := len(r.open) - 1; j >= i; j-- {
			if r.item != nil && r.open[j].name == r.itemName && r.isOpenItem(&r.open[j]) {
				r.finishItem()
			}
		}
		if i == 0 { // the root stays, for what a second document appended to the first may bring
			r.closed = true
			i = 1
		}
		if i < len(r.open) {
			r.bindings = r.bindings[:r.open[i].bindings]
			r.open = r.open[:i]
		}
		return
	}
}

func (r *reader) isOpenItem(el *element) bool {
	return r.isItem(el) || el.local == "entry" || el.local == "alert"
}

func splitName(name string) (prefix, local string) {
	if i := strings.IndexByte(name, ':'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

// lowerName lowers a local name; the usual ones of RSS without an allocation.
func lowerName(name string) string {
	switch name {
	case "pubDate":
		return "pubdate"
	case "lastBuildDate":
		return "lastbuilddate"
	case "origLink":
		return "origlink"
	}
	return lowerASCII(name)
}

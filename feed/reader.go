package feed

import (
	"fmt"
	"net/url"
	"strings"
)

// roots are the document elements of feeds, by local name in lower case.
var roots = map[string]struct {
	format string
	home   vocabulary
}{
	"rss":     {"rss", vRSS},
	"rdf":     {"rdf", vRSS},
	"feed":    {"atom", vAtom},
	"entry":   {"atom", vAtom},
	"alert":   {"cap", vCAP},
	"channel": {"cdf", vRSS},
}

// A reader makes a Document of the tokens of an XML document. It keeps only the elements that hold others: those
// that say something are read whole, those that are not known are passed over whole.
type reader struct {
	*scanner
	doc      *Document
	home     vocabulary // of the root
	bindings []binding
	open     []element
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

// root finds the document element, passing over what servers print before it.
func (r *reader) root(outer *element) error {
	first := ""
	for {
		t := r.next()
		if t.kind == endOfInput {
			break
		}
		if t.kind != startTag {
			continue
		}
		el := r.enter(t, outer)
		root, ok := roots[el.local]
		if !ok {
			if first == "" {
				first = el.local
			}
			if el.local == "html" || el.local == "head" || el.local == "body" && el.vocabulary != vRSS {
				return fmt.Errorf("%w: %s", ErrNotFeed, describePage(r.src))
			}
			r.bindings = r.bindings[:el.bindings]
			continue
		}
		r.doc.Format, r.home = root.format, root.home
		r.adopt(el)
		if first != "" {
			r.doc.warn("something stands before the feed")
		}
		el.vocabulary = r.home
		r.startRoot(el)
		return nil
	}
	switch {
	case first == "":
		return fmt.Errorf("%w: there is no markup in it", ErrNotFeed)
	case allowedElements[first] || hiddenElements[first] || voidElements[first] || first == "title":
		return fmt.Errorf("%w: %s", ErrNotFeed, describePage(r.src))
	}
	return fmt.Errorf("%w: its document element is <%s>", ErrNotFeed, clip(first, 40))
}

// adopt makes the vocabulary of the root that of all elements that are written like it, whatever namespace they claim.
func (r *reader) adopt(root element) {
	prefix, _ := splitName(root.name)
	if root.local == "rdf" {
		prefix = ""
	}
	for i := range r.bindings {
		b := &r.bindings[i]
		if b.prefix == prefix || b.prefix == "" && b.vocabulary == noVocabulary {
			if root.local != "rdf" || b.vocabulary == noVocabulary {
				b.vocabulary = r.home
			}
		}
	}
	if lookup(r.bindings, prefix) != r.home && root.local != "rdf" {
		r.bindings = append(r.bindings, binding{prefix, r.home})
	}
}

func (r *reader) startRoot(el element) {
	r.push(el)
	r.feed.inherited = el.lang
	switch el.local {
	case "entry", "alert":
		r.beginItem(&el)
	case "channel":
		r.channelAttributes(&el)
	}
	if el.empty {
		r.close(el.name)
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
	if el.vocabulary == noVocabulary && prefix == "" && len(r.bindings) == 0 {
		el.vocabulary = r.home
	}
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

func (r *reader) isItem(el *element) bool {
	return el.vocabulary == r.home && (el.local == "item" && r.home == vRSS || el.local == "entry" && r.home == vAtom || el.local == "alert" && r.home == vCAP)
}

func (r *reader) isChannel(el *element) bool {
	return r.item == nil && el.local == "channel" && el.vocabulary == vRSS
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

func (r *reader) beginItem(el *element) {
	if r.item != nil {
		r.close(r.itemName) // it was never closed
	}
	r.current = draft{inherited: el.lang}
	r.item, r.itemName = &r.current, el.name
	r.itemAttributes(el)
}

func (r *reader) finishItem() {
	d := r.item
	r.item = nil
	r.titles = append(r.titles, d.titleValue())
	r.doc.Entries = append(r.doc.Entries, d.entry(&r.html))
	if len(r.doc.Entries) >= 2*maxItems {
		r.keepNewest()
	}
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

// end finishes the document. An entry that is still open was cut off, and is left for the next time.
func (r *reader) end() {
	switch {
	case r.item != nil:
		r.doc.warn("the document ends in the middle of an entry, which is left out")
	case r.cut:
		r.doc.warn("the document is cut off")
	}
	r.item = nil
	r.keepNewest()
	if r.dropped > 0 {
		r.doc.warn("only the newest %d of %d entries are kept", maxItems, maxItems+r.dropped)
	}
	r.finishFeed()
	r.finishTitles()
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

package feed

import (
	"fmt"
	"slices"
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
			if (el.local == "html" || el.local == "head" || el.local == "body") && isHTML(first) {
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
	case isHTML(first):
		return fmt.Errorf("%w: %s", ErrNotFeed, describePage(r.src))
	}
	return fmt.Errorf("%w: its document element is <%s>", ErrNotFeed, clip(first, 40))
}

// isHTML reports whether a name is that of an element of HTML.
func isHTML(name string) bool {
	return allowedElements[name] || hiddenElements[name] || voidElements[name] || blockElements[name] || name == "title"
}

// adopt makes the vocabulary of the root that of all elements that are written like it, whatever namespace they claim, and
// of those without a prefix where nothing known says otherwise.
func (r *reader) adopt(root element) {
	prefix, _ := splitName(root.name)
	if root.local == "rdf" { // a frame for elements of another namespace
		prefix = ""
	}
	for _, p := range []string{prefix, ""} {
		bound := slices.IndexFunc(r.bindings, func(b binding) bool { return b.prefix == p })
		switch {
		case bound < 0:
			r.bindings = append(r.bindings, binding{p, r.home})
		case r.bindings[bound].vocabulary == noVocabulary, p == prefix && root.local != "rdf":
			r.bindings[bound].vocabulary = r.home
		}
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

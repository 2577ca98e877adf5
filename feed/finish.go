package feed

import "strings"

// titleValue is the title of an entry; a CAP alert without a headline is called after its event.
func (d *draft) titleValue() value {
	if d.title.rank == 0 {
		return d.event
	}
	return d.title
}

// finishFeed makes the feed-level values of what was said of the feed.
func (r *reader) finishFeed() {
	d := &r.feed
	doc := r.doc
	doc.Link = strings.Clone(d.link.text)
	doc.Description = d.summary.line()
	doc.Language = oneLine(d.language.text, maxListedSize)
	if doc.Language == "" {
		doc.Language = oneLine(d.inherited, maxListedSize)
	}
	doc.Updated = d.updated.time
	if doc.TTL == 0 {
		doc.TTL = interval(r.period, r.freq)
	}
	if d.authors != nil && d.authorRank < rankWebmaster {
		for i := range doc.Entries {
			if doc.Entries[i].Authors == nil {
				doc.Entries[i].Authors = d.authors
			}
		}
	}
}

// finishTitles reads the titles, now that all of them are known: whether "&amp;" in a title that should be text means
// what it says, or was escaped once too often, shows in the other titles.
func (r *reader) finishTitles() {
	escaped := escapedTwice(r.titles)
	r.doc.Title = titleLine(r.feed.title, escaped)
	for i := range r.titles {
		r.doc.Entries[i].Title = titleLine(r.titles[i], escaped)
	}
}

func titleLine(v value, escaped bool) string {
	switch {
	case v.form == formMaybe && looksLikeHTML(v.text):
		v.form = formHTML
	case v.form == formMaybe && escaped, v.form != formHTML && v.form != formMarkup && hasCharacterReference(v.text):
		v.form, v.text = formPlain, unescape(v.text)
	}
	return v.line()
}

// escapedTwice reports whether a feed escapes its titles twice. One title by itself may well speak of "&amp;"; among
// several it is a mistake, unless others show that the publisher knows how to write a plain "&".
func escapedTwice(titles []value) bool {
	if len(titles) < 2 {
		return false
	}
	for i := range titles {
		if v := &titles[i]; v.form == formMaybe && hasBareAmpersand(v.text) {
			return false
		}
	}
	return true
}

// hasBareAmpersand reports whether text has a "&" that begins no reference.
func hasBareAmpersand(text string) bool {
	for {
		i := strings.IndexByte(text, '&')
		if i < 0 {
			return false
		}
		if _, _, n := reference(text[i:]); n == 0 {
			return true
		}
		text = text[i+1:]
	}
}

// hasCharacterReference reports whether text has a reference that nobody writes on purpose: to anything but the
// characters that markup begins and ends with.
func hasCharacterReference(text string) bool {
	for {
		i := strings.IndexByte(text, '&')
		if i < 0 {
			return false
		}
		text = text[i:]
		if r, _, n := reference(text); n > 0 && r != '&' && r != '<' && r != '>' {
			return true
		}
		text = text[1:]
	}
}

// looksLikeHTML reports whether text has a tag of HTML in it that could not be meant otherwise: one with an end tag or
// attributes, or a void one.
func looksLikeHTML(text string) bool {
	for {
		i := strings.IndexByte(text, '<')
		if i < 0 || i+1 == len(text) {
			return false
		}
		text = text[i+1:]
		name := text
		closing := strings.HasPrefix(name, "/")
		if closing {
			name = name[1:]
		}
		n := 0
		for n < len(name) && (isLetter(name[n]) || n > 0 && name[n] >= '0' && name[n] <= '9') {
			n++
		}
		if n == 0 || n == len(name) {
			continue
		}
		end := strings.IndexByte(name, '>')
		if end < 0 {
			return false
		}
		element := lowerASCII(name[:n])
		if !isHTML(element) && !fontElements[element] {
			continue
		}
		if closing || voidElements[element] || isSpace(name[n]) && strings.IndexByte(name[:end], '=') > 0 {
			return true
		}
	}
}

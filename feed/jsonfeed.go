package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// jsonFeed is JSON Feed 1.0 and 1.1 without its items. Values that are not what the specification says are passed over.
type jsonFeed struct {
	Version     loose    `json:"version"`
	Title       loose    `json:"title"`
	HomePage    loose    `json:"home_page_url"`
	FeedURL     loose    `json:"feed_url"`
	NextURL     loose    `json:"next_url"`
	Description loose    `json:"description"`
	Language    loose    `json:"language"`
	Author      jsonList `json:"author"`
	Authors     jsonList `json:"authors"`
	Hubs        jsonList `json:"hubs"`
}

type jsonItem struct {
	ID          loose    `json:"id"`
	URL         loose    `json:"url"`
	ExternalURL loose    `json:"external_url"`
	Title       loose    `json:"title"`
	ContentHTML loose    `json:"content_html"`
	ContentText loose    `json:"content_text"`
	Summary     loose    `json:"summary"`
	Published   loose    `json:"date_published"`
	Modified    loose    `json:"date_modified"`
	Language    loose    `json:"language"`
	Author      jsonList `json:"author"`
	Authors     jsonList `json:"authors"`
	Tags        tags     `json:"tags"`
	Attachments jsonList `json:"attachments"`
}

// loose is text that may have been written as a number; anything else is empty.
type loose string

func (l *loose) UnmarshalJSON(data []byte) error {
	switch {
	case data[0] == '"':
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
		*l = loose(s)
	case data[0] == '-' || isDigit(data[0]):
		*l = loose(data)
	}
	return nil
}

// jsonObject is an author, a hub or an attachment.
type jsonObject struct {
	Name     loose `json:"name"`
	URL      loose `json:"url"`
	MimeType loose `json:"mime_type"`
	Type     loose `json:"type"`
}

// jsonList is a list of objects, or one by itself, or a name in place of an object.
type jsonList []jsonObject

func (l *jsonList) UnmarshalJSON(data []byte) error {
	switch data[0] {
	case '[':
		var raw []json.RawMessage
		if err := json.Unmarshal(data, &raw); err != nil {
			return err
		}
		for _, one := range raw[:min(len(raw), maxListed)] {
			var inner jsonList
			if one[0] != '[' && inner.UnmarshalJSON(one) == nil {
				*l = append(*l, inner...)
			}
		}
	case '{':
		var o jsonObject
		if err := json.Unmarshal(data, &o); err != nil {
			return err
		}
		*l = append(*l, o)
	case '"':
		var name string
		if err := json.Unmarshal(data, &name); err != nil {
			return err
		}
		*l = append(*l, jsonObject{Name: loose(name)})
	}
	return nil
}

// tags is a list of words, or words separated by commas.
type tags []string

func (t *tags) UnmarshalJSON(data []byte) error {
	var words []loose
	if data[0] == '[' {
		if err := json.Unmarshal(data, &words); err != nil {
			return err
		}
	} else {
		var one loose
		if err := one.UnmarshalJSON(data); err != nil {
			return err
		}
		for word := range strings.SplitSeq(string(one), ",") {
			words = append(words, loose(word))
		}
	}
	for _, word := range words {
		*t = addTo(*t, string(word))
	}
	return nil
}

// parseJSON reads a JSON Feed item by item, so that one cut off keeps its whole items.
func parseJSON(doc *Document, text string, base *url.URL) error {
	if text[0] != '{' {
		return fmt.Errorf("%w: it is JSON, but no JSON Feed", ErrNotFeed)
	}
	r := &reader{scanner: newScanner(""), doc: doc}
	members, items, err := r.jsonMembers(json.NewDecoder(strings.NewReader(text)), base)
	var f jsonFeed
	if packed, packErr := json.Marshal(members); packErr == nil {
		if unpackErr := json.Unmarshal(packed, &f); unpackErr != nil {
			return fmt.Errorf("%w: %w", ErrNotFeed, unpackErr)
		}
	}
	isFeed := strings.Contains(string(f.Version), "jsonfeed.org/version") || items && f.Version == "" && f.Title+f.FeedURL+f.HomePage != ""
	switch {
	case err != nil && len(doc.Entries) == 0:
		return fmt.Errorf("%w: it looks like JSON but is not: %w", ErrNotFeed, err)
	case !isFeed:
		return fmt.Errorf("%w: it is JSON, but no JSON Feed", ErrNotFeed)
	case err != nil:
		doc.Cut = true
		doc.warn("the document is cut off or ill-formed: %v", err)
	}
	doc.Format = "json"
	r.feed.title.take(value{text: string(f.Title), form: formMaybe, rank: 1})
	r.feed.summary.take(value{text: string(f.Description), form: formMaybe, rank: 1})
	r.feed.language.take(value{text: string(f.Language), rank: 1})
	r.sayLink(&r.feed, value{text: string(f.HomePage), base: base}, 1)
	r.feedLink("self", resolveLink(base, string(f.FeedURL), false))
	r.feedLink("next", resolveLink(base, string(f.NextURL), false))
	for _, hub := range f.Hubs {
		r.feedLink("hub", resolveLink(base, string(hub.URL), false))
	}
	r.keepNewest()
	r.finishFeed()
	r.finishTitles()
	authors := jsonAuthors(f.Authors, f.Author)
	for i := range doc.Entries {
		if doc.Entries[i].Authors == nil {
			doc.Entries[i].Authors = authors
		}
	}
	return nil
}

// jsonMembers reads the members of the feed object, making entries of the items, and says whether there were any.
func (r *reader) jsonMembers(dec *json.Decoder, base *url.URL) (members map[string]json.RawMessage, items bool, err error) {
	members = map[string]json.RawMessage{}
	if _, err = dec.Token(); err != nil {
		return members, false, err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return members, items, err
		}
		if key == "items" {
			items = true
			if err := r.jsonItems(dec, base); err != nil {
				return members, items, err
			}
			continue
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return members, items, err
		}
		members[key.(string)] = value
	}
	_, err = dec.Token()
	return members, items, err
}

func (r *reader) jsonItems(dec *json.Decoder, base *url.URL) error {
	open, err := dec.Token()
	if err != nil {
		return err
	}
	if open != json.Delim('[') {
		if open == json.Delim('{') {
			return errors.New("items is no list")
		}
		return nil
	}
	for dec.More() {
		var item jsonItem
		err := dec.Decode(&item)
		var wrongType *json.UnmarshalTypeError
		if errors.As(err, &wrongType) {
			r.doc.warn("an item is no object")
			continue
		}
		if err != nil {
			return err
		}
		r.item = item.draft(r, base)
		r.finishItem()
	}
	_, err = dec.Token()
	return err
}

func (it *jsonItem) draft(r *reader, base *url.URL) *draft {
	d := &draft{
		title:    value{text: string(it.Title), form: formMaybe, rank: 1},
		authors:  jsonAuthors(it.Authors, it.Author),
		id:       value{text: string(it.ID), rank: 1},
		language: value{text: string(it.Language), rank: 1},
	}
	if d.categories = it.Tags; len(d.categories) > maxListed {
		d.categories = d.categories[:maxListed]
	}
	r.sayLink(d, value{text: string(it.URL), base: base}, 1)
	r.sayLink(d, value{text: string(it.ExternalURL), base: base}, 2)
	d.content.take(value{text: string(it.ContentHTML), form: formHTML, base: base, rank: 1})
	d.content.take(value{text: string(it.ContentText), form: formPlain, rank: 2})
	d.summary.take(value{text: string(it.Summary), form: formMaybe, base: base, rank: 1})
	d.published.take(string(it.Published), 1)
	d.updated.take(string(it.Modified), 1)
	for _, a := range it.Attachments {
		d.addEnclosure(resolveLink(base, string(a.URL), false), string(a.MimeType))
	}
	return d
}

// jsonAuthors returns the names of the first list that has any, or their addresses.
func jsonAuthors(lists ...jsonList) []string {
	var names []string
	for _, list := range lists {
		for _, a := range list {
			if a.Name == "" {
				a.Name = a.URL
			}
			names = addTo(names, string(a.Name))
		}
		if names != nil {
			break
		}
	}
	return names
}

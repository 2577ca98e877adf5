package feed

import (
	"errors"
	"net/url"
)

func parseJSON(doc *Document, text string, base *url.URL) error { return errors.New("json") }

func describePage(src string) string { return "it is an HTML page" }

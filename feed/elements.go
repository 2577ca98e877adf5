package feed

// hiddenElements have content that is not for reading.
var hiddenElements = set("script", "style", "iframe", "noframes", "noembed", "template", "select", "datalist", "head")

// allowedElements may stand in sanitised HTML. Others go, their text stays.
var allowedElements = set("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption",
	"cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2",
	"h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q",
	"rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
	"td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr")

// allowedAttributes may stand on any allowed element, those with an address only after it has been checked.
var allowedAttributes = set("alt", "cite", "colspan", "datetime", "dir", "height", "href", "lang", "rowspan", "src",
	"start", "title", "width")

// linkAttributes hold an address.
var linkAttributes = set("href", "src", "cite")

// fontElements are elements of old that arrange words; they go, their text stays.
var fontElements = set("acronym", "big", "blink", "font", "nobr", "strike", "tt")

// voidElements have no content and no end tag.
var voidElements = set("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
	"track", "wbr")

// blockElements stand on lines of their own.
var blockElements = set("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details",
	"dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
	"header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary",
	"table", "tbody", "tfoot", "thead", "tr", "ul")

// closedBy names the open element that the start of another ends, where it is innermost: <li>one<li>two.
var closedBy = map[string]string{"li": "li", "dt": "dd", "dd": "dt", "tr": "tr", "td": "td", "th": "td", "option": "option"}

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, name := range names {
		m[name] = true
	}
	return m
}

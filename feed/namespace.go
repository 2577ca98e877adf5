package feed

import "strings"

// A vocabulary is a family of element names, whatever namespace address or version a document names it by.
type vocabulary uint8

const (
	noVocabulary vocabulary = iota // some extension that is not read
	vAtom
	vRSS
	vRDF
	vDC
	vContent
	vMedia
	vITunes
	vGeoRSS
	vGML
	vGeo
	vCAP
	vXHTML
	vFeedburner
	vSyndication
	vXML
)

// namespaces maps namespace addresses, in lower case and without scheme and final slash or "#", to vocabularies.
var namespaces = map[string]vocabulary{
	"www.w3.org/2005/atom":                     vAtom,
	"purl.org/atom/ns":                         vAtom,
	"purl.org/rss/1.0":                         vRSS,
	"purl.org/net/rss1.1":                      vRSS,
	"purl.org/dc/elements/1.0":                 vDC,
	"purl.org/dc/elements/1.1":                 vDC,
	"purl.org/dc/terms":                        vDC,
	"search.yahoo.com/mrss":                    vMedia,
	"www.rssboard.org/media-rss":               vMedia,
	"video.search.yahoo.com/mrss":              vMedia,
	"www.georss.org/georss":                    vGeoRSS,
	"www.georss.org/georss/10":                 vGeoRSS,
	"www.opengis.net/gml":                      vGML,
	"www.w3.org/2003/01/geo/wgs84_pos":         vGeo,
	"postneo.com/icbm":                         vGeo,
	"www.w3.org/1999/xhtml":                    vXHTML,
	"www.w3.org/1999/02/22-rdf-syntax-ns":      vRDF,
	"www.w3.org/xml/1998/namespace":            vXML,
	"purl.org/rss/1.0/modules/content":         vContent,
	"purl.org/rss/1.0/modules/syndication":     vSyndication,
	"rssnamespace.org/feedburner/ext/1.0":      vFeedburner,
	"www.pheedo.com/namespace/pheedo":          vFeedburner,
	"www.itunes.com/dtds/podcast-1.0.dtd":      vITunes,
	"www.google.com/schemas/play-podcasts/1.0": vITunes,
	"www.incident.com/cap/1.0":                 vCAP,
}

// families are namespaces known by how their address begins, since it carries a version or a user's own ending.
var families = []struct {
	prefix string
	vocabulary
}{
	{"urn:oasis:names:tc:emergency:cap:", vCAP},
	{"backend.userland.com/rss", vRSS},
	{"blogs.law.harvard.edu/tech/rss", vRSS},
	{"cyber.law.harvard.edu/rss", vRSS},
	{"my.netscape.com/rdf/simple/0.9", vRSS},
	{"channel.netscape.com/rdf/simple/0.9", vRSS},
	{"my.netscape.com/publish/formats/rss-0.9", vRSS},
	{"purl.org/atom/", vAtom},
	{"www.opengis.net/gml", vGML},
	{"www.itunes.com/dtd", vITunes},
}

// conventional are the prefixes that documents use without declaring them.
var conventional = map[string]vocabulary{
	"xml": vXML, "atom": vAtom, "a10": vAtom, "rss": vRSS, "rdf": vRDF, "dc": vDC, "dcterms": vDC,
	"content": vContent, "media": vMedia, "itunes": vITunes, "georss": vGeoRSS, "gml": vGML, "geo": vGeo,
	"icbm": vGeo, "cap": vCAP, "xhtml": vXHTML, "feedburner": vFeedburner, "sy": vSyndication,
}

// vocabularyOf names the vocabulary of a namespace address.
func vocabularyOf(uri string) vocabulary {
	uri = strings.ToLower(strings.TrimSpace(uri))
	uri = strings.TrimPrefix(strings.TrimPrefix(uri, "http://"), "https://")
	uri = strings.TrimRight(uri, "/#")
	if v, ok := namespaces[uri]; ok {
		return v
	}
	for _, f := range families {
		if strings.HasPrefix(uri, f.prefix) {
			return f.vocabulary
		}
	}
	return noVocabulary
}

// A binding is a namespace prefix in scope.
type binding struct {
	prefix string
	vocabulary
}

// lookup resolves the prefix of a qualified name against the bindings in scope, innermost last.
func lookup(bindings []binding, prefix string) vocabulary {
	for i := len(bindings) - 1; i >= 0; i-- {
		if bindings[i].prefix == prefix {
			return bindings[i].vocabulary
		}
	}
	return conventional[strings.ToLower(prefix)]
}

package report

import (
	"net/url"
	"slices"
	"strings"
)

// CanonicalLink returns what identifies the page of a link: host without "www." and default port, path without a
// trailing slash, the query without tracking parameters and in order of its names. Scheme and fragment are left out, except
// for fragments that are routes ("#!/a", "#/a"). It is empty for a link that identifies nothing: no host, or a home page.
func CanonicalLink(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" || u.Opaque != "" {
		return ""
	}
	if u.Scheme = strings.ToLower(u.Scheme); u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	path := canonicalEscapes(u.EscapedPath())
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	path = strings.TrimRight(path, "/")
	query := canonicalQuery(u.RawQuery)
	route := ""
	if strings.HasPrefix(u.Fragment, "!") || strings.HasPrefix(u.Fragment, "/") {
		route = "#" + u.Fragment
	}
	if path == "" && query == "" && route == "" {
		return ""
	}
	return canonicalHost(u) + path + query + route
}

func canonicalHost(u *url.URL) string {
	host := strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host
}

// canonicalEscapes makes "%7e" and "%7E" and "~" one.
func canonicalEscapes(path string) string {
	if !strings.Contains(path, "%") {
		return path
	}
	plain, err := url.PathUnescape(path)
	if err != nil {
		return path
	}
	return (&url.URL{Path: plain}).EscapedPath()
}

func canonicalQuery(raw string) string {
	if raw == "" {
		return ""
	}
	pairs := strings.FieldsFunc(raw, func(r rune) bool { return r == '&' || r == ';' })
	pairs = slices.DeleteFunc(pairs, func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return tracks(strings.ToLower(name))
	})
	if len(pairs) == 0 {
		return ""
	}
	slices.SortStableFunc(pairs, func(a, b string) int {
		a, _, _ = strings.Cut(a, "=")
		b, _, _ = strings.Cut(b, "=")
		return strings.Compare(a, b)
	})
	return "?" + strings.Join(pairs, "&")
}

// tracks says whether a query parameter tells where a reader came from rather than what is read.
func tracks(name string) bool {
	for _, prefix := range trackingPrefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	_, ok := slices.BinarySearch(trackingNames, name)
	return ok
}

// trackingPrefixes begin the names of families of tracking parameters: of Google Analytics, Matomo, Piano, HubSpot, Webtrekk.
var trackingPrefixes = []string{"utm_", "mtm_", "at_", "hsa_", "_hs", "ns_", "wt_", "guce_"}

// trackingNames are tracking parameters of advertisers, mailers and publishers, in order.
var trackingNames = []string{
	"_ga", "_gl", "campaign_id", "cmp", "cmpid", "dclid", "emc", "fbclid", "feedname", "feedtype", "fromrss",
	"ftag", "gbraid", "gclid", "gclsrc", "guccounter", "icid", "igsh", "igshid", "ito", "maca", "mbid", "mc_cid",
	"mc_eid", "mkt_tok", "msclkid", "ncid", "ocid", "partner", "pk_campaign", "pk_kwd", "pk_medium", "pk_source",
	"recip_id", "ref_src", "ref_url", "referrer", "rss", "s_cid", "smid", "smtyp", "soc_src", "spm", "sr_share",
	"srnd", "taid", "traffic_source", "trk", "ttclid", "twclid", "vero_id", "wbraid", "xtor", "yclid",
}

package feed

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Publisher returns who stands behind a link: the registrable domain of its host (bbc.co.uk of www.bbc.co.uk), by the
// Public Suffix List. A host without one, such as a number, stands for itself; empty for what is no web link.
func Publisher(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

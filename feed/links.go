package feed

import (
	"net/url"
	"strings"
)

// parseBase reads an address as a base for others; nil when it is not an http or https address. Something that is no
// address at all, or has another scheme, is no base.
func parseBase(address string, outer *url.URL) *url.URL {
	address = strings.TrimSpace(address)
	if address == "" {
		return outer
	}
	u, err := url.Parse(address)
	if err != nil {
		return outer
	}
	if outer != nil {
		u = outer.ResolveReference(u)
	}
	if scheme := strings.ToLower(u.Scheme); scheme != "http" && scheme != "https" || u.Host == "" {
		return outer
	}
	return u
}

// resolveLink returns the address that ref means on base: http or https (mailto too where that makes sense), without
// credentials. Everything else, such as javascript:, data:, file:, and whatever has a line break in it, gives "".
// Without a base a relative reference is given back as it is.
func resolveLink(base *url.URL, ref string, mail bool) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || strings.ContainsAny(ref, "\r\n\t\x00") {
		return ""
	}
	for i := range len(ref) {
		if ref[i] < ' ' || ref[i] == 0x7F {
			return ""
		}
	}
	if plainAddress(ref) {
		return ref
	}
	written := ref
	u, err := url.Parse(ref)
	if err != nil || strings.IndexByte(ref, ' ') >= 0 {
		ref = mendReference(ref)
		u, err = url.Parse(ref)
	}
	if err != nil || u.User != nil {
		return ""
	}
	if u.Scheme == "" && base == nil {
		return written
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Opaque != "" { // "http:relative" is what a browser resolves
			u = &url.URL{Path: u.Opaque, RawQuery: u.RawQuery, Fragment: u.Fragment}
			break
		}
		if u.Host == "" {
			return ""
		}
		return ref
	case "":
	case "mailto":
		if mail {
			return u.String()
		}
		return ""
	default:
		return ""
	}
	if base == nil {
		return ""
	}
	u = base.ResolveReference(u)
	if u.User != nil || u.Host == "" {
		return ""
	}
	return u.String()
}

// plainAddress reports whether ref is an http or https address that needs no mending: only characters that stand for
// themselves, no credentials. It spares nearly all links their parsing.
func plainAddress(ref string) bool {
	rest, ok := strings.CutPrefix(ref, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(ref, "http://"); !ok {
			return false
		}
	}
	host := 0
	for host < len(rest) && rest[host] != '/' {
		switch c := rest[host]; {
		case isLetter(c), c >= '0' && c <= '9', c == '.', c == '-', c == ':':
			host++
		default:
			return false
		}
	}
	if host == 0 || rest[0] == ':' {
		return false
	}
	for i := host; i < len(rest); i++ {
		switch c := rest[i]; {
		case c <= ' ', c >= 0x7F, c == '%', c == '"', c == '<', c == '>', c == '\\', c == '^', c == '`', c == '{', c == '|', c == '}', c == '[', c == ']':
			return false
		}
	}
	return !strings.Contains(rest[host:], "/.") && strings.IndexByte(rest[:host], ':') < 0
}

// mendReference escapes what publishers forget to escape: spaces, and "%" before anything but two hexadecimal digits.
func mendReference(ref string) string {
	var b strings.Builder
	for i := range len(ref) {
		switch c := ref[i]; {
		case c == ' ':
			b.WriteString("%20")
		case c == '%' && (i+2 >= len(ref) || digitValue(ref[i+1]) > 15 || digitValue(ref[i+2]) > 15):
			b.WriteString("%25")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

package feed

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"code.dny.dev/ssrf"
	"golang.org/x/net/idna"
)

// ErrRefused is what every error about an address wraps that Tocsin will not fetch from, however it is asked.
var ErrRefused = errors.New("this address is refused")

// maxURL bounds an address, in bytes.
const maxURL = 2048

// allowedPorts are where feeds of strangers may be served.
var allowedPorts = []uint16{80, 443, 8080, 8443}

// A guard decides what may be connected to: public addresses on the ports of the web, and what the operator has opened,
// on any port. It stands where a connection is made, after names have been resolved, so that neither a redirect nor a
// name that resolves differently the second time gets past it; checking URLs before only gives clearer words earlier.
type guard struct {
	open   []netip.Prefix
	public *ssrf.Guardian
}

func newGuard(open []netip.Prefix) *guard {
	return &guard{open: open, public: ssrf.New(
		ssrf.WithPorts(allowedPorts...),
		ssrf.WithDeniedV4Prefixes(netip.MustParsePrefix("168.63.129.16/32")), // Azure's metadata service, a public number
	)}
}

// control is a net.Dialer.Control.
func (g *guard) control(network, address string, _ syscall.RawConn) error {
	if network != "tcp4" && network != "tcp6" {
		return fmt.Errorf("%w: %s is not TCP", ErrRefused, network)
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s is no address", ErrRefused, address)
	}
	return g.checkAddr(to)
}

func (g *guard) checkAddr(to netip.AddrPort) error {
	if ip := to.Addr().Unmap(); slices.ContainsFunc(g.open, func(p netip.Prefix) bool { return p.Contains(ip) }) {
		return nil
	}
	switch err := g.public.SafeAddrPort(to); {
	case err == nil:
		return nil
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return refusedPort(to.Port())
	}
	return fmt.Errorf("%w: it does not lead to the public internet", ErrRefused)
}

// checkURL reads the address of a feed and returns it in the form in which it is fetched: host in ASCII and lower case, no
// fragment. Its errors wrap ErrRefused and are for people; they do not repeat the address.
func (g *guard) checkURL(raw string) (*url.URL, error) {
	raw = strings.TrimSpace(raw)
	if len(raw) > maxURL {
		return nil, fmt.Errorf("%w: it is longer than %d characters", ErrRefused, maxURL)
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: it is not a web address", ErrRefused)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%w: it must begin with https:// or http://", ErrRefused)
	case u.User != nil:
		return nil, fmt.Errorf("%w: it must not contain a user name or password", ErrRefused)
	case u.Opaque != "" || u.Hostname() == "":
		return nil, fmt.Errorf("%w: it names no host", ErrRefused)
	}
	port := uint16(80)
	if u.Scheme == "https" {
		port = 443
	}
	if p := u.Port(); p != "" {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil || n == 0 {
			return nil, fmt.Errorf("%w: it has no valid port", ErrRefused)
		}
		port = uint16(n)
	}
	host, err := g.checkHost(u.Hostname(), port)
	if err != nil {
		return nil, err
	}
	if u.Port() != "" {
		host = net.JoinHostPort(strings.Trim(host, "[]"), u.Port())
	}
	u.Host, u.Fragment, u.RawFragment = host, "", ""
	return u, nil
}

// checkHost returns host as it is to be written in a URL.
func (g *guard) checkHost(host string, port uint16) (string, error) {
	if ip, err := netip.ParseAddr(host); err == nil && ip.Is6() {
		if ip.Zone() != "" {
			return "", fmt.Errorf("%w: it names a network interface", ErrRefused)
		}
		return "[" + ip.String() + "]", g.checkAddr(netip.AddrPortFrom(ip, port))
	}
	ascii, err := idna.Lookup.ToASCII(host)
	if err != nil { // underscores and the like, which resolvers take
		ascii = strings.ToLower(host)
	}
	if !isHostName(ascii) {
		return "", fmt.Errorf("%w: its host is not a valid name", ErrRefused)
	}
	if ip, err := netip.ParseAddr(ascii); err == nil {
		return ip.String(), g.checkAddr(netip.AddrPortFrom(ip, port))
	}
	if endsInNumber(ascii) {
		return "", fmt.Errorf("%w: its host is a number written oddly", ErrRefused)
	}
	switch {
	case len(g.open) > 0: // where a name leads shows when it is dialled
	case !slices.Contains(allowedPorts, port):
		return "", refusedPort(port)
	case !strings.Contains(strings.TrimSuffix(ascii, "."), "."):
		return "", fmt.Errorf("%w: its host is no public name, which has a dot in it", ErrRefused)
	}
	return ascii, nil
}

func refusedPort(port uint16) error {
	return fmt.Errorf("%w: port %d is not one of 80, 443, 8080 and 8443", ErrRefused, port)
}

// isHostName says whether a host is of letters, digits, "-" and "_" in labels that are not empty; it may end in a dot.
func isHostName(host string) bool {
	for _, c := range []byte(host) {
		if c != '-' && c != '_' && c != '.' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return host != "" && len(host) <= 253 && host[0] != '.' && !strings.Contains(host, "..")
}

// endsInNumber says whether a host is one that some programs read as an IPv4 address, such as 127.1, 2130706433 and
// 0x7f.1: its last label is a number (WHATWG URL Standard, "ends in a number").
func endsInNumber(host string) bool {
	host = strings.TrimSuffix(host, ".")
	last := host[strings.LastIndexByte(host, '.')+1:]
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(last, "0123456789") == ""
}

// Typed returns an address as a person means it who left out how it begins.
func Typed(address string) string {
	address = strings.TrimSpace(address)
	if address != "" && !strings.Contains(address, "://") {
		address = "https://" + address
	}
	return address
}

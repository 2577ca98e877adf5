package feed_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"tocsin/feed"
)

// refused are addresses that nothing may be fetched from unless the operator opens them.
var refused = map[string][]string{
	"loopback":           {"http://127.0.0.1/", "http://127.255.255.254/", "http://[::1]/"},
	"this host":          {"http://0.0.0.0/", "http://0.1.2.3/", "http://[::]/"},
	"private":            {"http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://[fc00::1]/", "http://[fd12:3456::1]/"},
	"shared":             {"http://100.64.0.1/", "http://100.127.255.255/"},
	"link-local":         {"http://169.254.0.1/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fec0::1]/"},
	"metadata":           {"http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://168.63.129.16/", "http://192.0.0.192/"},
	"multicast":          {"http://224.0.0.1/", "http://239.255.255.250/", "http://[ff02::1]/", "http://[ff0e::1]/"},
	"reserved":           {"http://240.0.0.1/", "http://255.255.255.255/", "http://198.18.0.1/", "http://192.0.2.1/", "http://198.51.100.1/", "http://203.0.113.1/", "http://[2001:db8::1]/", "http://[100::1]/"},
	"IPv4-mapped":        {"http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:10.0.0.1]/"},
	"IPv4-compatible":    {"http://[::127.0.0.1]/", "http://[::7f00:1]/"},
	"IPv4-translated":    {"http://[::ffff:0:127.0.0.1]/"},
	"NAT64":              {"http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::a00:1]/", "http://[64:ff9b:1::a00:1]/"},
	"6to4":               {"http://[2002:7f00:1::]/", "http://[2002:a00:1::1]/"},
	"Teredo":             {"http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/"},
	"short":              {"http://127.1/", "http://127.0.1/", "http://10.1/", "http://0/"},
	"decimal":            {"http://2130706433/", "http://3232235777/", "http://017700000001/"},
	"hexadecimal":        {"http://0x7f.1/", "http://0x7f000001/", "http://0x7f.0x0.0x0.0x1/", "http://0X7F.1/", "http://1.0x/"},
	"octal":              {"http://0177.0.0.1/", "http://0177.1/", "http://127.0.0.01/"},
	"other digits":       {"http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://127｡0｡0｡1/", "http://２１３０７０６４３３/"},
	"escaped digits":     {"http://%31%32%37.0.0.1/", "http://127%2e0%2e0%2e1/"},
	"final dot":          {"http://127.0.0.1./", "http://2130706433./"},
	"user and password":  {"http://user@news.example/", "http://user:pass@news.example/", "http://@news.example/", "https://news.example@127.0.0.1/", `http://news.example\@127.0.0.1/`},
	"scheme":             {"ftp://news.example/", "file:///etc/passwd", "gopher://news.example/", "javascript:alert(1)", "data:text/xml,<rss/>", "//news.example/", "news.example/feed", "unix:///var/run/x", "http:news.example", ""},
	"port":               {"http://news.example:22/", "http://news.example:25/", "https://news.example:6379/", "http://news.example:0/", "http://news.example:65536/", "http://news.example:81/", "http://93.184.216.34:3306/"},
	"no host":            {"http:///feed", "http://:80/", "http://?x"},
	"control characters": {"http://news.example/\r\nX: y", "http://news\x00.example/", "http://127.0.0.1\t/"},
	"overlong":           {"http://news.example/" + strings.Repeat("a", 3000)},
	"empty label":        {"http://a..example/", "http://.example/"},
}

// noNetwork fails the test when anything is asked of the network.
type noNetwork struct{ t *testing.T }

func (n noNetwork) RoundTrip(r *http.Request) (*http.Response, error) {
	n.t.Errorf("request to %s", r.URL)
	return nil, errors.New("no network")
}

func TestRefusedAddresses(t *testing.T) {
	f := feed.NewFetcher(feed.FetchOptions{Transport: noNetwork{t}})
	for kind, urls := range refused {
		t.Run(kind, func(t *testing.T) {
			for _, u := range urls {
				if _, err := f.Check(u); !errors.Is(err, feed.ErrRefused) {
					t.Errorf("Check(%q): %v", u, err)
				}
				res, err := f.Fetch(t.Context(), feed.Source{URL: u})
				if !errors.Is(err, feed.ErrRefused) {
					t.Errorf("Fetch(%q): %v", u, err)
				}
				if res.Source.URL != u {
					t.Errorf("%q was stored as %q", u, res.Source.URL)
				}
			}
		})
	}
}

func TestAcceptedAddresses(t *testing.T) {
	f := feed.NewFetcher(feed.FetchOptions{})
	for in, want := range map[string]string{
		"https://news.example/feed?a=1&b=2#top": "https://news.example/feed?a=1&b=2",
		"  HTTPS://News.Example:8443/Feed ":     "https://news.example:8443/Feed",
		"http://8.8.8.8/":                       "http://8.8.8.8/",
		"http://[2606:4700::1111]:8080/":        "http://[2606:4700::1111]:8080/",
		"https://новости.example/лента":         "https://xn--b1amnebsh.example/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0",
		"https://a_b.news.example/":             "https://a_b.news.example/",
		"https://4chan.example/1":               "https://4chan.example/1",
	} {
		if got, err := f.Check(in); err != nil || got != want {
			t.Errorf("Check(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

// listen counts the connections to a server on loopback that would serve a feed.
func listen(t *testing.T) (port string, connections *atomic.Int64) {
	connections = new(atomic.Int64)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, rss(1, 2)) }))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	u, _ := url.Parse(server.URL)
	return u.Port(), connections
}

// resolver answers every question for an IPv4 address with the answers in turn, the last one for ever.
func resolver(t *testing.T, answers ...string) *net.Resolver {
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for asked := 0; ; {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				ip := netip.MustParseAddr(answers[min(asked, len(answers)-1)]).As4()
				asked++
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 0}, Body: &dnsmessage.AResource{A: ip}}}
			}
			if out, err := m.Pack(); err == nil {
				conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp4", conn.LocalAddr().String())
	}}
}

func TestNamesThatLeadInsideAreRefusedAtDialTime(t *testing.T) {
	port, connections := listen(t)
	opened := netip.MustParsePrefix("127.9.9.9/32") // so that the port is no reason to refuse
	for name, answers := range map[string][]string{
		"inside":    {"127.0.0.1"},
		"rebinding": {"127.9.9.9", "127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			f := feed.NewFetcher(feed.FetchOptions{Resolver: resolver(t, answers...), AllowPrivate: []netip.Prefix{opened}, Gap: -1})
			src := feed.Source{URL: "http://rebind.example:" + port + "/"}
			if _, err := f.Check(src.URL); err != nil {
				t.Fatalf("the name is refused before it is resolved: %v", err)
			}
			var err error
			for range answers {
				_, err = f.Fetch(t.Context(), src)
			}
			if !errors.Is(err, feed.ErrRefused) || strings.Contains(err.Error(), "127.") {
				t.Errorf("error %v; want a refusal that does not tell the address", err)
			}
		})
	}
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}

func TestNamesOnOpenedAddressesAreFetched(t *testing.T) {
	port, connections := listen(t)
	f := feed.NewFetcher(feed.FetchOptions{Resolver: resolver(t, "127.0.0.1"), AllowPrivate: loopback})
	if _, err := f.Fetch(t.Context(), feed.Source{URL: "http://inside.example:" + port + "/"}); err != nil || connections.Load() != 1 {
		t.Errorf("%v, %d connections", err, connections.Load())
	}
}

// redirects answers the first request, and the second on the same host, with redirects, and fails the test at a third.
type redirects struct {
	t  *testing.T
	to string
}

func (r redirects) RoundTrip(req *http.Request) (*http.Response, error) {
	location := "/second"
	switch req.URL.String() {
	case "http://8.8.8.8/":
	case "http://8.8.8.8/second":
		location = r.to
	default:
		r.t.Errorf("request to %s", req.URL)
		return nil, errors.New("no network")
	}
	return &http.Response{StatusCode: http.StatusMovedPermanently, Header: http.Header{"Location": {location}}, Body: http.NoBody}, nil
}

func TestRedirectsAreGuardedOnEveryHop(t *testing.T) {
	for _, urls := range refused {
		for _, to := range urls {
			if strings.HasPrefix(to, "//") || !strings.Contains(to, ":") {
				continue // relative to where it stands
			}
			f := feed.NewFetcher(feed.FetchOptions{Transport: redirects{t, to}, Gap: -1})
			src := feed.Source{URL: "http://8.8.8.8/", MovedTo: to, MovedSince: time.Now().AddDate(0, 0, -9)}
			res, err := f.Fetch(t.Context(), src)
			if err == nil || !strings.Contains(err.Error(), "redirects") {
				t.Errorf("redirect to %q: %v", to, err)
			}
			if res.Source.URL != src.URL {
				t.Errorf("redirect to %q changed the stored address to %q", to, res.Source.URL)
			}
		}
	}
}

func TestRedirectInsideIsRefusedBeforeAByteIsSent(t *testing.T) {
	port, connections := listen(t)
	start := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://inside.example:"+port+"/", http.StatusFound)
	})
	outside, _ := url.Parse(start)
	f := feed.NewFetcher(feed.FetchOptions{
		Resolver:     resolver(t, "127.0.0.2"),
		AllowPrivate: []netip.Prefix{netip.MustParsePrefix(outside.Hostname() + "/32")},
	})
	if _, err := f.Fetch(t.Context(), feed.Source{URL: start}); !errors.Is(err, feed.ErrRefused) {
		t.Errorf("error %v", err)
	}
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}

func TestProxiesOfTheEnvironmentAreNotUsed(t *testing.T) {
	port, connections := listen(t)
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, "http://127.0.0.1:"+port)
	}
	f := feed.NewFetcher(feed.FetchOptions{Resolver: resolver(t, "127.0.0.1")})
	if _, err := f.Fetch(t.Context(), feed.Source{URL: "http://inside.example/"}); !errors.Is(err, feed.ErrRefused) {
		t.Errorf("error %v", err)
	}
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections to the proxy", n)
	}
}

func FuzzCheck(f *testing.F) {
	for _, urls := range refused {
		for _, u := range urls {
			f.Add(u)
		}
	}
	fetcher := feed.NewFetcher(feed.FetchOptions{})
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := fetcher.Check(raw)
		if err != nil {
			if !errors.Is(err, feed.ErrRefused) {
				t.Errorf("Check(%q): %v", raw, err)
			}
			return
		}
		if again, err := fetcher.Check(got); err != nil || again != got {
			t.Errorf("Check(%q) = %q, but that gives %q, %v", raw, got, again, err)
		}
		u, err := url.Parse(got)
		if err != nil || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("Check(%q) = %q", raw, got)
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err == nil && (ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified()) {
			t.Errorf("Check(%q) lets %s pass", raw, ip)
		}
	})
}

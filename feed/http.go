package feed

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Limits of one fetch.
const (
	maxBody      = 10 << 20 // bytes, after decompression
	maxHeader    = 64 << 10 // bytes
	maxRedirects = 10
	maxValidator = 1 << 10 // bytes of an ETag or Last-Modified that is worth keeping
	fetchTime    = 20 * time.Second

	largeBody   = 1 << 20 // bytes; above it a body takes one of
	largeBodies = 4       // tickets, so that bombs cannot fill the memory together
)

const acceptFeeds = "application/rss+xml, application/atom+xml, application/feed+json, application/cap+xml, " +
	"application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"

// newTransport returns a transport that goes nowhere but where the guard lets it, and through no proxy.
func newTransport(g *guard, resolver *net.Resolver) *http.Transport {
	// The timeout is needed although requests have one: a transport finishes dialling for requests that have given up.
	dialer := &net.Dialer{Timeout: fetchTime, KeepAlive: -1, Control: g.control, Resolver: resolver}
	return &http.Transport{
		Proxy:                  nil,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		ForceAttemptHTTP2:      true,
		DisableKeepAlives:      true, // thousands of hosts, each asked seldom: an idle connection costs more than a new one
		MaxResponseHeaderBytes: maxHeader,
		WriteBufferSize:        1 << 10, // of each connection, made for one request
		ReadBufferSize:         2 << 10,
	}
}

// A page is what a server answered in the end.
type page struct {
	url    *url.URL // where it was found
	moved  string   // where permanent redirects, and only such, lead from the address asked for; or empty
	status int
	header http.Header
	body   []byte        // nil unless status is 200
	cut    error         // why the body ends early; nil when it is whole
	took   time.Duration // for all hops, without waiting for turns
	free   func()        // gives back what the body holds; never nil
}

// get fetches u, following redirects, each hop guarded and in turn with others for its host. etag and modified are sent as they are.
// A status other than 200 and 304 is an *answerError.
func (f *Fetcher) get(ctx context.Context, u *url.URL, etag, modified string) (*page, error) {
	left := fetchTime
	moved, permanent := "", true
	for hops := 0; ; hops++ {
		release, err := f.limit.take(ctx, hostPort(u))
		if err != nil {
			return nil, err
		}
		began := time.Now()
		p, err := f.hop(ctx, u, etag, modified, left)
		release()
		if err != nil {
			return nil, err
		}
		left -= time.Since(began)
		if !isRedirect(p.status) {
			p.moved, p.took = moved, fetchTime-left
			return p, p.unwanted(f.now())
		}
		p.free()
		if hops == maxRedirects {
			return nil, plainError(fmt.Sprintf("it redirects more than %d times", maxRedirects))
		}
		to, err := f.redirect(u, p.header.Get("Location"))
		if err != nil {
			return nil, err
		}
		if permanent = permanent && (p.status == http.StatusMovedPermanently || p.status == http.StatusPermanentRedirect); permanent {
			moved = to.String()
		}
		u = to
	}
}

func (f *Fetcher) redirect(from *url.URL, location string) (*url.URL, error) {
	if location == "" {
		return nil, plainError("it redirects to nowhere")
	}
	to, err := from.Parse(location)
	if err != nil {
		return nil, plainError("it redirects to something that is no address")
	}
	to, err = f.guard.checkURL(to.String())
	if err != nil {
		return nil, fmt.Errorf("it redirects elsewhere, and %w", err)
	}
	return to, nil
}

// hop makes one request and reads its answer, both within left.
func (f *Fetcher) hop(ctx context.Context, u *url.URL, etag, modified string, left time.Duration) (*page, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, left, errTooSlow)
	defer cancel()
	req := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"User-Agent": f.agent, "Accept": {acceptFeeds}}}).WithContext(ctx)
	if etag != "" {
		req.Header["If-None-Match"] = []string{etag}
	}
	if modified != "" {
		req.Header["If-Modified-Since"] = []string{modified}
	}
	resp, err := f.transport.RoundTrip(req)
	if err != nil {
		return nil, tooSlow(ctx, err)
	}
	defer resp.Body.Close()
	p := &page{url: u, status: resp.StatusCode, header: resp.Header, free: func() {}}
	if p.status != http.StatusOK {
		return p, nil
	}
	if err := unreadable(resp.Header.Get("Content-Encoding")); err != nil {
		return nil, err
	}
	p.body, p.free, p.cut = f.read(ctx, resp.Body)
	if p.cut != nil {
		p.cut = tooSlow(ctx, p.cut)
	}
	if len(p.body) == 0 && p.cut != nil {
		return nil, p.cut
	}
	return p, nil
}

// read reads a body up to the cap. An error that ends it early is returned beside what came before it.
func (f *Fetcher) read(ctx context.Context, body io.Reader) (data []byte, free func(), cut error) {
	var buf bytes.Buffer
	free = func() {}
	_, err := io.CopyN(&buf, body, largeBody)
	if err == nil {
		select {
		case f.large <- struct{}{}:
			free = func() { <-f.large }
		case <-ctx.Done():
			return buf.Bytes(), free, ctx.Err()
		}
		buf.Grow(maxBody - largeBody + bytes.MinRead)
		_, err = io.CopyN(&buf, body, maxBody-largeBody+1)
	}
	switch {
	case err == nil:
		buf.Truncate(maxBody)
		return buf.Bytes(), free, errTooLarge
	case errors.Is(err, io.EOF):
		return buf.Bytes(), free, nil
	}
	return buf.Bytes(), free, err
}

const (
	errTooSlow  = plainError("it did not answer completely within 20 seconds")
	errTooLarge = plainError("it is larger than 10 MiB")
)

// tooSlow returns errTooSlow where that is what err comes from.
func tooSlow(ctx context.Context, err error) error {
	if context.Cause(ctx) == errTooSlow {
		return errTooSlow
	}
	return err
}

// unreadable says when a server compressed its answer in a way that it was not asked for.
func unreadable(encoding string) error {
	switch e := strings.ToLower(strings.TrimSpace(encoding)); e {
	case "br", "deflate", "zstd", "compress", "gzip", "x-gzip":
		return plainError(fmt.Sprintf("it sends its feed compressed (%s) without being asked to", e))
	}
	return nil
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

func hostPort(u *url.URL) string {
	if u.Port() != "" {
		return u.Host
	}
	return u.Host + ":" + u.Scheme
}

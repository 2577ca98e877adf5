package localdiscord

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A limit is how many requests a bucket takes in a time. Discord publishes no figures but in its headers; these are
// what its headers have long said.
type limit struct {
	requests int
	per      time.Duration
}

const globalPerSecond = 50

// routeLimit is the limit of a route.
func routeLimit(rt *route) limit {
	switch {
	case strings.HasPrefix(rt.path, "/webhooks/"):
		return limit{5, 2 * time.Second}
	case rt.method != http.MethodGet && strings.Contains(rt.path, "/messages"):
		return limit{5, 5 * time.Second}
	case strings.HasSuffix(rt.path, "/commands") && rt.method == http.MethodPut:
		return limit{2, 20 * time.Second}
	}
	return limit{10, 5 * time.Second}
}

type bucket struct {
	used  int
	reset time.Time
}

// A limiter counts requests by bucket: a route with its top-level resource (channel, guild or webhook with its token).
type limiter struct {
	buckets map[string]*bucket
	global  bucket
}

// limitBody is the body of a 429.
type limitBody struct {
	Message    string  `json:"message"`
	RetryAfter float64 `json:"retry_after"` // seconds
	Global     bool    `json:"global"`
	Code       int     `json:"code,omitempty"`
}

// takeLimit counts a call and sets the headers; where a limit is exceeded it returns the body of the 429.
func (s *Server) takeLimit(c *call, header http.Header) *limitBody {
	if s.opts.NoRateLimits || strings.HasPrefix(c.route.path, "/interactions/") {
		return nil
	}
	now := s.now()
	if !c.route.exempt {
		if g := &s.limits.global; !now.Before(g.reset) {
			*g = bucket{reset: now.Add(time.Second)}
		}
		s.limits.global.used++
		if s.limits.global.used > globalPerSecond {
			return limited(header, s.limits.global.reset.Sub(now), "global", false)
		}
	}
	if s.limits.buckets == nil {
		s.limits.buckets = map[string]*bucket{}
	}
	rule := routeLimit(c.route)
	key := c.route.method + " " + c.route.path + " " + c.path("channel_id") + c.path("guild_id") + c.path("webhook_token")
	b := s.limits.buckets[key]
	if b == nil || !now.Before(b.reset) {
		s.forgetBuckets(now)
		b = &bucket{reset: now.Add(rule.per)}
		s.limits.buckets[key] = b
	}
	b.used++
	left := b.reset.Sub(now)
	header.Set("X-RateLimit-Limit", strconv.Itoa(rule.requests))
	header.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, rule.requests-b.used)))
	header.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(b.reset.UnixMilli())/1000))
	header.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", left.Seconds()))
	header.Set("X-RateLimit-Bucket", bucketName(c.route))
	if b.used > rule.requests {
		return limited(header, left, "user", true)
	}
	return nil
}

// forgetBuckets drops those whose time is over, so that short-lived tokens do not gather.
func (s *Server) forgetBuckets(now time.Time) {
	for key, b := range s.limits.buckets {
		if !now.Before(b.reset) {
			delete(s.limits.buckets, key)
		}
	}
}

func bucketName(rt *route) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(rt.method + rt.path)) // never fails
	return fmt.Sprintf("%016x", h.Sum64())
}

// limited sets the headers of a 429 of one of Discord's shapes: scope user, shared or global. A global one has no
// reset header in the documented shape.
func limited(header http.Header, wait time.Duration, scope string, reset bool) *limitBody {
	seconds := max(wait.Seconds(), 0.001)
	header.Set("Retry-After", strconv.Itoa(int(seconds+0.999)))
	header.Set("X-RateLimit-Scope", scope)
	if scope == "global" {
		header.Set("X-RateLimit-Global", "true")
	}
	if reset {
		header.Set("X-RateLimit-Remaining", "0")
		header.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", seconds))
		if header.Get("X-RateLimit-Limit") == "" {
			header.Set("X-RateLimit-Limit", "5")
			header.Set("X-RateLimit-Bucket", "0000000000000000")
		}
	}
	return &limitBody{Message: "You are being rate limited.", RetryAfter: float64(int(seconds*1000+0.5)) / 1000, Global: scope == "global"}
}

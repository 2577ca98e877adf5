package localdiscord

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	maxTranscript = 4000 // lines; the oldest go first
	maxLine       = 4000 // bytes
	maxRequests   = 100_000
	maxViolations = 1000
)

// A transcript is what was said over REST and gateway, without secrets.
type transcript struct {
	mu         sync.Mutex
	started    time.Time
	lines      []string
	violations []string
	requests   []Request
	secrets    []string // set once, before anything is noted
}

// interactionToken is what the tokens of interactions look like here.
var interactionToken = regexp.MustCompile(tokenPrefix + `[0-9a-z]+`)

const tokenPrefix = "local-interaction-"

// redact replaces secrets.
func (t *transcript) redact(text string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.redacted(text)
}

func (t *transcript) redacted(text string) string {
	for _, secret := range t.secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "[secret]")
		}
	}
	return interactionToken.ReplaceAllString(text, "[token]")
}

// add notes what was received.
func (t *transcript) add(what string, body []byte, files map[int]upload) {
	line := what
	if len(body) > 0 {
		line += " " + string(body)
	}
	for n, f := range files {
		line += fmt.Sprintf(" files[%d]=%s (%d bytes)", n, f.name, len(f.data))
	}
	t.line(line)
}

// addAnswer notes what was answered.
func (t *transcript) addAnswer(to string, status int, answer any) {
	line := fmt.Sprintf("bot <- %d %s", status, to)
	if answer != nil {
		body, err := json.Marshal(answer)
		if err != nil {
			body = []byte(err.Error())
		}
		line += " " + string(body)
	}
	t.line(line)
}

func (t *transcript) line(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.started.IsZero() {
		t.started = time.Now()
	}
	if len(line) > maxLine {
		line = line[:maxLine] + "…"
	}
	line = fmt.Sprintf("%8.3f %s", time.Since(t.started).Seconds(), t.redacted(line))
	if len(t.lines) >= maxTranscript {
		t.lines = slices.Delete(t.lines, 0, maxTranscript/10)
	}
	t.lines = append(t.lines, line)
}

func (t *transcript) violation(text string) {
	t.mu.Lock()
	if len(t.violations) < maxViolations {
		t.violations = append(t.violations, text)
	}
	t.mu.Unlock()
	t.line("VIOLATION " + text)
}

// A Request is one REST request, as it was served or as a fault answered it.
type Request struct {
	Method string
	Route  string // "/channels/{channel_id}/messages"; empty where there is none
	Path   string
	Status int // 0: the connection was reset instead
	At     time.Time
}

// served notes a request; the oldest go first.
func (t *transcript) served(c *call, status int, at time.Time) {
	r := Request{Method: c.request.Method, Path: c.request.URL.Path, Status: status, At: at}
	if c.route != nil {
		r.Route = c.route.path
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.requests) >= maxRequests {
		t.requests = slices.Delete(t.requests, 0, maxRequests/10)
	}
	t.requests = append(t.requests, r)
}

// Requests lists the REST requests in the order in which they were answered: those of 401, 403 and 429 count towards the
// 10,000 in ten minutes for which Discord bans an address.
func (s *Server) Requests() []Request {
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	return slices.Clone(s.record.requests)
}

// Transcript is everything that went over REST and gateway so far, a line each with seconds since the first, without
// tokens. A test prints it when it fails.
func (s *Server) Transcript() string {
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	return strings.Join(s.record.lines, "\n")
}

// Violations lists what broke Discord's rules: requests that a careful bot never sends although Discord serves them, what
// the OpenAPI description forbids, unknown routes, answers that came too late.
func (s *Server) Violations() []string {
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	return slices.Clone(s.record.violations)
}

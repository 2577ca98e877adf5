package localdiscord

import (
	"cmp"
	"encoding/json"
	"net"
	"net/http"
	"path"
	"slices"
	"strconv"
	"time"
)

// A FaultKind is one way in which a request goes wrong.
type FaultKind string

// The kinds of faults. Those that begin with Stored do what was asked and lose the answer.
const (
	Status500          FaultKind = "500"
	Status502          FaultKind = "502"
	Status503          FaultKind = "503"
	Status504          FaultKind = "504"
	Refused            FaultKind = "refused"        // with Fault.Status and Fault.Code, as Discord refuses
	Unauthorized       FaultKind = "401"            // as after the token was revoked
	ResetBefore        FaultKind = "reset before"   // the connection is reset, nothing is stored
	StoredHang         FaultKind = "stored, hang"   // no answer until the client gives up
	StoredReset        FaultKind = "stored, reset"  // the connection is reset in place of an answer
	Stored502          FaultKind = "stored, 502"    // an answer that tells nothing
	ResetMidBody       FaultKind = "reset mid-body" // stored; the answer breaks off half-way
	Slow               FaultKind = "slow"           // stored and answered, after Fault.Delay
	RateLimitRoute     FaultKind = "429 route"
	RateLimitShared    FaultKind = "429 shared"
	RateLimitGlobal    FaultKind = "429 global"
	RateLimitNoReset   FaultKind = "429 global without reset header" // the documented shape
	RateLimitHTML      FaultKind = "429 HTML"                        // from the proxy before Discord
	NotJSON            FaultKind = "200 that is no JSON"
	defaultRetryAfter            = time.Second
	defaultFaultStatus           = http.StatusForbidden
)

// A Fault goes wrong for requests of a method and route, a number of times.
type Fault struct {
	Method string // empty for any
	Route  string // "/channels/{channel_id}/messages", or a path with * for any one part; empty for any
	Times  int    // how often, 0 for once, negative for ever
	After  int    // requests that go well before
	Kind   FaultKind

	Delay      time.Duration // of Slow
	RetryAfter time.Duration // of the 429s; default 1 s
	Status     int           // of Refused; default 403
	Code       int           // of Refused: Discord's error code
}

type fault struct {
	Fault
	left, skip int
}

// Fault arranges for requests to go wrong. Faults are tried in the order of their arrangement.
func (s *Server) Fault(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &fault{Fault: f, left: cmp.Or(f.Times, 1), skip: f.After})
}

// ClearFaults ends all arranged faults.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// RevokeToken makes the bot's token invalid from now on, and ends its connections as Discord does.
func (s *Server) RevokeToken() {
	s.mu.Lock()
	s.token = ""
	s.mu.Unlock()
	s.Gateway().Drop(CloseAuthFailed)
}

// takeFault is the fault that befalls a call, or nil. The lock is held.
func (s *Server) takeFault(c *call) *Fault {
	for i, f := range s.faults {
		if !f.meets(c) {
			continue
		}
		if f.skip > 0 {
			f.skip--
			continue
		}
		if f.left--; f.left == 0 {
			s.faults = slices.Delete(s.faults, i, i+1)
		}
		return &f.Fault
	}
	return nil
}

func (f *fault) meets(c *call) bool {
	if c.route == nil || f.Method != "" && f.Method != c.route.method {
		return false
	}
	globbed, _ := path.Match(f.Route, c.request.URL.Path)
	return f.Route == "" || f.Route == c.route.path || globbed
}

// answerFault answers in place of the API; false leaves the call to it.
func (s *Server) answerFault(w http.ResponseWriter, r *http.Request, c *call, f *Fault) bool {
	header, retry := http.Header{}, cmp.Or(f.RetryAfter, defaultRetryAfter)
	name := r.Method + " " + r.URL.Path + " (fault " + string(f.Kind) + ")"
	answer := func(status int, body any) bool {
		s.record.served(c, status, s.now())
		s.record.addAnswer(name, status, body)
		write(w, header, status, body)
		return true
	}
	switch f.Kind {
	case Status500, Status502, Status503, Status504:
		status, _ := strconv.Atoi(string(f.Kind))
		return answer(status, object{"message": strconv.Itoa(status) + ": " + http.StatusText(status), "code": 0})
	case Unauthorized:
		return answer(http.StatusUnauthorized, errUnauthorized)
	case Refused:
		return answer(cmp.Or(f.Status, defaultFaultStatus), &apiError{Code: f.Code, Message: refusal(f.Code)})
	case RateLimitRoute:
		return answer(http.StatusTooManyRequests, limited(header, retry, "user", true))
	case RateLimitShared:
		return answer(http.StatusTooManyRequests, limited(header, retry, "shared", true))
	case RateLimitGlobal:
		return answer(http.StatusTooManyRequests, limited(header, retry, "global", true))
	case RateLimitNoReset:
		return answer(http.StatusTooManyRequests, limited(header, retry, "global", false))
	case RateLimitHTML:
		s.record.addAnswer(name, http.StatusTooManyRequests, nil)
		s.record.served(c, http.StatusTooManyRequests, s.now())
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Retry-After", strconv.Itoa(int(retry.Seconds()+0.999)))
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte("<!doctype html><title>Access denied</title><h1>Error 1015</h1><p>You are being rate limited</p>"))
		return true
	case ResetBefore:
		s.record.line(name)
		s.record.served(c, 0, s.now())
		reset(w)
		return true
	}
	return false
}

func refusal(code int) string {
	for _, known := range []*apiError{errMissingAccess, errMissingPermissions, errUnknownChannel, errCannotDM, errUnknownMessage} {
		if known.Code == code {
			return known.Message
		}
	}
	return "Refused"
}

// loseAnswer does to the answer of a call that was served what the fault says; true says that nothing is left to send.
func (s *Server) loseAnswer(w http.ResponseWriter, r *http.Request, f *Fault, answer any) bool {
	s.record.line("fault " + string(f.Kind) + ": the answer is lost or late")
	switch f.Kind {
	case StoredHang:
		select {
		case <-r.Context().Done():
		case <-s.done:
		}
		reset(w)
		return true
	case StoredReset:
		reset(w)
		return true
	case Stored502:
		write(w, nil, http.StatusBadGateway, object{"message": "502: Bad Gateway", "code": 0})
		return true
	case NotJSON:
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<!doctype html><title>A proxy's page</title>"))
		return true
	case ResetMidBody:
		body, err := json.Marshal(answer)
		if err != nil {
			return false
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		reset(w)
		return true
	case Slow:
		select {
		case <-time.After(f.Delay):
		case <-r.Context().Done():
		case <-s.done:
		}
	}
	return false
}

// reset breaks the connection off, without a word and without the end that TCP knows.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

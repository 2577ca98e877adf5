package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"time"
)

// ErrToken is returned when Discord refuses the bot's token: nothing works until the operator gives another.
var ErrToken = errors.New("discord refuses the bot's token: make a new one in the developer portal (Bot, Reset Token) and set DISCORD_TOKEN")

const (
	defaultAPI   = "https://discord.com/api/v10"
	maxAnswer    = 8 << 20 // bytes read of an answer
	restDeadline = 15 * time.Second
)

// rest is the way to Discord's REST API: one attempt a call, with limits honoured before a request is made. Retrying is
// the business of those who call, since only they know whether a thing may be done twice. discordgo's own path is not
// used: it repeats a POST that was answered with 502, sleeps through contexts, and knows no nonce.
type rest struct {
	base   string // without a slash at the end
	token  string
	agent  string
	client *http.Client
	limit  *limiter
	log    *slog.Logger
}

func newREST(base, token, version string, client *http.Client, log *slog.Logger) *rest {
	return &rest{base: strings.TrimRight(base, "/"), token: token, client: client, log: log, limit: newLimiter(),
		agent: UserAgent(version)}
}

// UserAgent is what Tocsin calls itself to Discord, in the form that Discord asks of bots.
func UserAgent(version string) string {
	return "DiscordBot (https://github.com/tocsin, " + version + ")"
}

// A call is one request. Route is its path with every id but the major one (channel, guild, webhook) left as it is
// named in Discord's documentation; it names the rate limit.
type call struct {
	method string
	path   string
	route  string
	body   any
	files  []file
	exempt bool // interaction answers: bound to no global limit, and to no token
}

// A file goes with a message. Alt is the text for those who cannot see it.
type file struct {
	Name string
	Type string
	Data []byte
	Alt  string
}

// An apiError is an answer of Discord other than success.
type apiError struct {
	Status int
	Code   int    // Discord's; 0 without one
	Text   string // Discord's message
	After  time.Duration
	Global bool
}

func (e *apiError) Error() string {
	return fmt.Sprintf("discord answered %d (code %d): %s", e.Status, e.Code, e.Text)
}

// A lostError is a request that may have been carried out although no answer came.
type lostError struct{ err error }

func (e *lostError) Error() string { return "no answer of Discord's: " + e.err.Error() }
func (e *lostError) Unwrap() error { return e.err }

// A waitError is a request that was not made since Discord asked to wait longer than is reasonable to stand still for.
type waitError struct {
	After  time.Duration
	Global bool
}

func (e *waitError) Error() string { return fmt.Sprintf("discord asked to wait another %v", e.After) }

// do makes a call and decodes its answer into out unless that is nil. It returns an *apiError, a *lostError, a
// *waitError, ErrToken, or an error of before anything was sent.
func (r *rest) do(ctx context.Context, c call, out any) error {
	req, err := r.request(ctx, c)
	if err != nil {
		return fmt.Errorf("%s %s: %w", c.method, c.route, err)
	}
	release, err := r.limit.acquire(ctx, c)
	if err != nil {
		return fmt.Errorf("%s %s: %w", c.method, c.route, err)
	}
	res, err := r.client.Do(req)
	if err != nil {
		release(nil, nil)
		return fmt.Errorf("%s %s: %w", c.method, c.route, r.failed(err))
	}
	defer res.Body.Close()
	body, readErr := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	failure := apiErrorOf(res, body)
	release(res, failure)
	if failure != nil {
		if failure.Status == http.StatusUnauthorized && !c.exempt {
			return ErrToken
		}
		return fmt.Errorf("%s %s: %w", c.method, c.route, failure)
	}
	if readErr != nil {
		return fmt.Errorf("%s %s: %w", c.method, c.route, &lostError{r.redact(readErr)})
	}
	if out != nil {
		if err := json.Unmarshal(body, out); err != nil {
			return fmt.Errorf("%s %s: %w", c.method, c.route, &lostError{fmt.Errorf("an answer that cannot be read: %w", err)})
		}
	}
	return nil
}

func (r *rest) request(ctx context.Context, c call) (*http.Request, error) {
	var body io.Reader
	contentType := ""
	if c.body != nil {
		b, err := json.Marshal(c.body)
		if err != nil {
			return nil, err
		}
		contentType = "application/json"
		if len(c.files) > 0 {
			if b, contentType, err = form(b, c.files); err != nil {
				return nil, err
			}
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, c.method, r.base+c.path, body)
	if err != nil {
		return nil, errors.New("an address that cannot be made") // the error itself may hold a token of an interaction
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if !c.exempt {
		req.Header.Set("Authorization", "Bot "+r.token)
	}
	req.Header.Set("User-Agent", r.agent)
	return req, nil
}

// form packs a payload and its files as Discord wants them.
func form(payload []byte, files []file) ([]byte, string, error) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="payload_json"`}, "Content-Type": {"application/json"}})
	if err != nil {
		return nil, "", err
	}
	part.Write(payload)
	for i, f := range files {
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {fmt.Sprintf(`form-data; name="files[%d]"; filename=%q`, i, f.Name)}, "Content-Type": {f.Type}})
		if err != nil {
			return nil, "", err
		}
		part.Write(f.Data)
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), w.FormDataContentType(), nil
}

// failed tells requests that never left from those of which nobody knows.
func (r *rest) failed(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return r.redact(err)
	}
	return &lostError{r.redact(err)}
}

// redact takes the address out of an error of net/http: it may hold the token of an interaction.
func (r *rest) redact(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// apiErrorOf reads an answer that is no success; nil for a success. Not all of them are JSON: a 429 of the servers
// before Discord's own is a page.
func apiErrorOf(res *http.Response, body []byte) *apiError {
	if res.StatusCode >= 200 && res.StatusCode < 300 {
		return nil
	}
	e := &apiError{Status: res.StatusCode, Text: http.StatusText(res.StatusCode)}
	var v struct {
		Code       int             `json:"code"`
		Message    string          `json:"message"`
		RetryAfter float64         `json:"retry_after"`
		Global     bool            `json:"global"`
		Errors     json.RawMessage `json:"errors"`
	}
	isJSON := json.Unmarshal(body, &v) == nil
	if isJSON {
		e.Code, e.Global = v.Code, v.Global
		e.Text = v.Message
		if len(v.Errors) > 0 {
			e.Text += " " + clip(string(v.Errors), 300)
		}
	}
	if res.StatusCode != http.StatusTooManyRequests {
		return e
	}
	e.Global = e.Global || !isJSON || res.Header.Get("X-RateLimit-Global") != ""
	e.After = retryAfter(res.Header, v.RetryAfter)
	return e
}

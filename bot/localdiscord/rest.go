package localdiscord

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"reflect"
	"strconv"
	"strings"
)

const (
	apiVersion  = 10
	maxRequest  = 25 << 20 // bytes of a request with all its files
	maxFile     = 10 << 20
	maxFiles    = 10
	apiPrefix   = "/api/v10"
	gatewayPath = "/gateway"
)

// A route is one method and path of the REST API.
type route struct {
	method, path string
	serve        func(*Server, *call) (status int, answer any, err error)
	tokenless    bool // the path itself carries a token
	exempt       bool // from the global rate limit
}

// A call is one request to the REST API, read whole.
type call struct {
	request *http.Request
	route   *route
	body    []byte         // JSON, of a multipart request its payload_json
	files   map[int]upload // by the n of files[n]
}

type upload struct {
	name, contentType string
	data              []byte
}

func (c *call) path(name string) string  { return c.request.PathValue(name) }
func (c *call) query(name string) string { return c.request.URL.Query().Get(name) }

// number reads a query parameter between least and most.
func (c *call) number(name string, otherwise, least, most int) (int, error) {
	text := c.query(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		var form formError
		form.add(name, "NUMBER_TYPE_MIN", "int value should be between %d and %d.", least, most)
		return 0, form.err()
	}
	return n, nil
}

// restHandler serves the REST API below apiPrefix.
func (s *Server) restHandler() http.Handler {
	mux := http.NewServeMux()
	for i := range routes {
		rt := &routes[i]
		mux.HandleFunc(rt.method+" "+rt.path, func(w http.ResponseWriter, r *http.Request) { s.serveRoute(w, r, rt) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.serveRoute(w, r, nil) })
	return http.StripPrefix(apiPrefix, mux)
}

// serveRoute reads, checks, serves, answers and records one request; the route is nil where there is none.
func (s *Server) serveRoute(w http.ResponseWriter, r *http.Request, rt *route) {
	c := &call{request: r, route: rt}
	readErr := c.read()
	name := r.Method + " " + r.URL.RequestURI()
	s.record.add("bot -> "+name, c.body, c.files)
	s.mu.Lock()
	fault := s.takeFault(c)
	s.mu.Unlock()
	if fault != nil && s.answerFault(w, r, c, fault) {
		return
	}
	status, answer, header := s.handle(c, readErr)
	s.record.addAnswer(name, status, answer)
	s.record.served(c, status, s.now())
	if fault != nil && s.loseAnswer(w, r, fault, answer) {
		return
	}
	write(w, header, status, answer)
}

// handle serves a call that was read and gives the answer's status, body and headers.
func (s *Server) handle(c *call, readErr error) (int, any, http.Header) {
	header := http.Header{}
	fail := func(err error) (int, any, http.Header) {
		var failed *apiError
		if !errors.As(err, &failed) {
			failed = &apiError{Status: http.StatusBadRequest, Message: err.Error()}
		}
		return failed.Status, failed, header
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.route == nil {
		s.violate("no such route: %s %s", c.request.Method, c.request.URL.Path)
		return fail(errNotFound)
	}
	if readErr != nil {
		return fail(readErr)
	}
	if !c.route.tokenless && c.request.Header.Get("Authorization") != "Bot "+s.token {
		return fail(errUnauthorized)
	}
	if ua := c.request.UserAgent(); !strings.HasPrefix(ua, "DiscordBot (") {
		s.violate("%s %s: User-Agent %q is not of the form DiscordBot (url, version)", c.route.method, c.route.path, ua)
	}
	if limited := s.takeLimit(c, header); limited != nil {
		return http.StatusTooManyRequests, limited, header
	}
	if s.openapi != nil && len(c.body) > 0 {
		if err := s.openapi.checkRequest(c); err != nil {
			s.violate("%s %s: request against the OpenAPI description: %v", c.route.method, c.route.path, err)
		}
	}
	status, answer, err := c.route.serve(s, c)
	if err != nil {
		status, answer, _ = fail(err)
	}
	if s.openapi != nil {
		if err := s.openapi.checkAnswer(c.route, status, answer); err != nil {
			s.violate("%s %s: own answer against the OpenAPI description: %v", c.route.method, c.route.path, err)
		}
	}
	s.touch()
	return status, answer, header
}

// read takes in the whole body, JSON or multipart.
func (c *call) read() error {
	body, err := io.ReadAll(io.LimitReader(c.request.Body, maxRequest+1))
	if err != nil {
		return errInvalidJSON
	}
	if len(body) > maxRequest {
		return errTooLarge
	}
	if len(body) == 0 {
		return nil
	}
	kind, params, _ := mime.ParseMediaType(c.request.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		c.body = body
		if !json.Valid(body) {
			return errInvalidJSON
		}
		return nil
	case "multipart/form-data":
		return c.readParts(multipart.NewReader(bytes.NewReader(body), params["boundary"]))
	}
	var form formError
	form.add("_content_type", "CONTENT_TYPE_INVALID", "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}.")
	return form.err()
}

func (c *call) readParts(parts *multipart.Reader) error {
	c.files = map[int]upload{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errInvalidJSON
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return errInvalidJSON
		}
		name := part.FormName()
		if name == "payload_json" {
			if !json.Valid(data) {
				return errInvalidJSON
			}
			c.body = data
			continue
		}
		index, found := strings.CutPrefix(name, "files[")
		n, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
		if !found || err != nil || n < 0 || c.files[n].name != "" {
			var form formError
			form.add(name, "UNKNOWN_PART", "Expected payload_json or files[n], once each.")
			return form.err()
		}
		if len(data) > maxFile {
			return errTooLarge
		}
		c.files[n] = upload{name: part.FileName(), contentType: part.Header.Get("Content-Type"), data: data}
	}
}

// decode reads the body into v. Keys that v does not know are served as Discord does, by passing them over, and noted.
func (s *Server) decode(c *call, v any) error {
	if len(c.body) == 0 {
		c.body = []byte("{}")
	}
	if err := json.Unmarshal(c.body, v); err != nil {
		var form formError
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			form.add(wrong.Field, "MODEL_TYPE_CONVERT", "%s is no %s.", wrong.Value, wrong.Type)
		} else {
			form.add("_body", "MODEL_TYPE_CONVERT", "%v", err)
		}
		return form.err()
	}
	strict := json.NewDecoder(bytes.NewReader(c.body))
	strict.DisallowUnknownFields()
	if err := strict.Decode(reflect.New(reflect.TypeOf(v).Elem()).Interface()); err != nil {
		s.violate("%s %s: %v", c.route.method, c.route.path, err)
	}
	return nil
}

// write sends an answer as JSON; a nil body sends none.
func write(w http.ResponseWriter, header http.Header, status int, answer any) {
	for key, values := range header {
		w.Header()[key] = values
	}
	if answer == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	body, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// toObject is the JSON object of a value whose fields are all encodable.
func toObject(v any) object {
	o := object{}
	data, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(data, &o)
	}
	if err != nil {
		return object{"error": err.Error()}
	}
	return o
}

// violate keeps a breach of Discord's rules for [Server.Violations]. The lock is held.
func (s *Server) violate(format string, args ...any) {
	text := s.record.redact(fmt.Sprintf(format, args...))
	s.record.violation(text)
	s.log.Warn("breach of Discord's rules", "what", text)
}

package localdiscord

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"time"
)

//go:embed page
var pageFiles embed.FS

// pagePolicy lets the page run its own scripts and styles, show its own pictures and call its own server: nothing that a
// message contains can become markup that does more.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const maxPageRequest = 1 << 20 // bytes

// addPage serves the page, its files and the calls that it makes.
func (s *Server) addPage(mux *http.ServeMux) {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		s.log.Error("page", "error", err)
		return
	}
	static := http.FileServerFS(files)
	serve := func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", pagePolicy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cache-Control", "no-cache")
		if strings.HasSuffix(r.URL.Path, "/") && r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		static.ServeHTTP(w, r)
	}
	mux.HandleFunc("GET /{$}", serve)
	mux.Handle("GET /page/", http.StripPrefix("/page", http.HandlerFunc(serve)))
	mux.HandleFunc("GET /local/state", s.pageGet(s.pageState))
	mux.HandleFunc("GET /local/messages", s.pageGet(s.pageMessages))
	mux.HandleFunc("GET /local/events", s.pageEvents)
	for name, act := range pageActions {
		mux.HandleFunc("POST /local/"+name, s.pageAct(act))
	}
}

// pageGet answers a question of the page, asked as the user whom "as" names.
func (s *Server) pageGet(answer func(actor *Actor, r *http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := answer(s.Actor(r.URL.Query().Get("as")), r)
		pageAnswer(w, body, err)
	}
}

// A pageRequest is what the page posts; which fields count follows from the action.
type pageRequest struct {
	As      string            `json:"as"`
	Guild   string            `json:"guild"`
	Channel string            `json:"channel"`
	Message string            `json:"message"`
	Content string            `json:"content"`
	Command string            `json:"command"`
	Options map[string]any    `json:"options"`
	Labels  map[string]string `json:"labels"` // of the options' values, as shown to the user
	Focused string            `json:"focused"`
	Partial string            `json:"partial"`
	ID      string            `json:"id"` // custom id of a component, or id of the interaction that showed a form
	Values  []string          `json:"values"`
	Inputs  map[string]string `json:"inputs"`
}

// pageAct runs an action of the page.
func (s *Server) pageAct(act func(context.Context, *Actor, *pageRequest) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Content-Type") != "application/json" {
			http.Error(w, "want application/json", http.StatusUnsupportedMediaType)
			return
		}
		var req pageRequest
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxPageRequest)).Decode(&req); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), 2*firstAnswerWithin)
		defer cancel()
		body, err := act(ctx, s.Actor(req.As), &req)
		pageAnswer(w, body, err)
	}
}

// pageAnswer sends an answer to the page; an error is one for its reader.
func pageAnswer(w http.ResponseWriter, body any, err error) {
	header := http.Header{"X-Content-Type-Options": {"nosniff"}, "Cache-Control": {"no-store"}}
	switch {
	case errors.Is(err, ErrNoAnswer):
		write(w, header, http.StatusGatewayTimeout, object{"error": "The application did not respond."})
	case err != nil:
		write(w, header, http.StatusBadRequest, object{"error": pageError(err)})
	case body == nil:
		write(w, header, http.StatusOK, object{})
	default:
		write(w, header, http.StatusOK, body)
	}
}

// pageError is an error in words, without the status and code that a program wants.
func pageError(err error) string {
	if failed, bare := err.(*apiError); bare {
		return failed.Message
	}
	return err.Error()
}

// pageEvents streams to the page what its user can see happening, until it is closed.
func (s *Server) pageEvents(w http.ResponseWriter, r *http.Request) {
	watch := &watcher{userID: r.URL.Query().Get("as"), events: make(chan pageEvent, 256)}
	s.mu.Lock()
	known := s.users[watch.userID] != nil
	if known {
		s.watchers[watch] = true
	}
	s.mu.Unlock()
	if !known {
		http.NotFound(w, r)
		return
	}
	defer func() {
		s.mu.Lock()
		delete(s.watchers, watch)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	out := http.NewResponseController(w)
	send := func(e pageEvent) bool {
		_, err := w.Write([]byte("event: " + e.kind + "\ndata: " + string(e.data) + "\n\n"))
		return err == nil && out.Flush() == nil
	}
	alive := time.NewTicker(15 * time.Second)
	defer alive.Stop()
	for ok := send(pageEvent{"hello", []byte("{}")}); ok; {
		select {
		case e := <-watch.events:
			ok = send(e)
		case <-alive.C:
			ok = send(pageEvent{"alive", []byte("{}")})
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
		s.mu.Lock()
		lost := watch.lost
		watch.lost = false
		s.mu.Unlock()
		if ok && lost {
			ok = send(pageEvent{"lost", []byte("{}")})
		}
	}
}

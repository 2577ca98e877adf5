package localdiscord_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// A socket is a bare gateway connection.
type socket struct {
	t  *testing.T
	ws *websocket.Conn
}

type event struct {
	Op int
	D  json.RawMessage
	S  int
	T  string
}

func (w *town) dial(t *testing.T) *socket {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial("ws"+w.URL()[len("http"):]+"/gateway?v=10&encoding=json", nil)
	must(t, err)
	t.Cleanup(func() { _ = ws.Close() })
	s := &socket{t, ws}
	if hello := s.read(); hello.Op != 10 {
		t.Fatalf("first came %+v", hello)
	}
	return s
}

func (s *socket) read() event {
	s.t.Helper()
	e, err := s.next()
	must(s.t, err)
	return e
}

func (s *socket) next() (e event, err error) {
	_ = s.ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	err = s.ws.ReadJSON(&e)
	return e, err
}

// until reads on to an event of this name.
func (s *socket) until(name string) event {
	s.t.Helper()
	for {
		if e := s.read(); e.T == name {
			return e
		}
	}
}

func (s *socket) send(op int, d any) {
	s.t.Helper()
	must(s.t, s.ws.WriteJSON(m{"op": op, "d": d}))
}

// closed reads on to the end and returns the close code.
func (s *socket) closed() int {
	s.t.Helper()
	for {
		_, err := s.next()
		var closed *websocket.CloseError
		switch {
		case errors.As(err, &closed):
			return closed.Code
		case err != nil:
			s.t.Fatalf("ended without a close code: %v", err)
		}
	}
}

func (w *town) identify(intents int) m {
	return m{"token": w.Token(), "intents": intents, "properties": m{"os": "linux", "browser": "test", "device": "test"}}
}

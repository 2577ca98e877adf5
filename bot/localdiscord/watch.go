package localdiscord

import (
	"encoding/json"
)

// A watcher is one open page, which is told what its user can see.
type watcher struct {
	userID string
	events chan pageEvent
	lost   bool // it fell behind and must load everything anew
}

type pageEvent struct {
	kind string
	data []byte
}

// notice tells the pages of everybody who sees the channel, or of all where it is nil. The lock is held.
func (s *Server) notice(ch *channel, kind string, body any) {
	s.tell(kind, body, func(userID string) bool { return ch == nil || s.may(userID, ch)&PermViewChannel != 0 })
}

// noticeMessage tells of a message those who see it.
func (s *Server) noticeMessage(ch *channel, kind string, m *Message) {
	if len(s.watchers) == 0 {
		return
	}
	s.tell(kind, s.pageMessage(m), func(userID string) bool { return s.may(userID, ch)&PermViewChannel != 0 && m.seenBy(userID) })
}

func (s *Server) tell(kind string, body any, sees func(string) bool) {
	if len(s.watchers) == 0 {
		return
	}
	data, err := json.Marshal(body)
	if err != nil {
		return
	}
	for w := range s.watchers {
		if !sees(w.userID) {
			continue
		}
		select {
		case w.events <- pageEvent{kind, data}:
		default:
			w.lost = true
		}
	}
}

package localdiscord

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// Gateway opcodes.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opMembers        = 8
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

// Close codes, of which those in fatalClose end a bot for good.
const (
	CloseUnknownError      = 4000
	CloseUnknownOpcode     = 4001
	CloseDecodeError       = 4002
	CloseNotAuthenticated  = 4003
	CloseAuthFailed        = 4004
	CloseAlreadyAuth       = 4005
	CloseInvalidSeq        = 4007
	CloseRateLimited       = 4008
	CloseSessionTimedOut   = 4009
	CloseInvalidShard      = 4010
	CloseShardingRequired  = 4011
	CloseInvalidVersion    = 4012
	CloseInvalidIntents    = 4013
	CloseDisallowedIntents = 4014
)

const (
	maxGatewayEvent  = 4096 // bytes that the bot may send in one
	maxGatewayEvents = 120  // that the bot may send in a minute
	identifiesPerDay = 1000
	replayBuffer     = 500 // events kept for a resume
	outgoing         = 4096
)

// Intents, of which those in privileged must be granted.
const (
	intentGuilds        = 1 << 0
	intentMembers       = 1 << 1
	intentPresences     = 1 << 8
	intentGuildMessages = 1 << 9
	intentDMs           = 1 << 12
	intentContent       = 1 << 15
	privileged          = intentMembers | intentPresences | intentContent
	allIntents          = 1<<26 - 1
)

// A frame is what both sides send. S and T are of dispatches only.
type frame struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
	S  *int            `json:"s"`
	T  *string         `json:"t"`
}

// A gatewayConn is one websocket of a bot.
type gatewayConn struct {
	ws       *websocket.Conn
	out      chan outgoingFrame
	gone     chan struct{}
	compress bool
	frozen   bool     // half open: nothing passes in either direction, and nobody says so
	session  *session // nil before identify
	times    []time.Time
}

type outgoingFrame struct {
	data  []byte
	close int // close code instead of data
}

// cut ends the connection without a word.
func (c *gatewayConn) cut() { _ = c.ws.NetConn().Close() }

// send queues a frame; a bot that does not read is cut off. The lock is held.
func (c *gatewayConn) send(f outgoingFrame) {
	if c.frozen {
		return
	}
	select {
	case c.out <- f:
	default:
		c.cut()
	}
}

// serveGateway accepts a bot's websocket and serves it until it ends.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{HandshakeTimeout: 5 * time.Second, CheckOrigin: func(r *http.Request) bool { return r.Header.Get("Origin") == "" }}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	c := &gatewayConn{ws: ws, out: make(chan outgoingFrame, outgoing), gone: make(chan struct{})}
	s.record.line("gateway: connected " + r.URL.RawQuery)
	s.mu.Lock()
	select {
	case <-s.done:
		s.mu.Unlock()
		_ = ws.Close()
		return
	default:
	}
	s.serving.Add(2)
	defer s.serving.Done()
	if s.gateway.conns == nil {
		s.gateway.conns = map[*gatewayConn]bool{}
	}
	s.gateway.conns[c] = true
	if v := r.URL.Query().Get("v"); v != strconv.Itoa(apiVersion) {
		s.violate("gateway: version %q, not %d", v, apiVersion)
		s.closeConn(c, CloseInvalidVersion)
	} else if e := r.URL.Query().Get("encoding"); e != "" && e != "json" {
		s.violate("gateway: encoding %q is not served here", e)
		s.closeConn(c, CloseDecodeError)
	} else {
		s.sendOp(c, opHello, object{"heartbeat_interval": s.opts.HeartbeatInterval.Milliseconds(), "_trace": []string{}})
	}
	s.mu.Unlock()
	go s.writeFrames(c)
	s.readFrames(c)
	close(c.gone)
	_ = ws.Close()
}

// writeFrames writes what is queued until the connection is gone.
func (s *Server) writeFrames(c *gatewayConn) {
	defer s.serving.Done()
	for {
		select {
		case <-c.gone:
			return
		case f := <-c.out:
			if f.close != 0 {
				_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(f.close, closeReason(f.close)), time.Now().Add(time.Second))
				_ = c.ws.SetReadDeadline(time.Now().Add(time.Second)) // for the bot's own close frame
				continue
			}
			kind, data := websocket.TextMessage, f.data
			if c.compress && len(data) > 1024 {
				kind, data = websocket.BinaryMessage, deflate(data)
			}
			_ = c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
			if err := c.ws.WriteMessage(kind, data); err != nil {
				c.cut()
				return
			}
		}
	}
}

// readFrames serves what the bot sends until the connection ends.
func (s *Server) readFrames(c *gatewayConn) {
	s.beat(c)
	for {
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			s.connGone(c, err)
			return
		}
		s.mu.Lock()
		if !c.frozen {
			s.record.line("gateway -> " + string(data))
			if code := s.receive(c, data); code != 0 {
				s.closeConn(c, code)
			}
			s.touch()
		}
		s.mu.Unlock()
	}
}

// beat gives the bot time for its next heartbeat, and half as much again.
func (s *Server) beat(c *gatewayConn) {
	_ = c.ws.SetReadDeadline(time.Now().Add(s.opts.HeartbeatInterval * 5 / 2))
}

// connGone forgets a connection; its session can be resumed unless the bot closed it as finished.
func (s *Server) connGone(c *gatewayConn, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.gateway.conns, c)
	s.notice(nil, "world", nil)
	s.record.line("gateway: connection ended: " + err.Error())
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() && !c.frozen {
		frame := websocket.FormatCloseMessage(CloseSessionTimedOut, closeReason(CloseSessionTimedOut))
		_ = c.ws.WriteControl(websocket.CloseMessage, frame, time.Now().Add(time.Second))
	}
	if c.session != nil && c.session.conn == c {
		c.session.conn = nil
		if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
			delete(s.gateway.sessions, c.session.id)
		}
	}
	s.touch()
}

// sendOp queues a frame that is no dispatch. The lock is held.
func (s *Server) sendOp(c *gatewayConn, op int, d any) {
	data := opFrame(op, d)
	s.record.line("gateway <- " + string(data))
	c.send(outgoingFrame{data: data})
}

// closeConn ends a connection with a close code; with code 0 it is cut without one. The lock is held.
func (s *Server) closeConn(c *gatewayConn, code int) {
	s.record.line(fmt.Sprintf("gateway <- close %d", code))
	if code == 0 {
		c.cut()
		return
	}
	c.send(outgoingFrame{close: code})
}

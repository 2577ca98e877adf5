package localdiscord

import (
	"encoding/json"
)

// A Gateway lets tests trouble the bot's websocket.
type Gateway struct{ s *Server }

// Gateway is the control of the bot's websocket.
func (s *Server) Gateway() Gateway { return Gateway{s} }

func (g Gateway) each(do func(*gatewayConn)) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for c := range g.s.gateway.conns {
		do(c)
	}
	g.s.touch()
}

// Connected counts the sessions that are connected and ready.
func (g Gateway) Connected() (n int) {
	g.each(func(c *gatewayConn) {
		if c.session != nil && !c.frozen {
			n++
		}
	})
	return n
}

// Identifies counts the identifies so far, of which Discord allows 1,000 a day.
func (g Gateway) Identifies() int {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.s.gateway.identifies
}

// Drop closes every connection with a close code; 0 cuts them without one. After a code that forbids resuming, the
// sessions are forgotten.
func (g Gateway) Drop(code int) {
	g.each(func(c *gatewayConn) {
		if c.session != nil && (fatalClose(code) || code == 1000 || code == 1001 || code == CloseInvalidSeq || code == CloseSessionTimedOut) {
			delete(g.s.gateway.sessions, c.session.id)
		}
		g.s.closeConn(c, code)
	})
}

// Reconnect asks every connection to reconnect and resume (opcode 7).
func (g Gateway) Reconnect() { g.each(func(c *gatewayConn) { g.s.sendOp(c, opReconnect, nil) }) }

// ReconnectBeforeReady answers the next n identifies with opcode 7 in place of READY.
func (g Gateway) ReconnectBeforeReady(n int) {
	g.insteadOfReady(n, outgoingFrame{data: opFrame(opReconnect, nil)})
}

// CloseBeforeReady answers the next n identifies with a close code in place of READY.
func (g Gateway) CloseBeforeReady(n, code int) { g.insteadOfReady(n, outgoingFrame{close: code}) }

// InvalidSessionBeforeReady answers the next n identifies with opcode 9 in place of READY.
func (g Gateway) InvalidSessionBeforeReady(n int) {
	g.insteadOfReady(n, outgoingFrame{data: opFrame(opInvalidSession, false)})
}

func (g Gateway) insteadOfReady(n int, f outgoingFrame) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for range n {
		g.s.gateway.beforeReady = append(g.s.gateway.beforeReady, f)
	}
}

// InvalidSession tells every connection that its session is invalid (opcode 9), and forgets it unless it is resumable.
func (g Gateway) InvalidSession(resumable bool) {
	g.each(func(c *gatewayConn) {
		g.s.sendOp(c, opInvalidSession, resumable)
		if c.session != nil && !resumable {
			delete(g.s.gateway.sessions, c.session.id)
			c.session = nil
		}
	})
}

// StopAcks leaves heartbeats without an answer until ResumeAcks.
func (g Gateway) StopAcks() { g.acks(true) }

// ResumeAcks ends StopAcks.
func (g Gateway) ResumeAcks() { g.acks(false) }

func (g Gateway) acks(stop bool) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.gateway.noAcks = stop
}

// HalfOpen makes the present connections dead without closing them: nothing more passes in either direction.
func (g Gateway) HalfOpen() { g.each(func(c *gatewayConn) { c.frozen = true }) }

// SendUnknownEvent sends every session an event, and a message, of kinds that no library knows yet.
func (g Gateway) SendUnknownEvent() {
	g.Send("SOMETHING_NEW", object{"id": "1", "nested": object{"list": []int{1, 2}}})
}

// Send sends every session an event with any body.
func (g Gateway) Send(event string, body any) {
	g.each(func(c *gatewayConn) {
		if c.session != nil {
			g.s.push(c.session, event, body)
		}
	})
}

// fatalClose says whether a bot closed with this code must not come back without its operator.
func fatalClose(code int) bool {
	return code == CloseAuthFailed || code >= CloseInvalidShard && code <= CloseDisallowedIntents
}

func closeReason(code int) string {
	return map[int]string{CloseUnknownError: "Unknown error.", CloseUnknownOpcode: "Unknown opcode.", CloseDecodeError: "Error while decoding payload.",
		CloseNotAuthenticated: "Not authenticated.", CloseAuthFailed: "Authentication failed.", CloseAlreadyAuth: "Already authenticated.",
		CloseInvalidSeq: "Invalid seq.", CloseRateLimited: "You are being rate limited.", CloseSessionTimedOut: "Session timed out.",
		CloseInvalidShard: "Invalid shard.", CloseShardingRequired: "Sharding required.", CloseInvalidVersion: "Invalid API version.",
		CloseInvalidIntents: "Invalid intent(s).", CloseDisallowedIntents: "Disallowed intent(s)."}[code]
}

// opFrame encodes a frame whose body always can be.
func opFrame(op int, d any) []byte {
	body, err := json.Marshal(d)
	if err != nil {
		return nil
	}
	data, err := json.Marshal(frame{Op: op, D: body})
	if err != nil {
		return nil
	}
	return data
}

package localdiscord

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
)

// gatewayState is everything about the gateway that the server's lock guards.
type gatewayState struct {
	conns        map[*gatewayConn]bool
	sessions     map[string]*session
	identifies   int
	lastIdentify time.Time

	noAcks      bool
	beforeReady []outgoingFrame // what the next identifies get instead of READY
}

// A session is what the bot identified for; it outlives a lost connection so that it can be resumed.
type session struct {
	id      string
	intents int
	shard   [2]int
	seq     int
	buffer  []frame
	conn    *gatewayConn // nil while nobody is connected
}

// receive serves one frame of the bot and answers a close code, or 0.
func (s *Server) receive(c *gatewayConn, data []byte) (code int) {
	now := time.Now()
	c.times = append(slices.DeleteFunc(c.times, func(t time.Time) bool { return now.Sub(t) > time.Minute }), now)
	var f frame
	switch {
	case len(c.times) > maxGatewayEvents:
		return CloseRateLimited
	case len(data) > maxGatewayEvent:
		return CloseDecodeError
	case json.Unmarshal(data, &f) != nil:
		return CloseDecodeError
	}
	switch f.Op {
	case opHeartbeat:
		s.beat(c)
		if !s.gateway.noAcks {
			s.sendOp(c, opAck, nil)
		}
		return 0
	case opIdentify:
		return s.identify(c, f.D)
	case opResume:
		return s.resume(c, f.D)
	case opPresence, opVoice, opMembers:
		if c.session == nil {
			return CloseNotAuthenticated
		}
		return 0
	}
	return CloseUnknownOpcode
}

func (s *Server) identify(c *gatewayConn, data json.RawMessage) (code int) {
	var d struct {
		Token          string  `json:"token"`
		Properties     object  `json:"properties"`
		Compress       bool    `json:"compress"`
		LargeThreshold int     `json:"large_threshold"`
		Shard          *[2]int `json:"shard"`
		Intents        *int    `json:"intents"`
	}
	if json.Unmarshal(data, &d) != nil {
		return CloseDecodeError
	}
	if c.session != nil {
		return CloseAlreadyAuth
	}
	s.gateway.identifies++
	early := s.opts.IdentifyInterval > 0 && time.Since(s.gateway.lastIdentify) < s.opts.IdentifyInterval
	s.gateway.lastIdentify = time.Now()
	shard := [2]int{0, 1}
	set(&shard, d.Shard)
	switch {
	case d.Token != s.token && d.Token != "Bot "+s.token: // both are taken by Discord
		return CloseAuthFailed
	case d.Intents == nil || *d.Intents&^allIntents != 0 || *d.Intents < 0:
		return CloseInvalidIntents
	case *d.Intents&privileged != 0 && !s.opts.Privileged:
		return CloseDisallowedIntents
	case shard[1] < 1 || shard[0] < 0 || shard[0] >= shard[1]:
		return CloseInvalidShard
	case early || s.gateway.identifies > identifiesPerDay:
		s.sendOp(c, opInvalidSession, false)
		return 0
	}
	c.compress = d.Compress
	if len(s.gateway.beforeReady) > 0 {
		c.send(s.gateway.beforeReady[0])
		s.gateway.beforeReady = s.gateway.beforeReady[1:]
		return 0
	}
	s.ready(c, &session{id: "local-session-" + s.id(), intents: *d.Intents, shard: shard, conn: c})
	return 0
}

// ready begins a session: READY with the guilds as yet unavailable, then each of them.
func (s *Server) ready(c *gatewayConn, sess *session) {
	c.session = sess
	if s.gateway.sessions == nil {
		s.gateway.sessions = map[string]*session{}
	}
	s.gateway.sessions[sess.id] = sess
	s.notice(nil, "world", nil)
	guilds, mine := []object{}, []*guild{}
	for _, id := range s.guildOrder {
		g := s.guilds[id]
		if g.members[s.bot.ID] != nil && sess.serves(g.id) {
			guilds = append(guilds, object{"id": g.id, "unavailable": true})
			mine = append(mine, g)
		}
	}
	me := toObject(s.bot)
	me["verified"], me["mfa_enabled"], me["email"] = true, false, nil
	s.push(sess, "READY", object{"v": apiVersion, "user": me, "guilds": guilds, "session_id": sess.id, "private_channels": []any{}, "session_type": "normal",
		"resume_gateway_url": "ws://" + s.host + gatewayPath, "shard": sess.shard, "application": object{"id": s.bot.ID, "flags": 0}, "_trace": []string{}})
	if sess.intents&intentGuilds == 0 {
		return
	}
	for _, g := range mine {
		if !g.unavailable {
			s.push(sess, "GUILD_CREATE", s.guildCreateJSON(g))
		}
	}
}

// serves says whether a guild, or "" for direct messages, belongs to the session's shard.
func (sess *session) serves(guildID string) bool {
	n, err := strconv.ParseInt(guildID, 10, 64)
	if err != nil {
		return sess.shard[0] == 0
	}
	return int((n>>22)%int64(sess.shard[1])) == sess.shard[0]
}

func (s *Server) resume(c *gatewayConn, data json.RawMessage) (code int) {
	var d struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int    `json:"seq"`
	}
	if json.Unmarshal(data, &d) != nil {
		return CloseDecodeError
	}
	if d.Token != s.token && d.Token != "Bot "+s.token {
		return CloseAuthFailed
	}
	sess := s.gateway.sessions[d.SessionID]
	if sess == nil || d.Seq < sess.seq-len(sess.buffer) {
		s.sendOp(c, opInvalidSession, false)
		return 0
	}
	if d.Seq > sess.seq {
		return CloseInvalidSeq
	}
	if sess.conn != nil {
		sess.conn.session = nil
		sess.conn.cut()
	}
	sess.conn, c.session = c, sess
	for _, f := range sess.buffer {
		if *f.S > d.Seq {
			s.sendFrame(c, f)
		}
	}
	s.push(sess, "RESUMED", object{"_trace": []string{}})
	return 0
}

// push sends a session an event, or keeps it for the resume.
func (s *Server) push(sess *session, event string, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		s.violate("own event %s: %v", event, err)
		return
	}
	sess.seq++
	seq := sess.seq
	f := frame{Op: opDispatch, D: data, S: &seq, T: &event}
	sess.buffer = append(sess.buffer, f)
	if len(sess.buffer) > replayBuffer {
		sess.buffer = slices.Delete(sess.buffer, 0, len(sess.buffer)-replayBuffer)
	}
	if sess.conn != nil {
		s.sendFrame(sess.conn, f)
	}
}

func (s *Server) sendFrame(c *gatewayConn, f frame) {
	data, err := json.Marshal(f)
	if err != nil {
		return
	}
	s.record.line("gateway <- " + string(data))
	c.send(outgoingFrame{data: data})
}

// dispatchTo sends an event about a guild, or "" for none, to the sessions that asked for it; intent 0 needs no asking.
func (s *Server) dispatchTo(guildID, event string, intent int, body any) {
	s.dispatchEach(guildID, event, intent, func(*session) any { return body })
}

func (s *Server) dispatchEach(guildID, event string, intent int, body func(*session) any) {
	for _, id := range slices.Sorted(maps.Keys(s.gateway.sessions)) {
		if sess := s.gateway.sessions[id]; sess.serves(guildID) && (intent == 0 || sess.intents&intent != 0) {
			s.push(sess, event, body(sess))
		}
	}
}

// dispatchGuild sends an event about a guild that the bot is in.
func (s *Server) dispatchGuild(g *guild, event string, intent int, body object) {
	if g.members[s.bot.ID] != nil && (!g.unavailable || event == "GUILD_DELETE") {
		s.dispatchTo(g.id, event, intent, body)
	}
	s.notice(nil, "world", nil)
}

// dispatchChannel sends an event about a channel.
func (s *Server) dispatchChannel(c *channel, event string, intent int, body object) {
	if c.guild != nil {
		s.dispatchGuild(c.guild, event, intent, body)
		return
	}
	s.dispatchTo("", event, intent, body)
}

func messageIntent(ch *channel) int {
	if ch.guild == nil {
		return intentDMs
	}
	return intentGuildMessages
}

// announce tells the bot of a message that it can see. Without the message content intent the bot is shown the content
// of others' messages only in direct messages and where it is mentioned.
func (s *Server) announce(ch *channel, event string, m *Message) {
	if m.Ephemeral() || s.may(s.bot.ID, ch)&PermViewChannel == 0 || ch.guild != nil && ch.guild.unavailable {
		return
	}
	body := s.messageJSON(m)
	if event == "MESSAGE_CREATE" {
		body = s.sentJSON(m)
	}
	if ch.guild != nil {
		body["guild_id"] = ch.guild.id
		if member := ch.guild.members[m.Author.ID]; member != nil {
			partial := s.memberJSON(ch.guild, member)
			delete(partial, "user")
			body["member"] = partial
		}
	}
	mine := m.Author.ID == s.bot.ID || ch.guild == nil || slices.ContainsFunc(m.Mentions, func(u User) bool { return u.ID == s.bot.ID })
	s.dispatchEach(guildOf(ch), event, messageIntent(ch), func(sess *session) any {
		if mine || sess.intents&intentContent != 0 {
			return body
		}
		blank := maps.Clone(body)
		blank["content"], blank["embeds"], blank["components"], blank["attachments"] = "", []any{}, []any{}, []any{}
		return blank
	})
}

// deflate compresses a frame for a bot that asked for it.
func deflate(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // a bytes.Buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

package localdiscord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Options say how a server runs. The zero value listens on a free port of 127.0.0.1.
type Options struct {
	Addr    string           // loopback address to listen on; default 127.0.0.1:0
	Token   string           // the bot's token; default "local-token"
	BotName string           // the bot's user name; default "bot"
	OpenAPI string           // path of Discord's OpenAPI description; checks by it are left out when empty
	Now     func() time.Time // the server's clock; default time.Now
	Logger  *slog.Logger     // default: nothing is logged

	HeartbeatInterval time.Duration // default 41.25 s, as Discord
	IdentifyInterval  time.Duration // least time between two identifies; 0 asks for none (Discord: 5 s)
	NoRateLimits      bool          // leaves out the rate limits of routes, for tests that post a great deal
	Privileged        bool          // grants the privileged intents
}

// A Server is a Discord of one bot: its world, its REST API, its gateway and its page. Close it after use.
type Server struct {
	opts     Options
	log      *slog.Logger
	now      func() time.Time
	listener net.Listener
	host     string // 127.0.0.1:PORT
	http     *http.Server
	openapi  *openAPI
	done     chan struct{}
	serving  sync.WaitGroup

	mu           sync.Mutex
	changed      chan struct{} // closed and replaced at every change of what follows
	lastID       int64
	bot          *User
	developer    *User
	token        string
	users        map[string]*User
	userOrder    []string
	closedDMs    map[string]bool // users whom the bot cannot write to
	installed    map[string]bool // users who installed the bot for themselves
	guilds       map[string]*guild
	guildOrder   []string
	channels     map[string]*channel
	dms          map[string]*channel // of the bot with a user, by the user's id
	commands     map[string][]*Command
	creations    map[string][]time.Time // of commands, by guild ("" global)
	interactions map[string]*interaction
	nonces       map[string]sentNonce
	edits        map[string][]time.Time // of messages older than an hour, by channel
	limits       limiter
	faults       []*fault
	gateway      gatewayState
	record       transcript
	watchers     map[*watcher]bool
}

// New starts a server. An address that is not loopback, or an OpenAPI description that cannot be read, is an error.
func New(opts Options) (*Server, error) {
	opts.Addr = cmp.Or(opts.Addr, "127.0.0.1:0")
	opts.Token = cmp.Or(opts.Token, "local-token")
	opts.BotName = cmp.Or(opts.BotName, "bot")
	opts.HeartbeatInterval = cmp.Or(opts.HeartbeatInterval, 41250*time.Millisecond)
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Server{opts: opts, log: opts.Logger, now: opts.Now, done: make(chan struct{}), changed: make(chan struct{}), token: opts.Token,
		users: map[string]*User{}, closedDMs: map[string]bool{}, installed: map[string]bool{}, guilds: map[string]*guild{}, channels: map[string]*channel{},
		dms: map[string]*channel{}, commands: map[string][]*Command{}, creations: map[string][]time.Time{},
		interactions: map[string]*interaction{}, nonces: map[string]sentNonce{}, edits: map[string][]time.Time{}, watchers: map[*watcher]bool{}}
	s.record.secrets = []string{opts.Token}
	if opts.OpenAPI != "" {
		var err error
		if s.openapi, err = loadOpenAPI(opts.OpenAPI); err != nil {
			return nil, err
		}
	}
	listener, err := listenLoopback(opts.Addr)
	if err != nil {
		return nil, err
	}
	s.listener = listener
	s.host = listener.Addr().String()
	s.bot = s.addUser(opts.BotName, true)
	s.developer = s.addUser("developer", false)
	s.userOrder = nil // neither is one whom tests or the page act as
	s.http = &http.Server{Handler: s.guard(s.routes()), ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug)}
	s.serving.Go(func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("local Discord stopped", "error", err)
		}
	})
	return s, nil
}

// listenLoopback listens on a host that is loopback by its own name: a name that only resolves there could change.
func listenLoopback(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("local Discord: address %q: %w", addr, err)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	ip := net.ParseIP(host)
	if ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("local Discord: address %q is not loopback: it has no passwords, so it listens on 127.0.0.1 or [::1] only", addr)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, fmt.Errorf("local Discord: listen on %s: %w", addr, err)
	}
	return listener, nil
}

// URL is the address of the page.
func (s *Server) URL() string { return "http://" + s.host }

// APIURL is the base of the REST API, without a final slash.
func (s *Server) APIURL() string { return "http://" + s.host + "/api/v" + strconv.Itoa(apiVersion) }

// Token is what the bot must present.
func (s *Server) Token() string { return s.opts.Token }

// BotID is the id of the bot's user, which is its application's too.
func (s *Server) BotID() string { return s.bot.ID }

// Close ends every connection and waits for what was being served.
func (s *Server) Close() error {
	select {
	case <-s.done:
		return nil
	default:
	}
	close(s.done)
	s.mu.Lock()
	for _, session := range s.gateway.sessions {
		if session.conn != nil {
			session.conn.cut()
		}
	}
	for conn := range s.gateway.conns {
		conn.cut()
	}
	s.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = s.http.Close()
	}
	s.serving.Wait()
	return err
}

// touch tells everybody who waits that the world has changed. The lock is held.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait calls ready, with the lock held, at every change until it says true, and then answers nil.
func (s *Server) wait(ctx context.Context, ready func() bool) error {
	for {
		s.mu.Lock()
		done, changed := ready(), s.changed
		s.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.done:
			return errors.New("local Discord was closed")
		}
	}
}

// discordEpoch is the first millisecond of 2015, from which snowflakes count.
const discordEpoch = 1420070400000

// id makes a snowflake of the present, greater than all before it.
func (s *Server) id() string {
	s.lastID = max(s.lastID+1, (s.now().UnixMilli()-discordEpoch)<<22)
	return strconv.FormatInt(s.lastID, 10)
}

// idTime is when a snowflake was made.
func idTime(id string) time.Time {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(n>>22 + discordEpoch)
}

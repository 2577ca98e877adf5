package bot

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// discordgo speaks version 9 unless told otherwise, and computes its addresses from it when the program starts.
func init() {
	discordgo.APIVersion = "10"
	for _, address := range []*string{&discordgo.EndpointAPI, &discordgo.EndpointGuilds, &discordgo.EndpointChannels,
		&discordgo.EndpointUsers, &discordgo.EndpointGateway, &discordgo.EndpointGatewayBot, &discordgo.EndpointWebhooks,
		&discordgo.EndpointStickers, &discordgo.EndpointStageInstances, &discordgo.EndpointSKUs, &discordgo.EndpointVoice,
		&discordgo.EndpointVoiceRegions, &discordgo.EndpointGuildCreate, &discordgo.EndpointNitroStickersPacks,
		&discordgo.EndpointApplications, &discordgo.EndpointOAuth2, &discordgo.EndpointOAuth2Applications} {
		*address = strings.Replace(*address, "/api/v9/", "/api/v10/", 1)
	}
}

// A connection is one gateway connection: a discordgo session of its own, since a session that has failed once cannot be
// trusted to reconnect, and the socket beneath it, since that is the only way to end a call that hangs.
type connection struct {
	session *discordgo.Session
	ready   chan *discordgo.Ready
	lost    chan struct{}

	mu     sync.Mutex
	socket net.Conn
	cut    bool
}

// newConnection prepares a connection that ends with ctx. Nothing is sent yet.
func newConnection(ctx context.Context, g *gateway) (*connection, error) {
	s, err := discordgo.New("Bot " + g.token)
	if err != nil {
		return nil, err
	}
	l := &connection{session: s, ready: make(chan *discordgo.Ready, 1), lost: make(chan struct{})}
	s.ShouldReconnectOnError = false
	s.ShouldReconnectVoiceOnSessionError = false
	s.ShouldRetryOnRateLimit = false
	s.MaxRestRetries = 0
	s.LogLevel = -1 // it writes to standard error; what matters comes back as an error
	s.StateEnabled = false
	s.Identify.Intents = discordgo.IntentsGuilds
	s.Client = &http.Client{Timeout: openDeadline, Transport: &elsewhere{ctx: ctx, base: g.api, next: g.client.Transport}}
	s.Dialer = &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: openDeadline,
		NetDialContext: func(_ context.Context, network, address string) (net.Conn, error) {
			conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return conn, l.hold(conn)
		},
	}
	var once sync.Once
	s.AddHandler(func(_ *discordgo.Session, _ *discordgo.Disconnect) { once.Do(func() { close(l.lost) }) })
	s.AddHandler(func(_ *discordgo.Session, r *discordgo.Ready) {
		select {
		case l.ready <- r:
		default:
		}
	})
	s.AddHandler(func(_ *discordgo.Session, event any) {
		if guild := guildOf(event); guild != "" {
			g.changed(guild)
		}
	})
	s.AddHandler(func(_ *discordgo.Session, ic *discordgo.InteractionCreate) {
		if ic != nil && ic.Interaction != nil {
			g.handle(ic.Interaction)
		}
	})
	return l, nil
}

// hold remembers the socket, or closes it when the connection was cut in the meantime.
func (l *connection) hold(conn net.Conn) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cut {
		conn.Close()
		return errors.New("the connection was given up")
	}
	l.socket = conn
	return nil
}

// cutOff closes the socket under the session, so that whatever reads or writes there returns.
func (l *connection) cutOff() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = true
	if l.socket != nil {
		l.socket.Close()
	}
}

// lastAck returns when a heartbeat was last answered.
func (l *connection) lastAck() time.Time {
	l.session.RLock()
	defer l.session.RUnlock()
	return l.session.LastHeartbeatAck
}

// elsewhere sends what a discordgo session asks of Discord to the configured address, and ends it with ctx.
type elsewhere struct {
	ctx  context.Context
	base string
	next http.RoundTripper
}

func (t *elsewhere) RoundTrip(req *http.Request) (*http.Response, error) {
	path, ok := strings.CutPrefix(req.URL.String(), discordgo.EndpointAPI)
	if !ok {
		return nil, errors.New("a request that is not for Discord's API")
	}
	moved, err := http.NewRequestWithContext(t.ctx, req.Method, t.base+"/"+path, req.Body)
	if err != nil {
		return nil, errors.New("the address of Discord's API cannot be read")
	}
	moved.Header = req.Header.Clone()
	moved.ContentLength = req.ContentLength
	next := t.next
	if next == nil {
		next = http.DefaultTransport
	}
	return next.RoundTrip(moved)
}

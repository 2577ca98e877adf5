package localdiscord_test

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/bot/localdiscord"
)

// A town is a server with one guild, a channel, an owner, a member and a bot that is invited but not connected.
type town struct {
	*localdiscord.Server
	guild, channel, owner, member string
	bot                           *discordgo.Session
}

// newTown starts a town for a test, which then runs beside others: discordgo sleeps for a second when it is closed.
func newTown(t *testing.T, opts localdiscord.Options) *town {
	t.Helper()
	t.Parallel()
	opts.OpenAPI = os.Getenv("TOCSIN_DISCORD_OPENAPI")
	opts.Token = "secret-token-of-the-test"
	srv, err := localdiscord.New(opts)
	must(t, err)
	w := &town{Server: srv}
	t.Cleanup(func() {
		if w.bot != nil {
			_ = w.bot.Close()
		}
		must(t, srv.Close())
		if t.Failed() {
			t.Log("transcript:\n" + srv.Transcript())
		}
	})
	at, err := srv.BuildTown()
	must(t, err)
	w.guild, w.channel, w.owner, w.member = at.Guild, at.Channel, at.Owner, at.Member
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// elsewhere sends what discordgo means for Discord to the local server.
type elsewhere struct{ base *url.URL }

func (e elsewhere) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = e.base.Scheme, e.base.Host, ""
	r.URL.Path = strings.Replace(r.URL.Path, "/api/v9/", "/api/v10/", 1)
	return http.DefaultTransport.RoundTrip(r)
}

// session is a discordgo session that talks to the server.
func (w *town) session(t *testing.T) *discordgo.Session {
	t.Helper()
	s, err := discordgo.New("Bot " + w.Token())
	must(t, err)
	base, err := url.Parse(w.URL())
	must(t, err)
	s.Client = &http.Client{Transport: elsewhere{base}}
	s.Identify.Intents = discordgo.IntentsGuilds
	s.ShouldReconnectOnError = false
	s.ShouldRetryOnRateLimit = false
	return s
}

// connect opens a session with handlers and commands.
func (w *town) connect(t *testing.T, handler func(*discordgo.Session, *discordgo.InteractionCreate), commands ...*discordgo.ApplicationCommand) {
	t.Helper()
	w.bot = w.session(t)
	w.bot.AddHandler(handler)
	must(t, w.bot.Open())
	_, err := w.bot.ApplicationCommandBulkOverwrite(w.BotID(), "", commands)
	must(t, err)
}

func TestMain(m *testing.M) {
	discordgo.APIVersion = "10"
	os.Exit(m.Run())
}

func silent() *discordgo.MessageAllowedMentions {
	return &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}

func respond(t *testing.T, s *discordgo.Session, i *discordgo.InteractionCreate, r *discordgo.InteractionResponse) {
	t.Helper()
	if err := s.InteractionRespond(i.Interaction, r); err != nil {
		t.Errorf("respond: %v", err)
	}
}

func (w *town) noViolations(t *testing.T) {
	t.Helper()
	for _, v := range w.Violations() {
		t.Errorf("violation: %s", v)
	}
}

var echo = &discordgo.ApplicationCommand{Name: "echo", Description: "Says it again", Options: []*discordgo.ApplicationCommandOption{
	{Type: discordgo.ApplicationCommandOptionString, Name: "text", Description: "What to say", Required: true},
	{Type: discordgo.ApplicationCommandOptionString, Name: "place", Description: "Where", Autocomplete: true},
}}

func TestSlashCommandIsAnswered(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.connect(t, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		data := i.ApplicationCommandData()
		respond(t, s, i, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: &discordgo.InteractionResponseData{
			Content: data.Options[0].StringValue(), Flags: discordgo.MessageFlagsEphemeral, AllowedMentions: silent()}})
	}, echo)
	r, err := w.Actor(w.member).Slash(soon(t), w.guild, w.channel, "echo", map[string]any{"text": "hello"})
	must(t, err)
	if r.Content() != "hello" || !r.Ephemeral() || r.Deferred {
		t.Errorf("answer %+v", r)
	}
	if got := w.Messages(w.channel); len(got) != 0 {
		t.Errorf("others see %v", got)
	}
	if got := w.Actor(w.member).Messages(w.channel); len(got) != 1 {
		t.Errorf("the member sees %d messages, not 1", len(got))
	}
	if got := w.Actor(w.owner).Messages(w.channel); len(got) != 0 {
		t.Errorf("the owner sees the member's answer: %v", got)
	}
	w.noViolations(t)
}

func TestDeferredAnswerAndFollowUp(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.connect(t, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		respond(t, s, i, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource})
		text := "done"
		if _, err := s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &text, AllowedMentions: silent()}); err != nil {
			t.Errorf("edit: %v", err)
		}
		if _, err := s.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "and more", AllowedMentions: silent()}); err != nil {
			t.Errorf("follow up: %v", err)
		}
	}, echo)
	r, err := w.Actor(w.member).Slash(soon(t), w.guild, w.channel, "echo", map[string]any{"text": "hello"})
	must(t, err)
	if r.Content() != "done" || r.Ephemeral() || !r.Deferred {
		t.Errorf("answer %+v", r)
	}
	must(t, r.WaitFor(soon(t), func(r *localdiscord.Response) bool { return len(r.Followups) == 1 }))
	if got := w.Messages(w.channel); len(got) != 2 || got[0].Edited != nil || got[1].Content != "and more" {
		t.Errorf("messages %+v", got)
	}
	w.noViolations(t)
}

func TestAutocomplete(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.connect(t, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		typed := i.ApplicationCommandData().GetOption("place").StringValue()
		respond(t, s, i, &discordgo.InteractionResponse{Type: discordgo.InteractionApplicationCommandAutocompleteResult, Data: &discordgo.InteractionResponseData{
			Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: typed + "!", Value: typed}}}})
	}, echo)
	got, err := w.Actor(w.member).Autocomplete(soon(t), w.guild, w.channel, "echo", map[string]any{"text": "x"}, "place", "Ba")
	must(t, err)
	if len(got) != 1 || got[0].Name != "Ba!" || got[0].Value != "Ba" {
		t.Errorf("choices %v", got)
	}
	w.noViolations(t)
}

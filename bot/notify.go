package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/alert"
	"tocsin/desk"
)

const (
	laterWhenBlocked = 5 * time.Minute // after an answer that is not Discord's own
	laterForOldEdits = 10 * time.Minute
	clockSkew        = 5 * time.Minute // between our clock and Discord's, at most
	discordEpoch     = 1420070400000   // milliseconds; what its ids count from
	pagesSearched    = 5
	pageSize         = 100
)

// Deliver implements alert.Notifier.
func (b *Bot) Deliver(ctx context.Context, d *alert.Delivery) (alert.Receipt, error) {
	channel, err := b.channelFor(ctx, d)
	if err != nil {
		return alert.Receipt{}, failure(err, false)
	}
	m := deliveryMessage(d)
	path := "/channels/" + channel + "/messages"
	c := call{method: http.MethodPost, path: path, route: path, files: m.Files}
	if d.Kind == alert.Edit {
		if !snowflake(d.Message) {
			return alert.Receipt{}, &alert.Failure{Outcome: alert.Invalid, Err: errors.New("an edit without its message")}
		}
		c.method, c.path, c.route = http.MethodPatch, path+"/"+d.Message, path+"/:id"
	} else {
		m.Nonce = d.Nonce
	}
	c.body = m.payload()
	var sent posted
	if err := b.rest.do(ctx, c, &sent); err != nil {
		return alert.Receipt{}, failure(err, d.Kind == alert.Edit)
	}
	return alert.Receipt{Message: sent.ID, Channel: channel}, nil
}

// channelFor returns where a delivery goes; a direct message's channel is opened, which Discord does once a person.
func (b *Bot) channelFor(ctx context.Context, d *alert.Delivery) (string, error) {
	if d.Channel != "" {
		if !snowflake(d.Channel) {
			return "", fmt.Errorf("%q is no channel id", d.Channel)
		}
		return d.Channel, nil
	}
	var ch discordgo.Channel
	err := b.rest.do(ctx, call{method: http.MethodPost, path: "/users/@me/channels", route: "/users/@me/channels",
		body: map[string]string{"recipient_id": d.User}}, &ch)
	if l, ok := errors.AsType[*lostError](err); ok {
		return "", fmt.Errorf("open a direct message: %w", l.err) // nothing was posted, and asking again gives the same channel
	}
	if e, ok := errors.AsType[*apiError](err); ok && e.Status == http.StatusBadRequest {
		e.Status, e.Code = http.StatusForbidden, codeCannotDM // there is no such person
	}
	return ch.ID, err
}

// failure says what an error means for a delivery. again says that the request may be made again without harm.
func failure(err error, again bool) *alert.Failure {
	f := &alert.Failure{Outcome: alert.Retry, Err: err}
	if errors.Is(err, ErrToken) {
		f.Outcome = alert.Halt
		return f
	}
	if w, ok := errors.AsType[*waitError](err); ok {
		f.After, f.Global = w.After, w.Global
		return f
	}
	if doubtful(err) {
		if !again {
			f.Outcome = alert.Unknown
		}
		return f
	}
	if e, ok := errors.AsType[*apiError](err); ok {
		f.Code = e.Code
		f.Outcome, f.After, f.Global = outcomeOf(e)
		if f.Outcome == alert.Gone {
			f.Err = &goneError{err}
		}
	}
	return f
}

// A goneError says why nothing can be posted any more and what to do, in words for whoever made the rule.
type goneError struct{ err error }

func (e *goneError) Unwrap() error { return e.err }

func (e *goneError) Error() string {
	code := 0
	if api, ok := errors.AsType[*apiError](e.err); ok {
		code = api.Code
	}
	switch code {
	case codeUnknownChannel:
		return "the channel was deleted. Give the rule another one, /rules edit with channel; then /rules resume."
	case codeNoAccess:
		return "the bot cannot see the channel any more. Give it View Channel there; then /rules resume."
	case codeNoPermission:
		return "the bot may not post there any more. Give it Send Messages and Embed Links there; then /rules resume."
	case codeCannotDM:
		return "Discord does not deliver the bot's direct messages. Allow them, in the privacy settings of a server that you share with it; then /rules resume."
	case codeArchived:
		return "the thread is archived. Open it again; then /rules resume."
	}
	return fmt.Sprintf("Discord does not let the bot post there any more (code %d). Give it access; then /rules resume.", code)
}

// doubtful says whether a request may have been carried out although it failed: no answer came, or that of a server
// which had a problem of its own.
func doubtful(err error) bool {
	if _, ok := errors.AsType[*lostError](err); ok {
		return true
	}
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Status >= 500
}

func outcomeOf(e *apiError) (alert.Outcome, time.Duration, bool) {
	switch {
	case e.Status == http.StatusTooManyRequests && e.Code == codeEditsOfOld:
		return alert.Retry, max(e.After, laterForOldEdits), false
	case e.Status == http.StatusTooManyRequests:
		return alert.Retry, e.After, e.Global
	case e.Code == codeEditsOfOld:
		return alert.Retry, laterForOldEdits, false
	case e.Code == codeUnknownMessage:
		return alert.Invalid, 0, false // what was to be edited is deleted: nothing is left to do
	case e.Code == codeArchived:
		return alert.Gone, 0, false
	case (e.Status == http.StatusForbidden || e.Status == http.StatusNotFound) && e.Code != 0:
		return alert.Gone, 0, false
	case e.Status == http.StatusForbidden || e.Status == http.StatusNotFound:
		return alert.Retry, laterWhenBlocked, false // not Discord's own answer, which has a code
	case e.Status == http.StatusUnauthorized:
		return alert.Halt, 0, false
	}
	return alert.Invalid, 0, false
}

// missing says whether Discord does not know a thing, or does not let the bot see it.
func missing(err error) bool {
	e, ok := errors.AsType[*apiError](err)
	return ok && e.Code != 0 && (e.Status == http.StatusNotFound || e.Status == http.StatusForbidden)
}

// Find implements alert.Notifier: it looks through what was posted in the channel since the delivery was made. A history
// that the bot may not read comes as an empty list, which is no answer.
func (b *Bot) Find(ctx context.Context, d *alert.Delivery) (*alert.Receipt, error) {
	id, err := b.identify(ctx)
	if err != nil {
		return nil, unknown(err)
	}
	channel, err := b.channelFor(ctx, d)
	if err != nil {
		return nil, unknown(err)
	}
	if d.Kind == alert.Edit {
		return nil, nil // an edit may be made again
	}
	after := snowflakeAt(d.Created.Add(-clockSkew))
	want := deliveryMessage(d)
	for page := range pagesSearched {
		var list []posted
		path := "/channels/" + channel + "/messages"
		if err := b.rest.do(ctx, call{method: http.MethodGet, path: path + "?limit=" + strconv.Itoa(pageSize) + "&after=" + after, route: path}, &list); err != nil {
			return nil, unknown(err)
		}
		for _, m := range list {
			if m.Author.ID == id.User && m.isOf(d, want) {
				return &alert.Receipt{Message: m.ID, Channel: channel}, nil
			}
		}
		if len(list) == 0 && page == 0 {
			return nil, b.mayReadHistory(ctx, d, channel)
		}
		if len(list) < pageSize {
			return nil, nil
		}
		after = slices.MaxFunc(list, func(a, b posted) int { return compareIDs(a.ID, b.ID) }).ID
	}
	return nil, unknown(errors.New("too much was posted since to look through"))
}

func unknown(err error) *alert.Failure {
	f := failure(err, true)
	if f.Outcome != alert.Halt {
		f.Outcome = alert.Unknown
	}
	return f
}

// A posted is what tells one message of a channel from another.
type posted struct {
	ID      string `json:"id"`
	Content string `json:"content"`
	Nonce   any    `json:"nonce"` // text or number
	Author  struct {
		ID string `json:"id"`
	} `json:"author"`
	Embeds []struct {
		Footer struct {
			Text string `json:"text"`
		} `json:"footer"`
	} `json:"embeds"`
	Components []struct {
		Components []struct {
			CustomID string `json:"custom_id"`
		} `json:"components"`
	} `json:"components"`
}

// isOf says whether a message is that of a delivery: by its nonce, or by the mark that it carries.
func (m *posted) isOf(d *alert.Delivery, want message) bool {
	if m.Nonce != nil && d.Nonce != "" && fmt.Sprint(m.Nonce) == d.Nonce {
		return true
	}
	switch d.Kind {
	case alert.Notice:
		return m.Content == want.Content
	case alert.Digest:
		return len(m.Embeds) > 0 && m.Embeds[0].Footer.Text == digestMark(d.ID)
	}
	for _, row := range m.Components {
		for _, c := range row.Components {
			if args := splitID(c.CustomID); len(args) == 3 && args[0] == buttonWhy && args[2] == strconv.FormatInt(d.ID, 10) {
				return true
			}
		}
	}
	return false
}

// mayReadHistory returns nil when the bot surely sees the history of a channel, so that an empty one is empty.
func (b *Bot) mayReadHistory(ctx context.Context, d *alert.Delivery, channel string) error {
	if d.Guild == "" {
		return nil
	}
	b.guilds.forget(d.Guild) // whether an alert is posted twice hangs on it
	a := &access{bot: b, guild: d.Guild}
	p, err := a.ownPermissions(ctx, channel)
	if errors.Is(err, desk.ErrNotFound) {
		return &alert.Failure{Outcome: alert.Gone, Err: err}
	}
	if err != nil {
		return unknown(err)
	}
	const needed = discordgo.PermissionReadMessageHistory | discordgo.PermissionViewChannel
	if p&discordgo.PermissionAdministrator == 0 && p&needed != needed {
		return unknown(errors.New("the bot may not read the history of the channel"))
	}
	return nil
}

// snowflakeAt returns the least id that Discord gives at a time.
func snowflakeAt(t time.Time) string {
	return strconv.FormatInt(max(t.UnixMilli()-discordEpoch, 0)<<22, 10)
}

func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

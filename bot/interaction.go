package bot

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
)

const (
	deferAfter    = time.Second             // then the person sees that it is being worked on
	firstDeadline = 2800 * time.Millisecond // Discord wants the first answer within 3 s
	workDeadline  = time.Minute
	completion    = 2 * time.Second
	patience      = 3 // further attempts at an answer that Discord asks to wait with
	longestWait   = 10 * time.Second
)

// A request is an interaction as handlers see it: who, where, and what was filled in.
type request struct {
	in     *discordgo.Interaction
	caller desk.Caller
	opts   options
	args   []string // of a component or modal: what stands behind the name in its custom_id
	values []string // chosen in a select menu
}

// A reply is an answer to an interaction.
type reply struct {
	message
	update bool   // of a component: change the message that it stands in rather than answer with a new one
	modal  *modal // open a form; nothing else counts then
}

// A handler answers a request. Errors of type *desk.Error are shown as they are, all others are logged.
type handler func(b *Bot, ctx context.Context, r *request) (reply, error)

// A job is a handler with what must be known before it has answered.
type job struct {
	name    string
	run     handler
	public  bool // the answer is seen by everyone in the channel
	update  bool // the answer changes the message with the component
	instant bool // it may open a modal, which cannot be put off
}

// serve answers one interaction. It never panics and ends in bounded time.
func (b *Bot) serve(in *discordgo.Interaction) {
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("a handler panicked", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	if in.Data == nil || in.ID == "" || in.Token == "" {
		b.log.Warn("an interaction that cannot be read", "type", int(in.Type))
		return
	}
	r, ok := b.request(in)
	if !ok {
		b.log.Warn("an interaction without a user", "type", int(in.Type))
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, workDeadline)
	defer cancel()
	switch in.Type {
	case discordgo.InteractionApplicationCommand:
		b.answer(ctx, r, b.commandJob(r))
	case discordgo.InteractionApplicationCommandAutocomplete:
		b.complete(ctx, r)
	case discordgo.InteractionMessageComponent, discordgo.InteractionModalSubmit:
		b.answer(ctx, r, b.componentJob(r))
	}
}

// request reads an interaction; ok is false when nobody sent it.
func (b *Bot) request(in *discordgo.Interaction) (*request, bool) {
	r := &request{in: in}
	user := in.User
	if in.Member != nil && in.Member.User != nil {
		user = in.Member.User
	}
	if user == nil || user.ID == "" {
		return nil, false
	}
	r.caller = desk.Caller{Channel: in.ChannelID, User: user.ID}
	if in.GuildID != "" && in.Member != nil && installed(in) {
		p := in.Member.Permissions
		r.caller.Guild = in.GuildID
		r.caller.ManageServer = p&(discordgo.PermissionManageGuild|discordgo.PermissionAdministrator) != 0
		r.caller.Access = &access{bot: b, guild: in.GuildID, channel: in.ChannelID, member: in.Member, own: in.AppPermissions}
	}
	switch data := in.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		r.opts = readOptions(data)
	case discordgo.MessageComponentInteractionData:
		r.args, r.values = splitID(data.CustomID), data.Values
	case discordgo.ModalSubmitInteractionData:
		r.args, r.opts = splitID(data.CustomID), readModal(data)
	}
	return r, true
}

// installed says whether the bot is a member of the guild: someone may have installed it for themselves and use it in
// a server that never invited it. Where Discord does not say, it is.
func installed(in *discordgo.Interaction) bool {
	if len(in.AuthorizingIntegrationOwners) == 0 {
		return true
	}
	_, ok := in.AuthorizingIntegrationOwners[discordgo.ApplicationIntegrationGuildInstall]
	return ok
}

// answer runs a job and answers with what it gives. A job that takes long is announced first.
func (b *Bot) answer(ctx context.Context, r *request, j job) {
	type result struct {
		reply reply
		err   error
	}
	done := make(chan result, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				b.log.Error("a handler panicked", "job", j.name, "panic", p, "stack", string(debug.Stack()))
				done <- result{err: fmt.Errorf("panic: %v", p)}
			}
		}()
		rep, err := j.run(b, ctx, r)
		done <- result{rep, err}
	}()
	wait := deferAfter
	if j.instant {
		wait = firstDeadline
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	var res result
	put := false
	select {
	case res = <-done:
	case <-timer.C:
		put = b.putOff(ctx, r, j)
		res = <-done
	}
	rep := res.reply
	if res.err != nil {
		rep = b.refusal(ctx, j.name, res.err)
	}
	if !j.public || res.err != nil {
		rep.Flags |= discordgo.MessageFlagsEphemeral
	}
	var err error
	if put {
		err = b.finish(ctx, r, j, rep)
	} else {
		err = b.callback(ctx, r.in, firstAnswer(rep))
	}
	if err != nil {
		b.log.Warn("an answer did not arrive", "job", j.name, "err", err)
	}
}

// putOff tells Discord that the answer will come; false when that failed.
func (b *Bot) putOff(ctx context.Context, r *request, j job) bool {
	kind := discordgo.InteractionResponseDeferredChannelMessageWithSource
	var data any
	if j.update {
		kind = discordgo.InteractionResponseDeferredMessageUpdate
	} else if !j.public {
		data = map[string]any{"flags": discordgo.MessageFlagsEphemeral}
	}
	if err := b.callback(ctx, r.in, callback{Type: kind, Data: data}); err != nil {
		b.log.Warn("an answer could not be put off", "job", j.name, "err", err)
		return false
	}
	return true
}

// finish gives the answer to an interaction that was put off.
func (b *Bot) finish(ctx context.Context, r *request, j job, rep reply) error {
	path := "/webhooks/" + r.in.AppID + "/" + r.in.Token
	c := call{method: http.MethodPatch, exempt: true, route: "/webhooks/:app/:token/messages/@original", path: path + "/messages/@original", files: rep.Files}
	if j.update && !rep.update {
		// The message with the component stays as it is; what is to be said comes as a new one.
		c.method, c.route, c.path = http.MethodPost, "/webhooks/:app/:token", path
	} else {
		rep.Flags &^= discordgo.MessageFlagsEphemeral // it was decided when the answer was put off
	}
	c.body = rep.payload()
	return b.patiently(ctx, c)
}

// patiently makes a call again when Discord asks to wait a little. Nobody else keeps an answer to an interaction.
func (b *Bot) patiently(ctx context.Context, c call) error {
	for range patience {
		err := b.rest.do(ctx, c, nil)
		e, ok := errors.AsType[*apiError](err)
		again := ok && e.Status == http.StatusTooManyRequests && e.After <= longestWait
		if c.method == http.MethodPatch && doubtful(err) {
			again, e = true, &apiError{After: firstPause}
		}
		if !again {
			return err
		}
		if !sleep(ctx, e.After) {
			return err
		}
	}
	return b.rest.do(ctx, c, nil)
}

// A callback is the first answer to an interaction.
type callback struct {
	Type  discordgo.InteractionResponseType `json:"type"`
	Data  any                               `json:"data,omitempty"`
	files []file
}

func firstAnswer(rep reply) callback {
	switch {
	case rep.modal != nil:
		return callback{Type: discordgo.InteractionResponseModal, Data: rep.modal}
	case rep.update:
		rep.Flags &^= discordgo.MessageFlagsEphemeral
		return callback{Type: discordgo.InteractionResponseUpdateMessage, Data: rep.payload(), files: rep.Files}
	}
	return callback{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: rep.payload(), files: rep.Files}
}

// callback sends a first answer. When no answer came to that it is sent once more: if the first was heard after all,
// Discord says that the interaction is answered already, which is what was wanted.
func (b *Bot) callback(ctx context.Context, in *discordgo.Interaction, c callback) error {
	ctx, cancel := context.WithTimeout(ctx, firstDeadline)
	defer cancel()
	send := func() error {
		return b.rest.do(ctx, call{method: http.MethodPost, exempt: true, route: "/interactions/:id/:token/callback",
			path: "/interactions/" + in.ID + "/" + in.Token + "/callback", body: c, files: c.files}, nil)
	}
	err := send()
	if !doubtful(err) || ctx.Err() != nil {
		return err
	}
	again := send()
	if e, ok := errors.AsType[*apiError](again); ok && e.Code == codeAnswered {
		return nil
	}
	return again
}

// refusal is what a person reads when something was refused or went wrong.
func (b *Bot) refusal(ctx context.Context, job string, err error) reply {
	if e, ok := errors.AsType[*desk.Error](err); ok {
		return reply{message: refused(e)}
	}
	ref := failureMark()
	b.log.ErrorContext(ctx, "a command failed", "job", job, "reference", ref, "err", err)
	return reply{message: message{Content: "Something went wrong on our side; nothing is lost. Try again in a moment. If it stays, tell whoever runs this bot the reference `" + ref + "`."}}
}

// failureMark returns a short mark that finds a failure in the log.
func failureMark() string {
	var b [4]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

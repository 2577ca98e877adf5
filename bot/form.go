package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"tocsin/desk"
	"tocsin/report"
)

// A draft is what has been chosen in the guided form. Nothing of it is kept here: the chosen options stand in the message
// of the form, marked as such, and everything is checked again when it is sent.
type draft struct {
	regions  []string
	actors   []string
	severity string
	channel  string
	name     string
	mention  string
	deliver  string
	dm       bool
}

// picks are offered in the menus of the form; everything else can be written. Values are names that the desk resolves.
var (
	pickRegions = []string{"Middle East", "Iraq", "Syria", "Israel", "Palestine", "Lebanon", "Iran", "Yemen", "Ukraine", "Russia", "Sudan", "South Sudan",
		"Sahel", "Somalia", "Ethiopia", "Democratic Republic of the Congo", "Nigeria", "Libya", "Afghanistan", "Pakistan", "Myanmar", "Haiti", "Colombia", "Taiwan"}
	pickActors = []string{"Popular Mobilization Forces", "Islamic State", "Hezbollah", "Hamas", "Houthis", "Israel Defense Forces", "Rapid Support Forces", "Sudanese Armed Forces",
		"al-Shabaab", "Boko Haram", "JNIM", "M23", "Taliban", "Wagner Group", "Kurdistan Workers' Party", "US-led coalition", "NATO", "United Nations"}
)

// openForm answers /subscribe without anything that is asked for. What else was given stays in the form.
func (b *Bot) openForm(ctx context.Context, s desk.Subscription, r *request) (reply, error) {
	if err := b.desk.MaySubscribe(ctx, r.caller, s); err != nil {
		return reply{}, err
	}
	d := draft{channel: s.Channel, name: s.Name, mention: s.Mention, deliver: s.Deliver, dm: s.DM}
	if d.channel == "" && r.caller.Guild != "" && !s.DM {
		d.channel = r.caller.Channel
	}
	return reply{message: b.formMessage(d)}, nil
}

// state makes a custom_id that carries what the form has no menu for; readState reads it back.
func (d *draft) state(action string) string {
	dm := ""
	if d.dm {
		dm = "dm"
	}
	return strings.TrimRight(joinID(action, d.channel, dm, d.mention, d.deliver), ":")
}

func (d *draft) readState(args []string) {
	for i, to := range []*string{&d.channel, new(string), &d.mention, &d.deliver} {
		if i+1 < len(args) {
			*to = args[i+1]
		}
	}
	d.dm = len(args) > 2 && args[2] == "dm"
}

// subscription is what the draft asks for, without what can be written only.
func (d *draft) subscription() desk.Subscription {
	return desk.Subscription{Channel: d.channel, Name: d.name, Mention: d.mention, Deliver: d.deliver, DM: d.dm}
}

// nameMark stands before the name of the rule below the form, where Discord shows text as it is.
const nameMark = "Name: "

// formMessage draws the form.
func (b *Bot) formMessage(d draft) message {
	e := &discordgo.MessageEmbed{Color: plainColour, Title: formTitle,
		Description: "Choose a region, an actor or how bad it must be; together they narrow each other down. Not in the lists? **Write it instead**."}
	if d.dm {
		field(e, "Alerts go to", "you, by direct message", false)
	}
	if d.name != "" {
		e.Footer = &discordgo.MessageEmbedFooter{Text: nameMark + d.name}
	}
	c := []discordgo.MessageComponent{
		row(menu("region", "Where: any region", b.pickable(pickRegions, d.regions), d.regions, 5)),
		row(menu("actor", "Who: anybody", b.pickable(pickActors, d.actors), d.actors, 5)),
		row(menu("severity", "How bad: anything", severityChoices(), []string{d.severity}, 1)),
	}
	if d.channel != "" {
		zero := 1
		c = append(c, row(discordgo.SelectMenu{MenuType: discordgo.ChannelSelectMenu, CustomID: joinID(formPick, "channel"), Placeholder: "Post in: this channel",
			MinValues: &zero, MaxValues: 1, ChannelTypes: channelTypes(),
			DefaultValues: []discordgo.SelectMenuDefaultValue{{ID: d.channel, Type: discordgo.SelectMenuDefaultValueChannel}}}))
	}
	c = append(c, row(
		discordgo.Button{Label: "Subscribe", CustomID: d.state(formDone), Style: discordgo.SuccessButton, Disabled: len(d.regions)+len(d.actors) == 0 && d.severity == ""},
		button("Write it instead", d.state(formWrite), discordgo.PrimaryButton),
		button("Cancel", formCancel, discordgo.SecondaryButton)))
	return message{Embeds: []*discordgo.MessageEmbed{e}, Components: c}
}

// pickable returns the choices of a menu: the usual ones and those that are chosen, which may have been written.
func (b *Bot) pickable(usual, chosen []string) []desk.Choice {
	var list []desk.Choice
	for _, name := range append(slices.Clone(chosen), usual...) {
		if !slices.ContainsFunc(list, func(c desk.Choice) bool { return c.Value == name }) && len(list) < maxSelect {
			list = append(list, desk.Choice{Name: name, Value: name})
		}
	}
	return list
}

func severityChoices() []desk.Choice {
	var list []desk.Choice
	for _, l := range report.Levels()[1:] {
		name := level(l) + " or worse"
		if l == report.Critical {
			name = level(l)
		}
		list = append(list, desk.Choice{Name: name, Value: l.String()})
	}
	return list
}

func menu(name, placeholder string, choices []desk.Choice, chosen []string, most int) discordgo.SelectMenu {
	zero := 0
	m := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: joinID(formPick, name), Placeholder: placeholder, MinValues: &zero, MaxValues: min(most, len(choices))}
	for _, c := range choices {
		m.Options = append(m.Options, discordgo.SelectMenuOption{Label: clip(c.Name, maxChoice), Value: clip(c.Value, maxChoice), Default: slices.Contains(chosen, c.Value)})
	}
	return m
}

func channelTypes() []discordgo.ChannelType {
	types := make([]discordgo.ChannelType, len(postable))
	for i, t := range postable {
		types[i] = discordgo.ChannelType(t)
	}
	return types
}

// readDraft reads what is chosen from the form's message.
func readDraft(m *discordgo.Message) draft {
	var d draft
	if m == nil {
		return d
	}
	if len(m.Embeds) > 0 && m.Embeds[0].Footer != nil {
		d.name = strings.TrimPrefix(m.Embeds[0].Footer.Text, nameMark)
	}
	for _, c := range m.Components {
		r, ok := c.(*discordgo.ActionsRow)
		if !ok || r == nil {
			continue
		}
		for _, part := range r.Components {
			switch p := part.(type) {
			case *discordgo.SelectMenu:
				d.read(p)
			case *discordgo.Button:
				if args := splitID(p.CustomID); args[0] == formDone {
					d.readState(args)
				}
			}
		}
	}
	return d
}

func (d *draft) read(m *discordgo.SelectMenu) {
	if m == nil {
		return
	}
	var chosen []string
	for _, o := range m.Options {
		if o.Default {
			chosen = append(chosen, o.Value)
		}
	}
	d.set(strings.TrimPrefix(m.CustomID, formPick+":"), chosen)
}

func (d *draft) set(name string, values []string) {
	switch name {
	case "region":
		d.regions = values
	case "actor":
		d.actors = values
	case "severity":
		d.severity = strings.Join(values, "")
	case "channel":
		if len(values) == 1 && snowflake(values[0]) {
			d.channel = values[0]
		}
	}
}

// formPicked redraws the form after a choice.
func (b *Bot) formPicked(_ context.Context, r *request) (reply, error) {
	d := readDraft(r.in.Message)
	d.set(r.arg(1), r.values)
	return reply{update: true, message: b.formMessage(d)}, nil
}

// formDone subscribes to what is chosen.
func (b *Bot) formDone(ctx context.Context, r *request) (reply, error) {
	d := readDraft(r.in.Message)
	s := d.subscription()
	s.Region, s.Actor, s.Severity = quoted(d.regions), quoted(d.actors), d.severity
	return b.fromForm(ctx, r, s)
}

// quoted joins names as the options of /subscribe take them.
func quoted(names []string) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = `"` + strings.ReplaceAll(n, `"`, "") + `"`
	}
	return strings.Join(list, ",")
}

func (b *Bot) fromForm(ctx context.Context, r *request, s desk.Subscription) (reply, error) {
	out, err := b.desk.Subscribe(ctx, r.caller, s)
	if err != nil {
		return reply{}, err
	}
	return reply{update: true, message: subscribedMessage(out)}, nil
}

// formTitle heads every form of /subscribe.
const formTitle = "What shall be watched?"

// formWrite opens the form in which everything can be written.
func (b *Bot) formWrite(_ context.Context, r *request) (reply, error) {
	d := readDraft(r.in.Message)
	return reply{modal: writtenForm(d, written{region: strings.Join(d.regions, ", "), actor: strings.Join(d.actors, ", "), severity: d.severity, name: d.name})}, nil
}

func writtenForm(d draft, w written) *modal {
	input := func(id, label, placeholder, value string, most int) discordgo.MessageComponent {
		return row(discordgo.TextInput{CustomID: id, Label: label, Placeholder: placeholder, Value: clip(value, most), Style: discordgo.TextInputShort, MaxLength: most})
	}
	return &modal{CustomID: d.state(formWritten), Title: formTitle, Components: []discordgo.MessageComponent{
		input("region", "Where", "Iraq, Baghdad, Sahel", w.region, 200),
		input("actor", "Who", "Popular Mobilization Forces", w.actor, 200),
		input("keywords", "Words: any of them", "drone, dangerous escalation", w.keywords, 500),
		input("severity", "How bad, or worse", "info, low, moderate, high or critical", w.severity, 10),
		input("name", "Name of the rule", "", w.name, 60),
	}}
}

// formWritten subscribes to what was written.
func (b *Bot) formWritten(ctx context.Context, r *request) (reply, error) {
	var d draft
	d.readState(r.args)
	s := d.subscription()
	s.Region, s.Actor, s.Keywords, s.Severity, s.Name = r.opts.text("region"), r.opts.text("actor"), r.opts.text("keywords"), r.opts.text("severity"), r.opts.text("name")
	return b.subscribed(ctx, r, s)
}

func (b *Bot) formCancelled(context.Context, *request) (reply, error) {
	return reply{update: true, message: message{Content: "Nothing was changed."}}, nil
}

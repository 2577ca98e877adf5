package bot

import (
	"context"
	"strings"

	"tocsin/desk"
	"tocsin/report"
)

// need says who may use a command. The desk decides; this is what help says, and what is refused before anything is done.
type need int

const (
	nobody       need = iota // everyone may
	managerOrOwn             // Manage Server, unless it is about something of the caller's own
	manageServer             // Manage Server, in a server
)

// kind is what an option takes; the numbers are Discord's.
type kind int

const (
	textOption    kind = 3
	numberOption  kind = 4
	flagOption    kind = 5
	channelOption kind = 7
	roleOption    kind = 8
)

// An option is one thing to fill in.
type option struct {
	name     string
	about    string
	kind     kind
	required bool
	choices  []string
	complete desk.Completing // what is completed as one types; empty for nothing
	most     int             // characters of a text, or the largest number; 0 for no bound of our own
}

// A command is one row of the table from which registration, help and permission checks come. A name of two words is a
// sub-command.
type command struct {
	name    string
	about   string // at most 100 characters; begins with what it does for news alerts
	options []option
	need    need
	public  string             // name of the flag that lets everyone see the answer; empty for none
	form    func(options) bool // says that the answer opens a form; nil for never
	run     handler
}

// groups describe the commands that have sub-commands.
var groups = map[string]string{
	"rules":   "News alert rules: list, show, change, test, pause or delete what this server watches for",
	"privacy": "News alerts: what is kept of you or the server: read about it, have it as a file, or delete it",
	"sources": "News sources: list, add, test, pause or remove where alerts come from",
}

var (
	regionOption   = option{name: "region", about: "where it happens: a country, city, province or area; commas for several", kind: textOption, complete: desk.CompleteRegion, most: 200}
	actorOption    = option{name: "actor", about: "who is involved: a group, army, government or leader; commas for several", kind: textOption, complete: desk.CompleteActor, most: 200}
	keywordsOption = option{name: "keywords", about: "words or phrases, any of them, separated by commas: drone, dangerous escalation", kind: textOption, most: 500}
	severityOption = option{name: "severity", about: "this bad or worse", kind: textOption, choices: levelWords()}
	sinceOption    = option{name: "since", about: "how far back: 12h, 7d, 2w", kind: textOption, most: 20}
	channelMuted   = option{name: "channel", about: "where (this channel if left out)", kind: channelOption}
	ofOption       = option{name: "of", about: "of whom (you if left out); the server needs Manage Server", kind: textOption, choices: []string{"me", ofServer}}
	ruleID         = option{name: "id", about: "the rule: its number or name", kind: textOption, required: true, complete: desk.CompleteRule, most: 100}
	sourceID       = option{name: "id", about: "the source: its number or name", kind: textOption, required: true, complete: desk.CompleteSource, most: 100}
)

func levelWords() []string {
	var words []string
	for _, l := range report.Levels() {
		words = append(words, l.String())
	}
	return words
}

// askOptions are what a rule can be asked with.
func askOptions(more ...option) []option {
	return append([]option{
		regionOption, actorOption, keywordsOption, severityOption,
		{name: "rule", about: "in the rule language: region:Iraq (strike OR drone) -exercise; see /help topic:rules", kind: textOption, most: 1000},
		{name: "channel", about: "where alerts are posted (this channel if left out)", kind: channelOption},
		{name: "name", about: "a name for the rule; the same name again changes the rule", kind: textOption, most: 60},
		{name: "mention", about: "a role to ping, once a story", kind: roleOption},
		{name: "deliver", about: "when alerts are posted (instant if left out)", kind: textOption, choices: []string{"instant", "hourly", "daily"}},
	}, more...)
}

func optional(o option) option {
	o.required = false
	return o
}

// commands is the table of commands. It is only read; help reads it too, which is why it is filled when the program starts.
var commands []command

func init() {
	commands = []command{
		{name: "subscribe", need: managerOrOwn, run: (*Bot).subscribe,
			about:   "News alerts: post here when a region, actor or words are in the news; with nothing: a short form",
			options: askOptions(option{name: "dm", about: "send the alerts to me as direct messages instead", kind: flagOption})},
		{name: "rules list", about: "News alert rules: what this server watches for, and your own", run: (*Bot).rulesList,
			options: []option{{name: "file", about: "as a file, a rule a line, for keeping or moving", kind: flagOption}}},
		{name: "rules show", about: "News alert rules: one rule in full, its sources and when it last fired", run: (*Bot).rulesShow, options: []option{ruleID}},
		{name: "rules edit", need: managerOrOwn, about: "News alert rules: change what a rule asks or where it posts; with an id alone: a form", run: (*Bot).rulesEdit, form: namesRuleOnly,
			options: append([]option{ruleID}, askOptions()...)},
		{name: "rules pause", need: managerOrOwn, about: "News alert rules: stop the alerts of a rule for now", run: (*Bot).rulesPause, options: []option{ruleID}},
		{name: "rules resume", need: managerOrOwn, about: "News alert rules: let a paused rule send alerts again", run: (*Bot).rulesResume, options: []option{ruleID}},
		{name: "rules delete", need: managerOrOwn, about: "News alert rules: delete a rule", run: (*Bot).rulesDelete, options: []option{ruleID}},
		{name: "rules test", about: "News alert rules: try a rule on the past: how often, and the latest matches with reasons", run: (*Bot).rulesTest,
			options: []option{optional(ruleID), {name: "rule", about: "a rule to try without saving it", kind: textOption, most: 1000}, sinceOption}},
		{name: "recent", about: "News: the latest stories about a region, an actor or words", run: (*Bot).recent,
			options: []option{regionOption, actorOption, keywordsOption, severityOption, sinceOption,
				{name: "limit", about: "how many stories, 1 to 10", kind: numberOption, most: 10}}},
		{name: "summary", public: "public", about: "News: the main stories of a period, how many, and what changed", run: (*Bot).summary,
			options: []option{regionOption, actorOption, sinceOption, {name: "public", about: "let everyone in the channel see the answer", kind: flagOption}}},
		{name: "sources list", about: "News sources: what is read for this server, and how each is doing", run: (*Bot).sourcesList},
		{name: "sources add", need: manageServer, about: "News sources: read a feed (RSS, Atom, JSON, CAP) for this server; a page that names one will do", run: (*Bot).sourcesAdd,
			options: []option{{name: "url", about: "address of the feed, or of a page that has one", kind: textOption, required: true, complete: desk.CompleteFeed, most: 2000},
				{name: "name", about: "what to call it", kind: textOption, most: 60}}},
		{name: "sources remove", need: manageServer, about: "News sources: stop reading a source of this server", run: (*Bot).sourcesRemove, options: []option{sourceID}},
		{name: "sources pause", need: manageServer, about: "News sources: stop reading a source for now", run: (*Bot).sourcesPause, options: []option{sourceID}},
		{name: "sources resume", need: manageServer, about: "News sources: read a paused source again", run: (*Bot).sourcesResume, options: []option{sourceID}},
		{name: "sources test", need: manageServer, about: "News sources: read one now and show its newest items; nothing is saved", run: (*Bot).sourcesTest,
			options: []option{optional(sourceID), {name: "url", about: "an address to try, or one of the sources here", kind: textOption, complete: desk.CompleteSource, most: 2000}}},
		{name: "mute", need: managerOrOwn, run: (*Bot).mute, about: "News alerts: silence a region, an actor or a rule for a while; with nothing: list what is muted",
			options: []option{{name: "what", about: "a region, an actor or a rule", kind: textOption, complete: desk.CompleteMute, most: 100},
				{name: "for", about: "how long: 90m, 8h, 7d (a day if left out)", kind: textOption, most: 20}, channelMuted}},
		{name: "unmute", need: managerOrOwn, run: (*Bot).unmute, about: "News alerts: let what was muted raise alerts again",
			options: []option{{name: "what", about: "what is muted", kind: textOption, required: true, complete: desk.CompleteMuted, most: 200}, channelMuted}},
		{name: "settings", need: managerOrOwn, about: "News alert settings of this channel: show them, or change one", run: (*Bot).settings,
			options: []option{{name: "unplaced", about: "reports without a place, for rules with a region: strict leaves them out", kind: textOption, choices: []string{"strict", "include"}}}},
		{name: "privacy policy", about: "News alerts: what is kept of a server and of a person", run: (*Bot).privacyPolicy},
		{name: "privacy export", need: managerOrOwn, about: "News alerts: have what is kept of you, or of the server, as a file", run: (*Bot).privacyExport, options: []option{ofOption}},
		{name: "privacy delete", need: managerOrOwn, about: "News alerts: delete what is kept of you, or of the server, for good, after a confirmation", run: (*Bot).privacyDelete, options: []option{ofOption}},
		{name: "status", about: "News alerts: is everything working? Sources, queue, last report and alert, version", run: (*Bot).status},
		{name: "help", about: "News alerts: how this bot works, by example", run: (*Bot).help,
			options: []option{{name: "topic", about: "what to explain", kind: textOption, choices: helpTopics()}}},
	}
}

// find returns the command of a path.
func find(path string) (*command, bool) {
	for i := range commands {
		if commands[i].name == path {
			return &commands[i], true
		}
	}
	return nil, false
}

// commandJob returns what a command's request asks for.
func (b *Bot) commandJob(r *request) job {
	c, ok := find(r.opts.path)
	if !ok {
		return job{name: "unknown command", run: func(*Bot, context.Context, *request) (reply, error) {
			return reply{}, &desk.Error{Kind: desk.Missing, Text: "This command is not known any more. Type / again to see the present ones."}
		}}
	}
	j := job{name: c.name, run: c.run, public: r.opts.flag(c.public)}
	// A form cannot be put off: where one may open, the answer must come at once.
	j.instant = c.form != nil && c.form(r.opts)
	if noun, _, _ := strings.Cut(c.name, " "); c.need == manageServer && !r.caller.ManageServer {
		j.run = func(*Bot, context.Context, *request) (reply, error) { return reply{}, r.caller.MayManage(noun) }
	}
	return j
}

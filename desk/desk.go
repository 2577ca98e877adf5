// Package desk is what a subscriber or an operator can ask of Tocsin: subscribe, edit, test, recent, summary, sources,
// status. Its input and output are plain; it validates, counts quotas and checks permissions, and knows neither Discord
// nor SQL.
package desk

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tocsin/feed"
	"tocsin/report"
	"tocsin/rules"
	"tocsin/text"
)

// Names knows places and actors by name: for rules, and for completing what is being typed.
type Names interface {
	rules.Names
	Within(placeID string) []string // ids of everything that contains a place, nearest first
	CompletePlace(prefix string, n int) []report.Candidate
	CompleteActor(prefix string, n int) []report.Candidate
}

// A Fetcher reads a source at once.
type Fetcher interface {
	Fetch(ctx context.Context, s feed.Source) (feed.Result, error)
}

// Options are what an operator may choose; the zero value is what most want.
type Options struct {
	Version       string
	RulesAGuild   int              // 0 for 200
	RulesAPerson  int              // 0 for 20
	SourcesAGuild int              // 0 for 50
	Logger        *slog.Logger     // nil for none
	Now           func() time.Time // nil for time.Now
	SourceAdded   func()           // called after a source became due; nil for nobody
}

// A Desk answers. It is safe for concurrent use and keeps no state of its own.
type Desk struct {
	store   Store
	names   Names
	fetcher Fetcher
	opt     Options
	words   *text.Analyser
	listed  feed.Catalogue
	started time.Time
}

// New returns a desk over a store.
func New(store Store, names Names, fetcher Fetcher, opt Options) *Desk {
	if opt.RulesAGuild == 0 {
		opt.RulesAGuild = 200
	}
	if opt.RulesAPerson == 0 {
		opt.RulesAPerson = 20
	}
	if opt.SourcesAGuild == 0 {
		opt.SourcesAGuild = 50
	}
	if opt.Logger == nil {
		opt.Logger = slog.New(slog.DiscardHandler)
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.SourceAdded == nil {
		opt.SourceAdded = func() {}
	}
	listed, err := feed.LoadCatalogue()
	if err != nil {
		opt.Logger.Error("no catalogue of sources can be offered", "err", err)
	}
	return &Desk{listed: listed, store: store, names: names, fetcher: fetcher, opt: opt, words: text.NewAnalyser(), started: opt.Now()}
}

func isNotFound(err error) bool { return errors.Is(err, ErrNotFound) }

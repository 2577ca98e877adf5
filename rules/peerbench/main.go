// Command peerbench measures how long one report takes against many standing rules: with the rules package, with its plain
// scan, with a loop of Go regular expressions, and in PostgreSQL where -postgres names one. The rules are the same for all,
// made up as package market makes them; one core. Run it with: go run . -rules 100000 -postgres postgres://...
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"tocsin/report"
	"tocsin/rules"
	"tocsin/rules/internal/market"
	"tocsin/text"
)

// An engine answers how many rules a report meets.
type engine interface {
	match(it *rules.Item) (int, error)
}

func main() {
	n := flag.Int("rules", 100_000, "how many rules")
	dense := flag.Bool("dense", false, "rules that ask for much: one in a hundred is met, not one in a thousand")
	reports := flag.Int("reports", 100, "how many reports the fast engines are given")
	budget := flag.Duration("budget", 20*time.Second, "when to stop giving reports to a slow engine")
	postgres := flag.String("postgres", "", "URL of a PostgreSQL database, where a temporary table is made")
	flag.Parse()
	if err := run(*n, *dense, *reports, *budget, *postgres); err != nil {
		fmt.Fprintln(os.Stderr, "peerbench:", err)
		os.Exit(1)
	}
}

func run(n int, dense bool, reports int, budget time.Duration, postgres string) error {
	runtime.GOMAXPROCS(1)
	m := market.New()
	reader := rules.NewReader(m)
	index, linear, loop := rules.NewIndex(), rules.NewLinear(), &regexps{}
	made := make([]market.Rule, n)
	for i := range made {
		made[i] = m.Selective()
		if dense {
			made[i] = m.Dense()
		}
		e, err := reader.Parse(made[i].String())
		if err != nil {
			return err
		}
		index.Add(int64(i), e)
		linear.Add(int64(i), e)
		loop.add(made[i])
	}
	analyser := text.NewAnalyser()
	items := make([]*rules.Item, reports)
	for i := range items {
		r := m.Report()
		items[i] = &rules.Item{Report: &report.Report{}, Doc: analyser.Analyse(r.Title, r.Text, "en"), Tags: &r.Tags}
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(out, "%d rules\treports\tmet a report\tmedian\tp99\ttimes the index\t\n", n)
	engines := []struct {
		name string
		engine
	}{{"index", &matcher{Matcher: index}}, {"plain scan", &matcher{Matcher: linear}}, {"Go regexps", loop}}
	if postgres != "" {
		db, err := newDatabase(context.Background(), postgres, made)
		if err != nil {
			return err
		}
		defer db.close()
		engines = append(engines, struct {
			name string
			engine
		}{"PostgreSQL", db})
	}
	base := time.Duration(0)
	for _, e := range engines {
		took, met, err := measure(e.engine, items, budget)
		if err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		median := took[len(took)/2]
		if base == 0 {
			base = median
		}
		fmt.Fprintf(out, "%s\t%d\t%d\t%v\t%v\t%.1f\t\n", e.name, len(took), met/len(took), median.Round(time.Microsecond/10),
			took[len(took)*99/100].Round(time.Microsecond/10), float64(median)/float64(base))
	}
	return out.Flush()
}

// measure gives an engine all reports, or as many as the budget allows, and returns the times in order.
func measure(e engine, items []*rules.Item, budget time.Duration) (took []time.Duration, met int, err error) {
	for began := time.Now(); time.Since(began) < budget/10; { // a service has been running for a while
		for _, it := range items[:max(1, len(items)/10)] {
			if _, err := e.match(it); err != nil {
				return nil, 0, err
			}
		}
	}
	began := time.Now()
	for _, it := range items {
		warm(it.Doc)
		start := time.Now()
		n, err := e.match(it)
		if err != nil {
			return nil, 0, err
		}
		took = append(took, time.Since(start))
		if met += n; time.Since(began) > budget {
			break
		}
	}
	slices.Sort(took)
	return took, met, nil
}

// warm reads the words of a report, which analysis and tagging have just left near in memory.
func warm(d *text.Doc) (n int) {
	for i := range d.Tokens {
		n += len(strings.TrimSpace(d.Tokens[i].Stem)) + int(d.Keys[i].Stem)
	}
	return n
}

// matcher is an engine of the rules package.
type matcher struct {
	rules.Matcher
	dst []int64
}

func (m *matcher) match(it *rules.Item) (int, error) {
	m.dst = m.Match(it, m.dst[:0])
	return len(m.dst), nil
}

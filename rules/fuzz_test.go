package rules

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tocsin/text"
)

// tolerance is how long reading a rule may take: generous, since fuzzing shares its cores.
const tolerance = 2 * time.Second

func addSeeds(f *testing.F) {
	for seed := range 60 {
		f.Add(randomRule(seeded(seed), 2))
	}
	for _, s := range []string{"", "-", "((", `"`, `="`, "region:", "near:P1,", "killed>=", "a OR", strings.Repeat("(", 2000), strings.Repeat("-", 2000),
		strings.Repeat("x ", 100), "region:P1,P2 OR -NOT x", "“a b”*", "a\x00b\xff", "sévérité≥élevé", "title:,", `title:="a",b*`} {
		f.Add(s)
	}
}

// Never are there both a rule and an error; an error points into the rule; what is printed parses back to the same.
func FuzzParse(f *testing.F) {
	addSeeds(f)
	a := text.NewAnalyser()
	items := []*Item{randomItem(seeded(1), a), randomItem(seeded(2), a)}
	f.Fuzz(func(t *testing.T, src string) {
		start := time.Now()
		e, err := Parse(src, world{})
		if (e == nil) == (err == nil) {
			t.Fatalf("Parse(%q) = %v, %v", src, e, err)
		}
		if err != nil {
			var at *Error
			if !errors.As(err, &at) {
				t.Fatalf("Parse(%q) fails with a %T", src, err)
			}
			if n := utf8.RuneCountInString(at.Src); at.Start < 0 || at.Start > at.End || at.End > n {
				t.Fatalf("Parse(%q) points at %d to %d of %d", src, at.Start, at.End, n)
			}
			if !utf8.ValidString(at.Error()) {
				t.Fatalf("Parse(%q) fails with invalid text %q", src, at.Error())
			}
			return
		}
		printed := e.String()
		again, err := Parse(printed, world{})
		if err != nil {
			// Printing may need more quotation marks than were written; only that may make it too long.
			if utf8.RuneCountInString(printed) > MaxLength {
				return
			}
			t.Fatalf("%q prints %q, which does not parse: %v", src, printed, err)
		}
		if again.String() != printed {
			t.Fatalf("%q prints %q, which prints %q", src, printed, again)
		}
		x := NewIndex()
		x.Add(1, e)
		for _, it := range items {
			met := e.Match(it)
			if again.Match(it) != met || (len(x.Match(it, nil)) == 1) != met || e.Explain(it).Met != met || (len(e.Why(it)) > 0) != met {
				t.Fatalf("%q and %q do not match alike", src, printed)
			}
		}
		e.Words()
		e.Warnings()
		e.Needs()
		if took := time.Since(start); took > tolerance {
			t.Fatalf("%q took %v", src, took)
		}
	})
}

// Options never make two rules out of one: what they write parses, or fails as an *Error.
func FuzzOptions(f *testing.F) {
	f.Add("P1, P2", "a1", `drone, "dangerous escalation", -exercise`, "high", "a OR b")
	f.Add(`"P1`, `a1"`, `",`, ">", ") OR (x")
	f.Fuzz(func(t *testing.T, region, actor, words, severity, rule string) {
		o := Options{Region: region, Actor: actor, Keywords: words, Severity: severity, Rule: rule}
		e, err := ParseOptions(o, world{})
		var at *Error
		if (e == nil) == (err == nil) || err != nil && !errors.As(err, &at) {
			t.Fatalf("ParseOptions(%q) = %v, %v", o, e, err)
		}
	})
}

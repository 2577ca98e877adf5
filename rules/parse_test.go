package rules_test

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"tocsin/rules"
)

func TestPrintIsCanonical(t *testing.T) {
	for src, want := range map[string]string{
		`region:Iraq (actor:"Hashed al-Shaabi" OR actor:coalition) (strike OR drone OR "dangerous escalation") severity>=high -exercise`: `region:Iraq (actor:"Popular Mobilization Forces" OR actor:US-led-coalition) (strike OR drone OR "dangerous escalation") severity>=high -exercise`,
		`REGION: iq , SY`:            `region:Iraq,Syria`,
		`region:Iraq,IQ`:             `region:Iraq`,
		`region:tripoli-lb`:          `region:tripoli-lb`,
		`region:"Tripoli, Lebanon"`:  `region:tripoli-lb`,
		`region:paris`:               `region:Paris`,
		`a1 AND b1 OR c1`:            `a1 b1 OR c1`,
		`a1 (b1 OR (c1 OR d1))`:      `a1 (b1 OR c1 OR d1)`,
		`(a1 b1) c1`:                 `a1 b1 c1`,
		`NOT (a1 OR b1)`:             `-(a1 OR b1)`,
		`NOT NOT a1`:                 `a1`,
		`-(-a1)`:                     `a1`,
		`-(a1 -b1)`:                  `-(a1 -b1)`,
		`“dangerous  escalation”`:    `"dangerous escalation"`,
		`"drone"`:                    `drone`,
		`"or"`:                       `"or"`,
		`="US Army" ="US"`:           `="US Army" ="US"`,
		`escal* al-Sha'abi`:          `escal* al-Sha'abi`,
		`severity ≥ HIGH killed > 5`: `severity>=high killed>5`,
		`sources>=2 wounded=0`:       `sources>=2 wounded=0`,
		`near:Baghdad,50km`:          `near:Baghdad,50km`,
		`near:"33.3, 44.4", 30 mi`:   `near:"33.3,44.4",48.28km`,
		`event:"suicide bombing"`:    `event:suicide_bombing`,
		`event:airstrike,"air or drone strike",shelling`: `event:airstrike,shelling`,
		`class:material-conflict`:                        `class:material_conflict`,
		`by:ISIS target:PMF blamed:coalition`:            `by:"Islamic State" target:"Popular Mobilization Forces" blamed:"US-led coalition"`,
		`lang:Arabic,en`:                                 `lang:ar,en`,
		`title:strike,"air raid",esc*,="US"`:             `title:strike,"air raid",esc*,="US"`,
		`source:"BBC World",bbc.co.uk`:                   `source:"BBC World",bbc.co.uk`,
		`2,500 troops`:                                   `"2,500" troops`,
		`北京 空袭`:                                          `北京 空袭`,
		`mentions:Syria`:                                 `mentions:Syria`,
	} {
		e, err := rules.Parse(src, atlas{})
		if err != nil {
			t.Errorf("Parse(%s): %v", src, err)
			continue
		}
		if src == `region:Iraq (actor:"Hashed al-Shaabi" OR actor:coalition) (strike OR drone OR "dangerous escalation") severity>=high -exercise` {
			want = strings.Replace(want, "US-led-coalition", `"US-led coalition"`, 1)
		}
		got := e.String()
		if got != want {
			t.Errorf("Parse(%s) prints %s, want %s", src, got, want)
		}
		again, err := rules.Parse(got, atlas{})
		if err != nil {
			t.Errorf("%s does not parse back: %v", got, err)
		} else if again.String() != got {
			t.Errorf("%s prints %s when parsed back", got, again)
		}
	}
}

// Where nothing is written, nothing is pointed at.
func TestErrorOfAnEmptyRule(t *testing.T) {
	for _, src := range []string{"", " ", "\u00a0\n"} {
		_, err := rules.Parse(src, atlas{})
		if err == nil || strings.ContainsAny(err.Error(), "\n^") || !strings.HasPrefix(err.Error(), "the rule is empty: write for example") {
			t.Errorf("Parse(%q) says %v", src, err)
		}
	}
}

// A Reader that remembers other rules reads what Parse reads, also from several goroutines.
func TestReaderReadsAsParseDoes(t *testing.T) {
	r := rules.NewReader(atlas{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for _, src := range []string{`drone strikes`, `drone* "strikes drone" -striking`, `="drone strikes"`, `title:drone,strikes killed>=3`, `re:`, `F-16 16`} {
				e, err := r.Parse(src)
				want, wantErr := rules.Parse(src, atlas{})
				if !reflect.DeepEqual(e, want) || !reflect.DeepEqual(err, wantErr) {
					t.Errorf("%s: the reader says %v, %v, Parse %v, %v", src, e, err, want, wantErr)
				}
			}
		})
	}
	wg.Wait()
}

func TestErrorsPointAtThePlace(t *testing.T) {
	deep := strings.Repeat("(", 9) + "a1" + strings.Repeat(")", 9)
	for _, tc := range []struct{ src, at, says string }{
		{``, ``, "the rule is empty"},
		{`  `, ``, "the rule is empty"},
		{`drone (strike`, `(`, "not closed"},
		{`drone) strike`, `)`, "no parenthesis is open"},
		{`drone "strike`, `"`, "not closed"},
		{`drone OR`, ``, "expected a word"},
		{`drone OR OR strike`, `OR`, "expected a word"},
		{`AND drone`, `AND`, "between two things"},
		{`drone AND`, `AND`, "between two things"},
		{`drone AND OR x1`, `OR`, "expected a word"},
		{`drone or strike`, `or`, "did you mean OR"},
		{`drone, strike`, `,`, "write OR between words"},
		{`drone -`, `-`, "no letter and no digit"},
		{`drone NOT`, `NOT`, "must not be there"},
		{`()`, ``, "expected a word"},
		{`region:Irak drone`, `Irak`, "did you mean Iraq?"},
		{`region:Xyzzy`, `Xyzzy`, `no place is known as "Xyzzy"`},
		{`drone region:Tripoli`, `Tripoli`, "Tripoli, Libya (tripoli-ly) or Tripoli, Lebanon (tripoli-lb)"},
		{`region:Georgia`, `Georgia`, "(US.GA)"},
		{`region:Saudi Arabia`, `Saudi Arabia`, `did you mean region:"Saudi Arabia"?`},
		{`region:Iraq,`, ``, "expected a name behind region:"},
		{`region:`, ``, "expected a name behind region:"},
		{`regoin:Iraq`, `regoin:`, "did you mean region:?"},
		{`country:Iraq`, `country:`, "did you mean region:?"},
		{`kiled>=3`, `kiled>`, "did you mean killed>=?"},
		{`trend:rising`, `trend:`, "not there yet"},
		{`severity:high`, `severity:`, "did you mean severity>= or severity=?"},
		{`severity>=hihg`, `hihg`, "did you mean high?"},
		{`killed>=many`, `many`, "expected a whole number"},
		{`killed>=1,000`, `killed>=1,`, "without commas"},
		{`region>=Iraq`, `region>=`, "region takes a colon"},
		{`near:Baghdad`, `Baghdad`, "near:Baghdad,50km"},
		{`near:Baghdad,50`, `50`, "with its unit"},
		{`near:Baghdad,0km`, `0km`, "from 1m to 20000km"},
		{`event:airstrik`, `airstrik`, "did you mean airstrike?"},
		{`event:neutral`, `neutral`, "class:neutral"},
		{`class:war`, `war`, "the classes are"},
		{`lang:klingon`, `klingon`, "no language"},
		{`/str.*ke/`, `/str.*ke/`, "regular expressions are not offered"},
		{`st*ke`, `st*ke`, "at the end of a word"},
		{`s*`, `s*`, "at least two letters"},
		{`*`, `*`, "expected letters"},
		{`!!!`, `!!!`, "no letter and no digit"},
		{`"…"`, `"…"`, "no letter and no digit"},
		{`foo=bar`, `foo=`, "no field"},
		{deep, `(`, "at most 8 deep"},
		{strings.Repeat("ab ", 65), `ab`, "at most 64 words"},
		{strings.Repeat("é", 1001), `é`, "at most 1000 characters"},
	} {
		e, err := rules.Parse(tc.src, atlas{})
		var at *rules.Error
		if !errors.As(err, &at) {
			t.Errorf("Parse(%.40s) = %v, %v, want an error", tc.src, e, err)
			continue
		}
		if got := string([]rune(at.Src)[at.Start:at.End]); got != tc.at {
			t.Errorf("Parse(%.40s) points at %q, want %q", tc.src, got, tc.at)
		}
		if !strings.Contains(at.Summary(), tc.says) {
			t.Errorf("Parse(%.40s) says %q, want %q in it", tc.src, at.Summary(), tc.says)
		}
	}
}

func TestErrorShowsTheLine(t *testing.T) {
	_, err := rules.Parse("region:Irak\nseverity>=high", atlas{})
	want := `no place is known as "Irak": did you mean Iraq?
  region:Irak severity>=high
         ^^^^`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	_, err = rules.Parse(strings.Repeat("drone ", 30)+"region:Irak "+strings.Repeat("strike ", 30), atlas{})
	lines := strings.Split(err.Error(), "\n")
	from := strings.Index(lines[2], "^")
	if got := string([]rune(lines[1])[from : from+4]); got != "Irak" {
		t.Errorf("carets stand under %q of\n%v", got, err)
	}
}

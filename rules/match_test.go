package rules_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tocsin/report"
	"tocsin/rules"
	"tocsin/text"
)

func n(x int) *int { return &x }

func place(t *testing.T, d *text.Doc, id, words string, focus bool) report.Place {
	t.Helper()
	for _, e := range placeTable {
		if e.ID == id {
			return report.Place{ID: id, Name: e.Name, Kind: report.PlaceKind(e.Kind), Country: e.Country, Lat: e.at.Lat, Lon: e.at.Lon,
				Focus: focus, Within: e.within, Mentions: []report.Mention{mention(t, d, words)}}
		}
	}
	t.Fatalf("no place %s", id)
	return report.Place{}
}

func mention(t *testing.T, d *text.Doc, words string) report.Mention {
	t.Helper()
	for field, s := range map[report.Field]string{report.Title: d.Title, report.Text: d.Text} {
		if before, _, ok := strings.Cut(s, words); ok {
			start := len([]rune(before))
			return report.Mention{Field: field, Start: start, End: start + len([]rune(words)), Text: words}
		}
	}
	t.Fatalf("%q is not in the report", words)
	return report.Mention{}
}

// example is a report of a strike in Baghdad, tagged by hand.
func example(t *testing.T) *rules.Item {
	d := text.NewAnalyser().Analyse("Drone strike in Baghdad: a “dangerous escalation”, PM's office says",
		"Two members of the Hashed al-Shaabi were killed and seven wounded when drones struck their base on Palestine street. Iraq blames the coalition. "+
			"U.S. troops in Syria fight Daesh. An attack on an oil field was denied.", "en")
	tags := &report.Tags{Lang: "en",
		Places: []report.Place{place(t, d, "baghdad-iq", "Baghdad", true), place(t, d, "IQ", "Iraq", true), place(t, d, "SY", "Syria", false)},
		Actors: []report.Actor{
			{ID: "popular-mobilization-forces", Name: "Popular Mobilization Forces", Role: report.Target, Within: []string{"iraqi-state"}, Mentions: []report.Mention{mention(t, d, "Hashed al-Shaabi")}},
			{ID: "us-led-coalition", Name: "US-led coalition", Role: report.Accused, Mentions: []report.Mention{mention(t, d, "coalition")}},
			{ID: "islamic-state", Name: "Islamic State", Role: report.Mentioned, Mentions: []report.Mention{mention(t, d, "Daesh")}},
		},
		Events: []report.Event{
			{Type: report.Airstrike, Class: report.MaterialConflict, Status: report.Reported, Targets: []string{"popular-mobilization-forces"},
				Accused: []string{"us-led-coalition"}, Mentions: []report.Mention{mention(t, d, "Drone strike")}},
			{Type: report.ArmedClash, Class: report.MaterialConflict, Status: report.Reported, Targets: []string{"islamic-state"}, Mentions: []report.Mention{mention(t, d, "fight")}},
			{Type: report.Attack, Class: report.MaterialConflict, Status: report.Denied, Initiators: []string{"islamic-state"}, Mentions: []report.Mention{mention(t, d, "attack")}},
		},
		Killed: n(2), Wounded: n(7), Severity: report.Severity{Level: report.High}}
	return &rules.Item{Report: &report.Report{Source: "BBC World", Publisher: "bbc.co.uk"}, Doc: d, Tags: tags, Sources: 2}
}

func TestMatch(t *testing.T) {
	it := example(t)
	for src, want := range map[string]bool{
		`region:Iraq (actor:"Hashed al-Shaabi" OR actor:coalition) (strike OR drone OR "dangerous escalation") severity>=high -exercise`: true,

		// Places: the focus with what contains it; near only what has a point.
		`region:Iraq`: true, `region:baghdad`: true, `region:IQ.07`: true, `region:"Middle East"`: true, `region:Syria`: false, `mentions:Syria`: true,
		`region:Syria,Iraq`: true, `-region:Syria`: true, `near:Baghdad,5km`: true, `near:"33.3,44.4",2km`: false, `near:"33.3,44.4",5km`: true,
		`near:Syria,100km`: false,

		// Actors: any role, a role, and what they are part of.
		`actor:Daesh`: true, `actor:PMF`: true, `target:PMF`: true, `by:PMF`: false, `blamed:coalition`: true, `blamed:PMF`: false,

		// One and the same event, which happened.
		`event:airstrike target:PMF`: true, `event:airstrike target:ISIS`: false, `event:armed_clash target:ISIS`: true,
		`target:ISIS (event:airstrike OR event:armed_clash)`: true, `target:ISIS (event:airstrike OR event:talks)`: false,
		`(target:ISIS strike) event:airstrike`: false, `target:ISIS (event:airstrike OR strike)`: true,
		`event:attack`: false, `by:ISIS`: false, `-event:attack`: true, `class:material_conflict blamed:coalition`: true, `class:neutral`: false,

		// Numbers, and who tells it.
		`severity>=high`: true, `severity>high`: false, `severity=high`: true, `severity<=moderate`: false, `killed>=2 wounded=7`: true, `killed>2`: false,
		`sources>=2`: true, `sources>2`: false, `source:"bbc world"`: true, `source:BBC.co.uk`: true, `source:BBC`: false, `lang:English`: true, `lang:fr`: false,

		// Words: inflection, case, accents; boundaries; phrases across quotation marks, hyphens, possessives and initialisms.
		`strikes`: true, `STRIKE`: true, `drone`: true, `killing`: true, `rike`: false, `dron`: false, `dron*`: true, `esca*`: true, `scal*`: false,
		`"dangerous escalations"`: true, `"escalation dangerous"`: false, `"dangerous PM"`: false, `al-shaabi`: true, `"al shaabi"`: true,
		`"PM office"`: true, `"PM's office"`: true, `"U.S. troops"`: true, `"street Iraq"`: false, `"says two"`: false, `"al-Shaa*"`: true, `al-Shaa*`: true, `al-Daesh*`: false,

		// Exact words and titles.
		`="Drone strike"`: true, `="drone strike"`: false, `="Drone strikes"`: false, `="dangerous escalation"`: true, `="Dron"`: false, `="PM's office"`: true,
		`title:strike`: true, `title:struck`: false, `title:"dangerous escalation"`: true, `title:dang*`: true, `title:="Baghdad"`: true, `title:="Iraq"`: false,

		// Together.
		`strike -baghdad`: false, `strike -(kitten OR puppy)`: true, `kitten OR puppy`: false, `kitten OR strike`: true, `-kitten`: true, `NOT strike`: false,
	} {
		src = strings.ReplaceAll(src, `"al-Shaa*"`, `al-Shaa*`)
		e, err := rules.Parse(src, atlas{})
		if err != nil {
			t.Errorf("Parse(%s): %v", src, err)
			continue
		}
		if got := e.Match(it); got != want {
			t.Errorf("%s: %v, want %v\n%s", src, got, want, e.Explain(it))
		}
	}
}

func TestWordsOfOtherScripts(t *testing.T) {
	a := text.NewAnalyser()
	for _, tc := range []struct {
		text, rule string
		want       bool
	}{
		{"空袭发生在北京市。", `北京`, true}, {"空袭发生在北京市。", `京北`, false}, {"空袭发生在北京市。", `="北京"`, true}, {"北、京", `北京`, false},
		{"ドローン攻撃があった", `ドローン攻撃`, true}, {"ドローン攻撃があった", `ドロ`, false},
		{"เกิดการโจมตีด้วยโดรน", `โดรน`, true}, {"เกิดการโจมตีด้วยโดรน", `รถถัง`, false},
		{"قتل عدة أشخاص في غارات جوية على العاصمة", `غارة`, true}, {"قتل عدة أشخاص في الغارة على العاصمة", `غارة`, true},
		{"Российские войска нанесли удары по городу, погибли люди", `удар`, true}, {"Les autorités ont annoncé que des attaques ont visé la capitale", `attaque`, true},
		{"Les autorités de l'Irak ont dit que la réunion est prévue", `IRAK reunion`, true}, {"드론이 공격했다", `드론*`, true}, {"드론이 공격했다", `드론`, false},
		{"The F-16 was hit on the way to the base", `F-16`, true}, {"The F-16 was hit on the way to the base", `16`, true}, {"He said 2,500 troops are in the country", `"2,500"`, true},
	} {
		e, err := rules.Parse(tc.rule, atlas{})
		if err != nil {
			t.Errorf("Parse(%s): %v", tc.rule, err)
			continue
		}
		it := &rules.Item{Doc: a.Analyse("", tc.text, ""), Tags: &report.Tags{}}
		if got := e.Match(it); got != tc.want {
			t.Errorf("%s on %q: %v, want %v", tc.rule, tc.text, got, tc.want)
		}
	}
}

// Without a Report, and without events, a rule is answered all the same.
func TestMatchOnLittle(t *testing.T) {
	it := &rules.Item{Doc: text.NewAnalyser().Analyse("", "", ""), Tags: &report.Tags{}}
	for src, want := range map[string]bool{
		`source:BBC`: false, `killed>=0`: false, `-killed>=0`: true, `killed=0`: false, `sources>=1`: true, `severity=info`: true, `class:neutral`: true,
		`event:statement`: false, `class:neutral by:ISIS`: false, `lang:und`: true, `near:Baghdad,1km`: false, `title:x`: false,
	} {
		e, err := rules.Parse(src, atlas{})
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Match(it); got != want {
			t.Errorf("%s: %v, want %v", src, got, want)
		}
	}
}

func TestWhy(t *testing.T) {
	it := example(t)
	for src, want := range map[string]string{
		`region:Iraq drones "dangerous escalation" severity>=high -exercise`: `[{"clause":"region:Iraq","field":"title","start":16,"end":23,"text":"Baghdad"},` +
			`{"clause":"drones","field":"title","start":0,"end":5,"text":"Drone"},{"clause":"\"dangerous escalation\"","field":"title","start":28,"end":48,"text":"dangerous escalation"},` +
			`{"clause":"severity>=high"},{"clause":"-exercise"}]`,
		`target:PMF event:airstrike`: `[{"clause":"target:\"Popular Mobilization Forces\"","field":"text","start":19,"end":35,"text":"Hashed al-Shaabi"},` +
			`{"clause":"event:airstrike","field":"title","start":0,"end":12,"text":"Drone strike"}]`,
		`target:ISIS (event:airstrike OR event:armed_clash)`: `[{"clause":"target:\"Islamic State\"","field":"text","start":171,"end":176,"text":"Daesh"},` +
			`{"clause":"event:armed_clash","field":"text","start":165,"end":170,"text":"fight"}]`,
		`kitten OR drone OR strike`: `[{"clause":"drone","field":"title","start":0,"end":5,"text":"Drone"},{"clause":"strike","field":"title","start":6,"end":12,"text":"strike"}]`,
		`kitten`:                    `null`,
	} {
		e, err := rules.Parse(src, atlas{})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(e.Why(it)); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(b.String()); got != want {
			t.Errorf("%s:\n got %s\nwant %s", src, got, want)
		}
	}
}

func TestExplain(t *testing.T) {
	e, err := rules.Parse(`region:Syria (strike OR kitten) by:PMF event:attack severity=critical killed>5 -drone`, atlas{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `✗ all of: no one event meets all of its clauses about events
  ✗ region:Syria: it happens in Baghdad and Iraq; Syria is only mentioned
  ✓ any of
    ✓ strike: “strike” (title)
    ✗ kitten
  ✗ by:"Popular Mobilization Forces": Popular Mobilization Forces is the target
  ✗ event:attack: it tells of air or drone strike, armed clash and attack (denied)
  ✗ severity=critical: it is high
  ✗ killed>5: it is 2
  ✗ not
    ✓ drone: “Drone” (title)
`
	if got := e.Explain(example(t)).String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWords(t *testing.T) {
	for src, want := range map[string]string{
		`event:attack region:Iraq severity>=high actor:PMF`:                       "Attacks in Iraq involving Popular Mobilization Forces, high or worse",
		`region:Iraq,Syria (drone OR "dangerous escalation") -exercise killed>=5`: "Reports in Iraq or Syria, at least 5 killed, with “drone” or “dangerous escalation”, but not with “exercise”",
		`near:Baghdad,50km by:ISIS target:PMF`:                                    "Reports within 50 km of Baghdad by Islamic State on Popular Mobilization Forces",
		`region:Iraq region:Syria drone strike`:                                   "Reports in Iraq and in Syria with “drone” and with “strike”",
		`drone OR region:Syria`:                                                   "Reports with “drone”; or reports in Syria",
		`sources>=2 lang:ar ="US" title:strike`:                                   "Reports with “strike” in the title with “US” exactly in Arabic language, told by at least 2 independent publishers",
	} {
		e, err := rules.Parse(src, atlas{})
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Words(); got != want {
			t.Errorf("%s:\n got %s\nwant %s", src, got, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	for src, want := range map[string]string{
		`severity>=high severity<low`:       "This rule can never match: severity>=high and severity<low exclude each other.",
		`severity>critical`:                 "This rule can never match: nothing meets severity>critical.",
		`strike -strike`:                    "This rule can never match: strike and -strike exclude each other.",
		`region:Baghdad -region:Iraq`:       "This rule can never match: region:Baghdad and -region:Iraq exclude each other.",
		`region:Iraq -region:Baghdad`:       "",
		`region:Baghdad -region:Iraq,Syria`: "This rule can never match: region:Baghdad and -region:Iraq,Syria exclude each other.",
		`lang:en lang:fr`:                   "This rule can never match: lang:en and lang:fr exclude each other.",
		`killed>=5 (killed<3 OR drone)`:     "A part of this rule can never match: killed>=5 and killed<3 exclude each other.",
		`killed<5 -killed<9`:                "This rule can never match: killed<5 and -killed<9 exclude each other.",
		`-(drone OR -drone)`:                "This rule can never match: -drone and drone exclude each other.",
		`-exercise`:                         "This rule matches nearly every report: -exercise leaves little out.",
		`the OR kitten`:                     "This rule matches nearly every report: the leaves little out.",
		`severity>=info lang:en`:            "This rule matches nearly every report: severity>=info and lang:en leaves little out.",
		`severity>=low`:                     "",
		`killed>=0`:                         "",
		`drone -exercise`:                   "",
	} {
		e, err := rules.Parse(src, atlas{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(e.Warnings(), " "); got != want {
			t.Errorf("%s:\n got %q\nwant %q", src, got, want)
		}
	}
}

func TestOptions(t *testing.T) {
	for o, want := range map[rules.Options]string{
		{Keywords: "drone, dangerous escalation"}:                                                        `drone OR "dangerous escalation"`,
		{Region: "Iraq, Syria", Actor: "PMF", Keywords: "drone, dangerous escalation", Severity: "high"}: `region:Iraq,Syria actor:"Popular Mobilization Forces" (drone OR "dangerous escalation") severity>=high`,
		{Region: `"Tripoli, Lebanon"`}:                                                                   `region:tripoli-lb`,
		{Region: "Saudi Arabia"}:                                                                         `region:"Saudi Arabia"`,
		{Keywords: `"killed, wounded"; escal*, ="US", -exercise`}:                                        `("killed, wounded" OR escal* OR ="US") -exercise`,
		{Keywords: "-live fire"}:                                                                         `-"live fire"`,
		{Keywords: "strike", Rule: "a1 OR b1"}:                                                           `strike (a1 OR b1)`,
		{Rule: "a1 OR b1"}:                                                                               `a1 OR b1`,
		{Keywords: "or, and"}:                                                                            `"or" OR "and"`,
	} {
		e, err := rules.ParseOptions(o, atlas{})
		if err != nil {
			t.Errorf("%+v: %v (%s)", o, err, o.Source())
			continue
		}
		if got := e.String(); got != want {
			t.Errorf("%+v:\n got %s\nwant %s", o, got, want)
		}
	}
	if _, err := rules.ParseOptions(rules.Options{Region: "Iraq", Rule: "a1) OR (b1"}, atlas{}); err == nil {
		t.Error("a rule closed the parenthesis that it was put into")
	}
}

package tag

import (
	"strings"
	"testing"

	"tocsin/text"
)

// TestExplainIsForTerminals holds that an explanation fits 80 columns, keeps what right-to-left words stand in, gives a terminal
// nothing that steers it, and says what was not read.
func TestExplainIsForTerminals(t *testing.T) {
	explain := func(title, body string) string { return newTagger(t).Explain(analyser.Analyse(title, body, ""), nil) }
	for name, out := range map[string]string{
		"English": explain("Gunmen kill 12 soldiers in Mali", newsText),
		"Arabic":  explain("مقتل ثلاثة جنود في هجوم قرب درعا", "قتل ثلاثة جنود في هجوم شنه مسلحون على حاجز للجيش قرب درعا جنوب سوريا، حسب ما أفاد المرصد السوري لحقوق الإنسان."),
		"steered": explain("", "\x1b[31mBomb\x1b[0m in Kabul \u202egnihton\u202c killed 3\x07 people\u0085 and\u2066 a dog"),
		"Chinese": explain("", "巴格达发生爆炸，造成三人死亡。 "+strings.Repeat("大马士革 ", 30)),
	} {
		for line := range strings.Lines(out) {
			line = strings.TrimSuffix(line, "\n")
			if n := cells(line); n > explainWidth && strings.Contains(strings.TrimLeft(line, "* "), " ") {
				t.Errorf("%s: a line takes %d columns: %s", name, n, line)
			}
			if strings.ContainsAny(line, "\x1b\x07\u0085\u202e\u202c") {
				t.Errorf("%s: a control is in %q", name, line)
			}
		}
		if opened, ended := strings.Count(out, isolateOwn)+strings.Count(out, isolateLeft), strings.Count(out, isolateEnded); opened != ended || name == "Arabic" && opened == 0 {
			t.Errorf("%s: %d isolates begin and %d end", name, opened, ended)
		}
	}
	for want, out := range map[string]string{
		"The report is empty.":            explain("", ""),
		"Only its first 200 KB were read": explain("", strings.Repeat("Kabul ", text.MaxBytes/5)),
		"no words of events":              explain("", "A polícia matou três manifestantes em Maputo, segundo a oposição."),
		`\u001b[31m`:                      explain("", "\x1b[31mBomb in Kabul"),
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the explanation lacks %q", want)
		}
	}
}

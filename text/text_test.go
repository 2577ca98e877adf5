package text

import (
	"slices"
	"strings"
	"testing"
)

func TestAnalyseKeepsPositions(t *testing.T) {
	a := NewAnalyser()
	title := "“Dangerous escalation”: Iraq’s PM — l’Irak, Sana'a"
	body := "The U.S. said 2,500 troops stay. Dr. Ali agreed.\nعدد القتلى ٢٤ في بغداد. Київ 北京 й"
	d := a.Analyse(title, body, "")
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		field := body
		if tok.InTitle {
			field = title
		}
		if got, want := string([]rune(field)[tok.Start:tok.End]), d.Raw(i); got != want {
			t.Errorf("token %d: code points give %q, bytes give %q", i, got, want)
		}
		if m := d.Mention(i, i); m.Text != d.Raw(i) {
			t.Errorf("mention of token %d is %q, want %q", i, m.Text, d.Raw(i))
		}
	}
	var folds []string
	for _, tok := range d.Tokens {
		folds = append(folds, tok.Fold)
	}
	got := strings.Join(folds, " ")
	for _, want := range []string{"iraq 's pm", "l irak", "sanaa", "2,500", "24 في بغداد", "київ", "北 京", "й"} {
		if !strings.Contains(got, want) {
			t.Errorf("folded tokens %q lack %q", got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{"One. Two! Three?", 3},
		{"Dr. Ali met Gen. Smith. They spoke.", 2},
		{"The U.S. military said so. It left.", 2},
		{"Troops left the U.S. The war went on.", 2},
		{"He said: \"We will stay.\" Then he left.", 2},
		{"A line\nAnother line", 2},
		{"Version 2.5 is at example.com today.", 1},
		{"Convoys reached the town.The mayor thanked them.", 2},
		{"It is sold at Example.org and by U.S.-led firms.", 1},
		{"第一句。第二句。", 2},
		{"", 0},
		{"The army said on Monday that two soldiers and a\ndriver were killed when their convoy came under\nattack on the road to the capital. Nobody said at\nonce that they had done it.", 2},
		{"Blast in market kills four people\nTalks resume\nFour soldiers die in ambush near the border town\nRain", 4},
	}
	a := NewAnalyser()
	for _, tc := range tests {
		d := a.Analyse("", tc.text, "en")
		if len(d.Sentences) != tc.want {
			t.Errorf("%q: %d sentences, want %d", tc.text, len(d.Sentences), tc.want)
		}
		next := 0
		for _, s := range d.Sentences {
			if s.First != next || s.End <= s.First {
				t.Errorf("%q: sentence %v does not follow token %d", tc.text, s, next)
			}
			next = s.End
		}
		if next != len(d.Tokens) {
			t.Errorf("%q: sentences cover %d of %d tokens", tc.text, next, len(d.Tokens))
		}
	}
}

func TestParagraphs(t *testing.T) {
	d := NewAnalyser().Analyse("A title", "One. Two.\n\nThree.\nFour\nFive", "en")
	var got []int
	for _, s := range d.Sentences {
		got = append(got, s.Paragraph)
	}
	if want := []int{0, 0, 0, 1, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("the sentences stand in paragraphs %v, want %v", got, want)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Élysée": "elysee", "Sha'abi": "shaabi", "Київ": "київ", "й": "й", "Ё": "е", "Đà": "da", "ПУТИНА": "путина",
		"بَغْدَاد": "بغداد", "إيران": "ايران", "Ḥūthī": "huthi", "ＢＢＣ": "bbc", "STRASSE": "strasse", "Straße": "strasse",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if got := Fold(want); got != want {
			t.Errorf("Fold is not idempotent on %q: %q", want, got)
		}
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"Iraqi officials said that the drone strike was a dangerous escalation": "en",
		"Les autorités ont annoncé que des frappes ont visé la capitale":        "fr",
		"Las autoridades dijeron que los ataques dejaron varios muertos":        "es",
		"Российские войска нанесли удар по городу, погибли люди":                "ru",
		"Російські війська завдали удару по місту, загинули люди":               "uk",
		"قتل عدة أشخاص في غارة جوية على العاصمة":                                "ar",
		"": "und", "1234": "und",
	} {
		if got := Language("", text, ""); got != want {
			t.Errorf("Language(%q) = %q, want %q", text, got, want)
		}
	}
}

func BenchmarkAnalyse(b *testing.B) {
	a := NewAnalyser()
	body := strings.Repeat("Iraqi officials said on Thursday that a drone strike in Baghdad killed two members of the group. ", 42)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		a.Analyse("Drone strike in Baghdad", body, "en")
	}
}

func TestPossessives(t *testing.T) {
	a := NewAnalyser()
	for in, want := range map[string]string{
		"Iraq's army":       "iraq 's army",
		"Workers' Party":    "workers 's party",
		"Workers’ Party":    "workers 's party",
		"the 'new' Party":   "the ' new ' party",
		"Sana'a and Ba'ath": "sanaa and baath",
	} {
		var folds []string
		for _, tok := range a.Analyse("", in, "en").Tokens {
			folds = append(folds, tok.Fold)
		}
		if got := strings.Join(folds, " "); got != want {
			t.Errorf("%q is cut into %q, want %q", in, got, want)
		}
	}
}

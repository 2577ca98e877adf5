package tag

import (
	"strings"
	"testing"

	"tocsin/report"
)

// A noun of forces without a country is no state that could share the noun of another: tagging it must not fail.
func TestForcesBesideANounOfForces(t *testing.T) {
	got := newTagger(t).Tag(analyser.Analyse("", "Monitors say that forces of Eritrea and the army fought near Kassala on Friday.", ""), &report.Report{})
	for _, a := range got.Actors {
		if a.ID == "eritrea-military" {
			return
		}
	}
	t.Errorf("named are %+v, want the forces of Eritrea", got.Actors)
}

// A text may begin anywhere too: what is looked at before its first word must not be.
func TestTextMayBeginAnywhere(t *testing.T) {
	tagger := newTagger(t)
	for _, cut := range []string{", the rebels, fled the town of Kindu", "had attacked the hotel.", "of having bombed it", "by the army"} {
		r := &report.Report{Text: cut}
		tagger.Tag(analyser.Analyse("", r.Text, ""), r)
	}
}

// Titles are cut wherever somebody's limit fell, "for supplying the army of": a name never begins in the title and ends in the
// text.
func TestTitleMayEndAnywhere(t *testing.T) {
	tagger := newTagger(t)
	for _, whole := range []string{
		"Monitors say that forces of Eritrea and the army of the Sudan met near Kassala on Friday.",
		"A frigate of the Royal Navy and the ambassador of New Zealand were in the port of Old Harbour, Jamaica.",
		"Shells hit a clinic in Upper Katundo, Zambia, on Sunday. Hundreds fled from the village of Upper Katundo.",
		"The health ministry of Cape Verde denied what a former president of Peru had told the Associated Press.",
		"В Тбилиси сообщили о гибели российских военных в Сирии и министра обороны Грузии.",
		"Служба безпеки України затримала колишнього міністра оборони Молдови та російські спецслужби.",
		"Les forces armées maliennes et l'armée du Burkina Faso ont repris Gao, dans le nord du Mali.",
		"El ejército de Colombia y la policía nacional del Perú detuvieron a un general en Santa Cruz de la Sierra.",
		"She met the Minister of Foreign Affairs of Peru, HE Dr Ana Quispe, and anti-government rebels in Lima on Friday.",
		"The destroyers USS Mahan (DDG 72) and USS Hopper (DDG 70) left Norfolk in Virginia.",
		"قال الجيش السوداني إن قوات الدعم السريع قصفت أم درمان في ولاية الخرطوم.",
	} {
		for i, r := range whole {
			if r != ' ' {
				continue
			}
			cut := report.Report{Title: whole[:i], Text: strings.TrimSpace(whole[i:])}
			tagger.Tag(analyser.Analyse(cut.Title, cut.Text, ""), &cut)
		}
	}
}

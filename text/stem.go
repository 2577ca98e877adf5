package text

import (
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/turkish"
)

// Stemmed lists the languages that have a stemmer, by their BCP 47 code.
func Stemmed() []string {
	return []string{"en", "ar", "fr", "es", "ru", "uk", "de", "pt", "it", "nl", "tr"}
}

// Stem returns the stem of a folded word in a language, the word itself where the language has no stemmer here.
func Stem(lang, fold string) string {
	var stem func(*snowballstem.Env) bool
	switch base(lang) {
	case "en":
		stem = english.Stem
	case "ar":
		stem = stemArabic
	case "fr":
		stem = french.Stem
	case "es":
		stem = spanish.Stem
	case "ru":
		stem = russian.Stem
	case "uk":
		return stemUkrainian(fold)
	case "de":
		stem = german.Stem
	case "pt":
		stem = portuguese.Stem
	case "it":
		stem = italian.Stem
	case "nl":
		stem = dutch.Stem
	case "tr":
		stem = turkish.Stem
	default:
		return fold
	}
	env := snowballstem.NewEnv(fold)
	stem(env)
	if s := env.Current(); s != "" {
		return s
	}
	return fold
}

// stemArabic takes affixes until none is left: the stemmer takes either the article or the ending of a folded word (الغاره),
// so that once is not enough for a word to meet its own indefinite form.
func stemArabic(env *snowballstem.Env) bool {
	for before := ""; before != env.Current() && utf8.RuneCountInString(env.Current()) > 3; {
		before = env.Current()
		next := snowballstem.NewEnv(before)
		arabic.Stem(next)
		if utf8.RuneCountInString(next.Current()) < 2 {
			break
		}
		env.SetCurrent(next.Current())
	}
	return true
}

// ukrainianEndings are case and verb endings, longest first. A light stemmer: it takes one ending and leaves three
// letters or more.
var ukrainianEndings = []string{
	"ування", "ювання", "ального", "ення", "ання", "ості", "істю", "ами", "ями", "ого", "ому", "ими", "іми", "ові", "еві", "али", "или", "ити", "ати", "ила", "ала",
	"их", "іх", "ах", "ях", "ам", "ям", "ою", "ею", "ій", "ий", "ом", "ем", "ів", "їв", "ив", "ав",
	"а", "я", "у", "ю", "і", "ї", "и", "е", "о", "й", "ь",
}

func stemUkrainian(w string) string {
	for _, e := range ukrainianEndings {
		if n := len(w) - len(e); n >= 6 && w[n:] == e {
			return w[:n]
		}
	}
	return w
}

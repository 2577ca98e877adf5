package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// sample is how many letters of a text the language is guessed from.
const sample = 400

// wordsForTrigrams is how many different words of unknown languages trigrams need.
const wordsForTrigrams = 12

// base returns the language of a BCP 47 tag without script and region.
func base(lang string) string {
	if i := strings.IndexAny(lang, "-_"); i > 0 {
		lang = lang[:i]
	}
	return strings.ToLower(lang)
}

// guessable are the languages that whatlanggo may choose from: more would make short texts a lottery.
var guessable = whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{
	whatlanggo.Eng: true, whatlanggo.Fra: true, whatlanggo.Spa: true, whatlanggo.Por: true, whatlanggo.Deu: true,
	whatlanggo.Ita: true, whatlanggo.Nld: true, whatlanggo.Tur: true, whatlanggo.Pol: true, whatlanggo.Ron: true,
	whatlanggo.Rus: true, whatlanggo.Ukr: true, whatlanggo.Bul: true, whatlanggo.Srp: true, whatlanggo.Bel: true,
	whatlanggo.Arb: true, whatlanggo.Pes: true, whatlanggo.Urd: true, whatlanggo.Heb: true, whatlanggo.Ell: true,
	whatlanggo.Hin: true, whatlanggo.Cmn: true, whatlanggo.Jpn: true, whatlanggo.Kor: true, whatlanggo.Tha: true,
	whatlanggo.Som: true, whatlanggo.Ind: true, whatlanggo.Swe: true, whatlanggo.Hun: true,
}}

// Language tells the language of a text as a BCP 47 code, "und" when it cannot. Letters that only one language has
// decide first, then small words and the words of news, then trigrams; declared decides only what words leave open.
func Language(title, body, declared string) string {
	s := head(title, sample)
	if len(s) == len(title) {
		s += "\n" + head(body, sample)
	}
	switch scriptOf(s) {
	case "":
		if declared != "" {
			return base(declared)
		}
		return "und"
	case "cyrillic":
		return cyrillic(s)
	case "arabic":
		return arabicScript(s)
	case "other":
		if l := byScript(s); l != "" && l != "hi" || l == "hi" && declared == "" {
			return l // Devanagari is of many languages
		}
	case "latin":
		if l := byWords(s, base(declared)); l != "" {
			return l
		}
		if declared != "" {
			return base(declared)
		}
		if plain(s) && !varied(s, wordsForTrigrams) {
			return "en" // trigrams of a headline are a lottery
		}
	}
	info := whatlanggo.DetectWithOptions(s, guessable)
	if l := info.Lang.Iso6391(); l != "" && (info.Confidence > 0.3 || declared == "") {
		return l
	}
	if declared != "" {
		return base(declared)
	}
	return "und"
}

// head returns the first n letters of s with what stands between them.
func head(s string, n int) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			if n--; n < 0 {
				return s[:i]
			}
		}
	}
	return s
}

func scriptOf(s string) string {
	var latin, cyr, arab, other int
	for _, r := range s {
		switch {
		case r < 0x80:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				latin++
			}
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyr++
		case unicode.Is(unicode.Arabic, r):
			arab++
		default:
			other++
		}
	}
	switch most := max(latin, cyr, arab, other); most {
	case 0:
		return ""
	case latin:
		return "latin"
	case cyr:
		return "cyrillic"
	case arab:
		return "arabic"
	}
	return "other"
}

// plain says whether a text has ASCII letters only.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xC0 {
			r, _ := utf8.DecodeRuneInString(s[i:])
			if unicode.IsLetter(r) {
				return false
			}
		}
	}
	return true
}

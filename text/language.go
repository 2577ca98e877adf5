package text

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// sample is how many letters of a text the language is guessed from.
const sample = 400

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
// decide first, then function words, then trigrams; declared decides only what these leave open.
func Language(title, body, declared string) string {
	s := head(title+"\n"+body, sample)
	switch script := scriptOf(s); script {
	case "":
		if declared != "" {
			return base(declared)
		}
		return "und"
	case "cyrillic":
		return cyrillic(s)
	case "latin":
		if l := byFunctionWords(s); l != "" {
			return l
		}
		if declared != "" {
			return base(declared)
		}
	case "arabic":
		if strings.ContainsAny(s, "ٹڈڑےں") {
			return "ur"
		}
		if strings.ContainsAny(s, "پچژگ") || strings.Count(s, "ی") > 2 {
			return "fa"
		}
		return "ar"
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

// cyrillic tells languages apart by the letters that only they have.
func cyrillic(s string) string {
	switch {
	case strings.ContainsAny(s, "їєґЇЄҐ"):
		return "uk"
	case strings.ContainsAny(s, "ўЎ"):
		return "be"
	case strings.ContainsAny(s, "ђћџљњј"):
		return "sr"
	case strings.ContainsAny(s, "ыэёЫЭЁ"):
		return "ru"
	case strings.ContainsAny(s, "іІ"):
		return "uk"
	case strings.Count(s, "ъ") > 1:
		return "bg"
	}
	return "ru" // one letter in twenty of Ukrainian is an і
}

// functionWords are frequent words that few of the others have.
var functionWords = map[string]map[string]bool{
	"en": set("the of and to in for on with from by was were is are has have that after at as said his their"),
	"fr": set("le la les des du et une dans pour sur avec par est sont aux ont qui au pas plus cette"),
	"es": set("el los las del y una en para con por es son que al ha se su como"),
	"pt": set("o os as do da dos das e uma em para com por no na ao foi que"),
	"de": set("der die das und den dem ein eine von mit auf ist sind nach bei im zu für"),
	"it": set("il gli di e una per con è sono che nel della dei alla"),
	"nl": set("de het een van en in op met voor zijn is dat door bij"),
	"tr": set("ve bir bu için ile da de olarak olan"),
}

// byFunctionWords returns the language most of whose function words stand in s, empty when no one leads.
func byFunctionWords(s string) string {
	count := make(map[string]int, len(functionWords))
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for l, ws := range functionWords {
			if ws[w] {
				count[l]++
			}
		}
	}
	best, second, lang := 0, 0, ""
	for l, n := range count {
		if n > best {
			best, second, lang = n, best, l
		} else if n > second {
			second = n
		}
	}
	if best >= 2 && best > second {
		return lang
	}
	return ""
}

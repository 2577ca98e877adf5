package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
		if len(s) < sample/4 && plain(s) {
			return "en" // trigrams of a headline are a lottery
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

// functionWords are frequent words that few of the others have, by language.
var functionWords = [...]struct{ lang, words string }{
	{"en", "the of and to in for on with from by was were is are has have that after at as said his their its who been but not will says over amid"},
	{"fr", "le la les des du et une dans pour sur avec par est sont aux ont qui au pas plus cette"},
	{"es", "el los las del y una en para con por es son que al ha se su como"},
	{"pt", "o os as do da dos das e uma em para com por no na ao foi que"},
	{"de", "der die das und den dem ein eine von mit auf ist sind nach bei im zu für"},
	{"it", "il gli di e una per con è sono che nel della dei alla"},
	{"nl", "de het een van en in op met voor zijn is dat door bij"},
	{"tr", "ve bir bu için ile da de olarak olan"},
}

// languagesOf gives a function word the languages that have it, one bit each in the order of functionWords.
var languagesOf = func() map[string]uint16 {
	m := make(map[string]uint16)
	for k, l := range functionWords {
		for _, w := range strings.Fields(l.words) {
			m[w] |= 1 << k
		}
	}
	return m
}()

// longestFunctionWord bounds what is looked up, in bytes.
const longestFunctionWord = 8

// byFunctionWords returns the language most of whose function words stand in s, empty when no one leads. One word is
// enough in a text as short as a headline.
func byFunctionWords(s string) string {
	var count [len(functionWords)]int
	words := 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		if len(w) > longestFunctionWord {
			continue
		}
		for k, m := 0, languagesOf[w]; m != 0; k, m = k+1, m>>1 {
			count[k] += int(m & 1)
		}
	}
	best, second, at := 0, 0, 0
	for k, n := range count {
		if n > best {
			best, second, at = n, best, k
		} else {
			second = max(second, n)
		}
	}
	if best > second && (best >= 2 || words <= 15) {
		return functionWords[at].lang
	}
	return ""
}

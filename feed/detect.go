package feed

import (
	"bytes"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A guess is an encoding that bytes may be in when nothing says so, and how text in it is recognised.
type guess struct {
	name string
	encoding.Encoding
	language *commonLetters
}

// commonLetters are the letters that make up most of any text of a language, and what share of its letters they are.
type commonLetters struct {
	letters map[rune]bool
	share   float64
	script  *unicode.RangeTable
	cased   bool
}

func common(letters string, share float64, cased bool, script *unicode.RangeTable) *commonLetters {
	c := &commonLetters{letters: map[rune]bool{}, share: share, script: script, cased: cased}
	for _, r := range letters {
		c.letters[r] = true
	}
	return c
}

// guesses lists the candidates, the commoner first: of equals the first is taken. Languages in Latin letters stand by
// themselves, since a text has the letters of one of them and hardly any of another.
var guesses = sync.OnceValue(func() []guess {
	russian := common("оеаинтсрвлкмдпуяыьгзбч", 0.93, true, unicode.Cyrillic)
	japaneseText := common("のにはをたがでてとしれさいるなもかっりすんこあらきどまそうくけつよめみおせえち"+
		"ーンスルトラリクアイシレドジタフロマッ日本人年大国会中出時行見月分後前上生者事社", 0.62, false, nil)
	simplified := common("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"+
		"同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些"+
		"新闻日报道美月全与将关", 0.45, false, nil)
	traditional := common("的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動"+
		"同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些"+
		"新聞日報道美月全與將關台灣", 0.45, false, nil)
	koreanText := common("이다의는에을가고하한지로기사를은도서자해인그시나어리대스으있들정수전라부일보원장제"+
		"성국만상니주조안게공유구소적아선동비당경방화여위무연신발미민", 0.60, false, nil)
	hebrew := common("יוהלאמרתבשנ", 0.72, false, unicode.Hebrew)
	greek := common("αοιετσνηρπκμυλάίόέςήώ", 0.88, true, unicode.Greek)
	arabic := common("اليمونرتبةعدسفهكقحأج", 0.90, false, unicode.Arabic)
	thai := common("านรกองเมยลวดตทสตะปบ่้ัิีืุ์", 0.85, false, unicode.Thai)
	list := []guess{
		{"shift_jis", japanese.ShiftJIS, japaneseText},
		{"euc-jp", japanese.EUCJP, japaneseText},
		{"gb18030", simplifiedchinese.GB18030, simplified},
		{"big5", traditionalchinese.Big5, traditional},
		{"euc-kr", korean.EUCKR, koreanText},
		{"windows-1251", charmap.Windows1251, russian},
		{"koi8-r", charmap.KOI8R, russian},
		{"iso-8859-5", charmap.ISO8859_5, russian},
		{"ibm866", charmap.CodePage866, russian},
		{"windows-1255", charmap.Windows1255, hebrew},
		{"windows-1253", charmap.Windows1253, greek},
		{"windows-1256", charmap.Windows1256, arabic},
		{"iso-8859-6", charmap.ISO8859_6, arabic},
		{"windows-874", charmap.Windows874, thai},
	}
	for _, letters := range []string{"éèàêçùâîôûëïœæÿ", "äöüß", "áéíóúñü", "áãâàçéêíóôõú", "àèéìòù", "åäöæøé", "áðéíóúýþæö"} {
		list = append(list, guess{"windows-1252", charmap.Windows1252, latin(letters)})
	}
	for _, letters := range []string{"áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "ăâîşţșț", "čćđšž"} {
		list = append(list, guess{"windows-1250", charmap.Windows1250, latin(letters)}, guess{"iso-8859-2", charmap.ISO8859_2, latin(letters)})
	}
	return append(list, guess{"windows-1254", charmap.Windows1254, latin("ışğçöüİâî")})
})

// latin is a language in Latin letters, given by those of its letters that are not ASCII.
func latin(letters string) *commonLetters { return common(letters, 0.97, true, unicode.Latin) }

// detect guesses the encoding of bytes that are neither UTF-8 nor declared, by which letters they would be. It returns
// nil when nothing fits better than Western European text, which is then the likeliest.
func detect(body []byte) (encoding.Encoding, string) {
	const sampleSize, least = 16 << 10, 0.35
	sample := highBytes(body, sampleSize)
	var best guess
	bestScore := least
	for _, g := range guesses() {
		text, err := g.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		if score := g.language.score(text); score > bestScore+0.02 {
			best, bestScore = g, score
		}
	}
	if best.Encoding == nil || best.name == "windows-1252" {
		return nil, ""
	}
	return best.Encoding, best.name
}

// highBytes returns the lines of a body that are not ASCII, up to size bytes; a line end is a safe place to cut in every
// encoding.
func highBytes(body []byte, size int) []byte {
	var sample []byte
	for len(body) > 0 && len(sample) < size {
		line := body
		if i := bytes.IndexAny(body, "\n<>"); i >= 0 {
			line = body[:i+1]
		}
		body = body[len(line):]
		for _, b := range line {
			if b >= utf8.RuneSelf {
				sample = append(sample, line[:min(len(line), size)]...)
				break
			}
		}
	}
	return sample
}

// score says how much like its language a text looks: near 1 when its letters are the common ones in the usual share, 0
// or less when it has characters that no text has.
func (c *commonLetters) score(text []byte) float64 {
	var letters, usual, wrong float64
	previous := ' '
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch {
		case r < utf8.RuneSelf:
		case r == utf8.RuneError, r >= 0x80 && r < 0xA0, r >= 0xE000 && r < 0xF900, r >= 0xFF61 && r < 0xFFA0:
			letters++
			wrong++
		case !unicode.IsLetter(r) && !unicode.IsMark(r):
			if unicode.IsSymbol(r) {
				wrong += 0.3 // box drawing, currency signs inside words
			}
		default:
			letters++
			lower := r
			if c.cased {
				lower = unicode.ToLower(r)
			}
			if c.letters[lower] {
				usual++
			}
			if c.script != nil && !c.fits(previous, r, text[i:]) {
				wrong += 0.5
			}
		}
		previous = r
	}
	if letters == 0 {
		return 0
	}
	return min(usual/letters/c.share, 1.05) - 2*wrong/letters
}

// fits reports whether a letter stands well beside its neighbours: in its script, in Latin among ASCII letters, and no
// capital after a small letter.
func (c *commonLetters) fits(previous, r rune, rest []byte) bool {
	if !unicode.Is(c.script, r) && !unicode.Is(unicode.Inherited, r) {
		return false
	}
	if c.script == unicode.Latin {
		next, _ := utf8.DecodeRune(rest)
		return isASCIILetter(previous) || isASCIILetter(next)
	}
	if isASCIILetter(previous) {
		return false
	}
	return !(c.cased && unicode.IsUpper(r) && unicode.IsLower(previous))
}

func isASCIILetter(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }

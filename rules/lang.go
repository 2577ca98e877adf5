package rules

import (
	"fmt"
	"strings"

	"tocsin/text"
)

// langValue reads a language by its ISO 639 code or its English name.
func (p *parser) langValue(name string, start int) (value, error) {
	code := baseLang(name)
	var known []string
	for row := range strings.SplitSeq(languages, "\n") {
		c, n, _ := strings.Cut(row, " ")
		if c == code || text.Fold(n) == text.Fold(name) {
			return value{show: c, name: n, id: c}, nil
		}
		known = append(known, n)
	}
	suggest := nearest(name, known, 3)
	for i, s := range suggest {
		suggest[i] = quote(s)
	}
	return value{}, p.fail(start, p.pos, fmt.Sprintf("%q is no language that is known here: write a code such as en or ar", name), suggest...)
}

// languages are those that a report may be in, with their ISO 639 codes.
const languages = `en English
ar Arabic
fr French
es Spanish
ru Russian
uk Ukrainian
de German
pt Portuguese
it Italian
nl Dutch
tr Turkish
fa Persian
he Hebrew
ku Kurdish
ckb Sorani
ur Urdu
ps Pashto
hi Hindi
bn Bengali
pa Punjabi
ta Tamil
te Telugu
ml Malayalam
mr Marathi
gu Gujarati
kn Kannada
si Sinhala
ne Nepali
my Burmese
th Thai
lo Lao
km Khmer
vi Vietnamese
id Indonesian
ms Malay
tl Tagalog
jv Javanese
zh Chinese
ja Japanese
ko Korean
mn Mongolian
bo Tibetan
ug Uyghur
kk Kazakh
ky Kyrgyz
uz Uzbek
tk Turkmen
tg Tajik
az Azerbaijani
hy Armenian
ka Georgian
el Greek
bg Bulgarian
mk Macedonian
sr Serbian
hr Croatian
bs Bosnian
sl Slovenian
sq Albanian
ro Romanian
hu Hungarian
cs Czech
sk Slovak
pl Polish
be Belarusian
lt Lithuanian
lv Latvian
et Estonian
fi Finnish
sv Swedish
no Norwegian
nb Bokmål
nn Nynorsk
da Danish
is Icelandic
ga Irish
cy Welsh
eu Basque
ca Catalan
gl Galician
mt Maltese
am Amharic
ti Tigrinya
so Somali
om Oromo
sw Swahili
rw Kinyarwanda
rn Kirundi
ha Hausa
yo Yoruba
ig Igbo
ff Fula
bm Bambara
wo Wolof
ln Lingala
sn Shona
zu Zulu
xh Xhosa
af Afrikaans
mg Malagasy
yi Yiddish
eo Esperanto
la Latin
und undetermined`

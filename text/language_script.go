package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cyrillic tells languages apart by the letters and the small words that only some have.
func cyrillic(s string) string {
	var t slavic
	if lang := t.letters(s); lang != "" {
		return lang
	}
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		t.word(w)
	}
	if strings.ContainsAny(s, "іІ") && strings.ContainsAny(s, "ыЫэЭ") {
		return "be"
	}
	for _, p := range ukrainianParts {
		t.uk += 2 * strings.Count(s, p)
	}
	t.bg += 2 * t.soft // a vowel
	return t.language()
}

// A slavic text is what speaks for each of the languages in Cyrillic letters.
type slavic struct {
	uk, ru, bg, kk, mk int
	soft               int  // each ъ that parts no consonant from a vowel, as it does in Russian
	south              bool // letters that Serbian and Macedonian share
}

// letters counts what the letters of s say, and returns the language of one that no other has.
func (t *slavic) letters(s string) string {
	before := rune(0)
	for i, r := range s {
		switch unicode.ToLower(r) {
		case 'ї', 'є', 'ґ':
			t.uk += 3
		case 'і':
			t.uk += 2
		case 'ы', 'э', 'ё':
			t.ru += 3
		case 'ъ':
			if next, _ := utf8.DecodeRuneInString(s[i+2:]); !strings.ContainsRune("еёюяЕЁЮЯ", next) {
				t.soft++
			} else {
				t.ru++
			}
		case 'ў':
			return "be"
		case 'ђ', 'ћ':
			return "sr"
		case 'џ', 'љ', 'њ', 'ј':
			t.south = true
		case 'ѓ', 'ќ', 'ѕ':
			return "mk"
		case 'қ', 'ғ', 'ұ', 'ә', 'ң', 'ө', 'ү':
			t.kk++
		case '\'', '’', 'ʼ':
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):]); unicode.Is(unicode.Cyrillic, before) && unicode.Is(unicode.Cyrillic, next) {
				t.uk += 3 // п'ять
			}
		}
		before = r
	}
	return ""
}

// word counts what one word says.
func (t *slavic) word(w string) {
	low := strings.ToLower(w)
	switch cyrillicWords[low] {
	case "uk":
		t.uk += 3
	case "ru":
		t.ru += 3
	case "bg":
		t.bg += 3
	}
	if macedonian[low] {
		t.mk++
	}
	if strings.HasSuffix(w, "аа") && len(w) > 8 {
		t.mk += 2 // загинаа
	}
	if strings.HasSuffix(w, "ою") && len(w) > 8 {
		t.uk += 2 // Полтавою
	}
}

// language returns the one for which most speaks.
func (t *slavic) language() string {
	switch {
	case (t.south || t.mk > 1) && t.mk > 0:
		return "mk"
	case t.south:
		return "sr"
	case t.kk > 1 && t.kk >= t.uk/3:
		return "kk"
	case t.bg > t.ru && t.bg > t.uk:
		return "bg"
	case t.uk > t.ru:
		return "uk"
	}
	return "ru" // one letter in twenty of Ukrainian is an і
}

// scripts are those that one language has, or nearly, and the language.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Greek, "el"}, {unicode.Hebrew, "he"}, {unicode.Thai, "th"},
	{unicode.Devanagari, "hi"}, {unicode.Bengali, "bn"}, {unicode.Tamil, "ta"}, {unicode.Armenian, "hy"}, {unicode.Georgian, "ka"}, {unicode.Ethiopic, "am"},
	{unicode.Myanmar, "my"}, {unicode.Khmer, "km"}, {unicode.Han, "zh"},
}

// byScript tells a language by its script: the first of scripts that any letter of s is of, empty for none. Han comes last, since
// Japanese and Korean write it too.
func byScript(s string) string {
	best := len(scripts)
	for _, r := range s {
		if r < 0x370 {
			continue
		}
		for k := range best {
			if unicode.Is(scripts[k].table, r) {
				best = k
				break
			}
		}
	}
	if best == len(scripts) {
		return ""
	}
	return scripts[best].lang
}

// macedonian are small words that Serbian has otherwise.
var macedonian = map[string]bool{"во": true, "со": true, "што": true, "ги": true, "кои": true, "беше": true, "дека": true, "овој": true, "лица": true, "соопшти": true}

// ukrainianParts are of words that Russian writes otherwise: -ський, -ння, -ував.
var ukrainianParts = [...]string{"ськ", "цьк", "зьк", "ння", "ття", "ьог", "ував", "увал", "юва", "єт"}

// cyrillicWords are common words without a letter that decides, by the only one of the three languages that has them.
var cyrillicWords = func() map[string]string {
	m := make(map[string]string)
	for lang, words := range map[string]string{
		"ru": "и что как его из от или только со во при под перед после также еще уже они она он был была было были человек людей погиб погибли погибла погибло убит убиты ранен ранены ранения взрыв взрыва обстрел обстрела удар ударов войск войска военные военных город города городе сообщил сообщили сообщает власти полиция задержан задержаны арестован беспилотник беспилотников беспилотники двое трое четверо пять шесть семь восемь девять десять против между дом доме дома нет если чтобы новые ночью вечером утром сегодня обвинил пригрозил",
		"uk": "та й що як його від або тільки зі перед також ще вже вони вона він був була було були людина людей загинув загинула загинуло загинули вбито вбив вбили вбита поранено поранена поранений вибух вибуху внаслідок унаслідок завдяки нападника розгромило зазнали зазнала стався сталася вдалося ввечері розпочав розпочали оголосив оголосили країни влада влади вдарив ворога ворожий збито збили засуджено розгромив призначив призначила щодо окрім досі навіть лише деякі наразі влучив влучила влучили будинок будинку росіяни ворог вдарили вдарив завдали атакував атакувала атакували окупанти окупантів шахед проти троє четверо сьогодні вночі уночі вранці увечері повідомив повідомила повідомили мешканців затримано затримали заарештовано вирок лютого березня травня червня липня серпня вересня жовтня листопада грудня",
		"bg": "се няма са ще като със бе след че не това който която които към вече срещу заради беше загинаха загина убити ранени взрив атака удар при няколко души хора война правителството президентът министърът",
	} {
		for _, w := range strings.Fields(words) {
			if _, twice := m[w]; twice {
				m[w] = "" // of several
				continue
			}
			m[w] = lang
		}
	}
	return m
}()

// arabicScript tells the languages in Arabic script apart by the letters and the small words that only some have.
func arabicScript(s string) string {
	var fa, ar int
	for _, r := range s {
		switch r {
		case 'ٹ', 'ڈ', 'ڑ', 'ے', 'ں', 'ھ':
			return "ur"
		case 'ښ', 'ځ', 'څ', 'ړ', 'ۍ', 'ډ', 'ټ', 'ې', 'ږ', 'ڼ':
			return "ps"
		case 'ێ', 'ۆ', 'ڕ', 'ڵ', 'ە':
			return "ckb"
		case 'پ', 'چ', 'ژ', 'گ':
			fa += 2
		case 'ک', 'ی':
			fa++
		case 'ة', 'ى', 'أ', 'إ':
			ar += 2
		}
	}
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch w {
		case "در", "از", "به", "را", "این", "اين", "است", "شد", "شدند", "با", "بر", "برای", "براي", "که", "كه", "می", "های", "هاي", "کرد", "كرد", "یک":
			fa += 3
		case "في", "من", "على", "إلى", "الى", "عن", "أن", "التي", "الذي", "بعد", "قبل", "ضد", "بين", "خلال":
			ar += 3
		default:
			if strings.HasPrefix(w, "ال") {
				ar++
			}
		}
	}
	if fa > ar {
		return "fa"
	}
	return "ar"
}

package feed

import (
	_ "embed" // months.txt
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // dates name zones such as Europe/Kyiv, and a container may not know them
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed months.txt
var monthNames string

// months maps the folded names of months, and their beginnings of three letters or more, to their numbers. A whole name
// goes before a beginning, and of languages the first in the list goes before the others.
var months = sync.OnceValue(func() map[string]int {
	whole, begun := map[string]int{}, map[string]int{}
	for line := range strings.Lines(monthNames) {
		fields := strings.Fields(line)
		if len(fields) != 13 || strings.HasPrefix(line, "#") {
			continue
		}
		for month, names := range fields[1:] {
			for name := range strings.SplitSeq(names, "/") {
				name = fold(name)
				setDefault(whole, name, month+1)
				letters := 0
				for i := range name {
					if letters++; letters > 3 {
						setDefault(begun, name[:i], month+1)
					}
				}
			}
		}
	}
	for name, month := range begun {
		setDefault(whole, name, month)
	}
	delete(whole, "-")
	return whole
})

func setDefault(m map[string]int, key string, value int) {
	if _, ok := m[key]; !ok {
		m[key] = value
	}
}

// monthOf returns the month that a word names, 0 when it names none.
func monthOf(word string) int {
	var lowered [32]byte
	if len(word) > len(lowered) {
		return months()[fold(word)]
	}
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return months()[fold(word)]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		lowered[i] = c
	}
	return months()[string(lowered[:len(word)])]
}

// fold lowers a word and takes the marks off its letters.
func fold(word string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		if r == 'ı' {
			r = 'i'
		}
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// zones are the abbreviations of time zones that dates name, in minutes east of Greenwich. Where one has several
// meanings, that of RFC 822 or of the most people is taken.
var zones = map[string]int{
	"ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "zulu": 0, "uct": 0,
	"est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360, "mt": -420,
	"pst": -480, "pdt": -420, "pt": -480, "ast": -240, "adt": -180, "at": -240, "nst": -210, "ndt": -150,
	"akst": -540, "akdt": -480, "hst": -600, "hdt": -540, "brt": -180, "brst": -120, "art": -180, "clt": -240,
	"clst": -180, "cot": -300, "pet": -300, "vet": -240, "bot": -240, "uyt": -180, "pyt": -240, "ect": -300,
	"bst": 60, "ist": 330, "west": 60, "cet": 60, "met": 60, "mez": 60, "wat": 60, "cest": 120, "mest": 120, "mesz": 120,
	"met dst": 120, "eet": 120, "oez": 120, "cat": 120, "sast": 120, "idt": 180, "eest": 180, "oesz": 180, "msk": 180,
	"msd": 240, "eat": 180, "trt": 180, "fet": 180, "irst": 210, "irdt": 270, "gst": 240, "samt": 240, "get": 240,
	"azt": 240, "amt": 240, "aft": 270, "pkt": 300, "uzt": 300, "tmt": 300, "tjt": 300, "yekt": 300, "npt": 345,
	"bdt": 360, "almt": 360, "kgt": 360, "omst": 360, "btt": 360, "mmt": 390, "ict": 420, "wib": 420, "novt": 420,
	"krat": 420, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "phst": 480, "wita": 480, "awst": 480, "irkt": 480,
	"ulat": 480, "jst": 540, "kst": 540, "wit": 540, "yakt": 540, "acst": 570, "acdt": 630, "aest": 600, "vlat": 600,
	"chst": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}

// zoneOffset returns the offset of the zone that a word names, in minutes. Single letters are those of RFC 822.
func zoneOffset(word string) (minutes int, ok bool) {
	if len(word) > 8 {
		return 0, false
	}
	word = strings.ToLower(word)
	if minutes, ok = zones[word]; ok || len(word) != 1 {
		return minutes, ok
	}
	switch c := word[0]; {
	case c >= 'a' && c <= 'i':
		return -60 * int(c-'a'+1), true
	case c >= 'k' && c <= 'm':
		return -60 * int(c-'k'+10), true
	case c >= 'n' && c <= 'y':
		return 60 * int(c-'n'+1), true
	}
	return 0, false
}

// namedZone returns the location of a name such as Asia/Baghdad, nil when there is none.
func namedZone(name string) *time.Location {
	if !strings.Contains(name, "/") || len(name) > 40 {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}

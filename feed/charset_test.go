package feed

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// sentences are news as it could stand in a feed, one for each charset that must be recognised without being named.
var sentences = []struct{ charset, text string }{
	{"windows-1251", "Глава администрации сообщил о взрывах в городе, по предварительным данным пострадавших нет"},
	{"koi8-r", "Министр иностранных дел прибыл с визитом, переговоры о прекращении огня продолжатся завтра"},
	{"iso-8859-5", "Спасатели нашли троих выживших под завалами дома, поиски продолжаются всю ночь"},
	{"windows-1251", "Взрыв"},
	{"koi8-r", "Землетрясение в горах"},
	{"shift_jis", "政府は地震の被害を受けた地域に支援を送ると発表しました。津波の心配はありません。"},
	{"euc-jp", "警察によると、駅の近くで爆発があり、二人がけがをしたということです。"},
	{"gb18030", "外交部发言人表示，中国希望各方保持克制，不要采取使局势升级的行动。"},
	{"gb18030", "地震造成多人受伤，救援人员已经到达现场"},
	{"big5", "外交部發言人表示，各方應該保持克制，不要採取使局勢升級的行動，台灣的新聞報道。"},
	{"euc-kr", "정부는 북한의 미사일 발사를 강하게 비판하고 국제 사회의 대응을 요구했다"},
	{"windows-1255", "ראש הממשלה אמר כי הצבא ימשיך לפעול בצפון עד להשגת כל המטרות"},
	{"windows-1253", "Η αστυνομία ανακοίνωσε ότι δύο άτομα τραυματίστηκαν από την έκρηξη στο κέντρο της πόλης"},
	{"windows-1256", "قالت وزارة الدفاع إن القوات المسلحة نفذت ضربات جوية على مواقع في شمال البلاد"},
	{"windows-874", "ตำรวจกล่าวว่ามีผู้บาดเจ็บหลายคนจากเหตุระเบิดในเมืองหลวงเมื่อวานนี้"},
	{"windows-1252", "Le président a déclaré que les négociations reprendraient après la trêve, à Genève"},
	{"windows-1252", "Behörden melden zwölf Verletzte nach einer Explosion in der Nähe von München"},
	{"windows-1252", "Según las autoridades, la explosión dejó heridos en la región de Bogotá"},
	{"windows-1250", "Při výbuchu v průmyslové čtvrti bylo zraněno několik lidí, uvedla mluvčí policie, příčinou může být únik plynu"},
	{"windows-1250", "Żołnierze odparli atak na przejściu granicznym, są ranni, poinformował rzecznik ministra, który był na miejscu później"},
	{"windows-1254", "Dışişleri Bakanlığı sözcüsü, saldırıyı kınadı ve görüşmelerin sürdüğünü açıkladı, çatışmalar sınırda yaşandı"},
}

func rssOf(title string) string {
	return "<rss version=\"2.0\"><channel><title>x</title>\n<item>\n<title>" + title + "</title>\n</item>\n</channel></rss>"
}

// encoded returns text in a charset.
func encoded(t testing.TB, charset, text string) []byte {
	t.Helper()
	enc := map[string]encoding.Encoding{
		"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		"utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "utf-32be": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
	}[charset]
	if enc == nil {
		enc = lookupEncoding(charset)
	}
	if enc == nil {
		t.Fatalf("no encoding %s", charset)
	}
	body, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", charset, err)
	}
	return body
}

func titleOf(t testing.TB, body []byte, contentType string) string {
	t.Helper()
	doc, err := Parse(body, Options{ContentType: contentType})
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Entries) != 1 {
		t.Fatalf("%d entries, want 1", len(doc.Entries))
	}
	return doc.Entries[0].Title
}

func TestUndeclaredCharsets(t *testing.T) {
	for _, s := range sentences {
		if got := titleOf(t, encoded(t, s.charset, rssOf(s.text)), ""); got != s.text {
			enc, name := detect(encoded(t, s.charset, rssOf(s.text)))
			t.Errorf("%s: %q\n read as %q (%s %v)", s.charset, s.text, got, name, enc)
			for _, g := range guesses() {
				b, _ := g.NewDecoder().Bytes(highBytes(encoded(t, s.charset, rssOf(s.text)), 1<<14))
				t.Logf("%s %.2f %s", g.name, g.language.score(b), b[:min(60, len(b))])
			}
		}
	}
}

func TestNamedCharsets(t *testing.T) {
	for _, s := range sentences {
		body := rssOf(s.text)
		for where, got := range map[string]string{
			"header":      titleOf(t, encoded(t, s.charset, body), "text/xml; charset="+s.charset),
			"quoted":      titleOf(t, encoded(t, s.charset, body), `application/rss+xml; charset = '`+strings.ToUpper(s.charset)+`'`),
			"declaration": titleOf(t, encoded(t, s.charset, fmt.Sprintf("<?xml version='1.0' encoding='%s'?>%s", s.charset, body)), ""),
			"declaration against a careless header": titleOf(t, encoded(t, s.charset,
				fmt.Sprintf("<?xml version='1.0' encoding='%s'?>%s", s.charset, body)), "text/xml; charset=ISO-8859-1"),
		} {
			if got != s.text {
				t.Errorf("%s by %s: got %q, want %q", s.charset, where, got, s.text)
			}
		}
	}
}

func TestUnicodeForms(t *testing.T) {
	const title = "Київ — €5 𝄞"
	body := rssOf(title)
	declared := func(name string) string { return "<?xml version=\"1.0\" encoding=\"" + name + "\"?>\n" + body }
	for name, doc := range map[string][]byte{
		"utf-8":                          []byte(body),
		"utf-8 with mark":                []byte("\ufeff" + body),
		"utf-8 declared as utf-16":       []byte(declared("utf-16")),
		"utf-8 declared as latin-1":      []byte(declared("iso-8859-1")),
		"utf-8 declared as nonsense":     []byte(declared("klingon-1")),
		"utf-16le with mark":             encoded(t, "utf-16le", "\ufeff"+body),
		"utf-16be with mark":             encoded(t, "utf-16be", "\ufeff"+body),
		"utf-16le without":               encoded(t, "utf-16le", body),
		"utf-16be without":               encoded(t, "utf-16be", body),
		"utf-16le declared as utf-8":     encoded(t, "utf-16le", declared("utf-8")),
		"utf-32le with mark":             encoded(t, "utf-32le", "\ufeff"+body),
		"utf-32be with mark":             encoded(t, "utf-32be", "\ufeff"+body),
		"utf-32be without":               encoded(t, "utf-32be", declared("utf-32")),
		"utf-32le without":               encoded(t, "utf-32le", body),
		"white space before declaration": []byte("\n \n" + declared("utf-8")),
	} {
		for _, header := range []string{"", "text/xml", "text/xml; charset=iso-8859-1", "application/rss+xml;charset=UTF-8", "text/xml; charset="} {
			if got := titleOf(t, doc, header); got != title {
				t.Errorf("%s with %q: got %q, want %q", name, header, got, title)
			}
		}
	}
}

func TestMixedCharsets(t *testing.T) {
	for in, want := range map[string]string{
		"pasted \x93caf\xe9\x94 \u2014 «ça» été à là":  "pasted “café” — «ça» été à là",
		"C1 controls \u0093quoted\u0094":               "C1 controls “quoted”",
		"plain \x93quotes\x94 and \x96 dash, na\xefve": "plain “quotes” and – dash, naïve",
		"&#147;quoted&#148; &#8364; &#x80; &#128;":     "“quoted” € € €",
	} {
		if got := titleOf(t, []byte(rssOf(in)), ""); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCharsetNames(t *testing.T) {
	for want, names := range map[string]string{
		"windows-1251": "windows-1251 WINDOWS_1251 windows1251 win1251 win-1251 cp1251 CP-1251 x-cp1251",
		"windows-1252": "iso-8859-1 ISO_8859_1 iso8859-1 latin1 latin-1 us-ascii ascii ansi_x3.4-1968 cp1252 cp819",
		"iso-8859-2":   "iso8859_2 latin2 latin-2 l2 iso_8859-2",
		"windows-874":  "tis-620 TIS620 cp874",
		"shift_jis":    "shift_jis Shift-JIS sjis x-sjis cp932 ms932",
		"gb18030":      "gb18030 gb2312 GBK cp936",
		"euc-kr":       "euc-kr euc_kr cp949 ks_c_5601-1987",
		"big5":         "big5 Big5-HKSCS cp950",
		"ibm866":       "cp866 ibm866 dos-866",
		"koi8-r":       "koi8-r KOI8_R koi8",
		"macintosh":    "macintosh mac_roman macroman",
		"":             "klingon-1 , 1251 utf-7 ' '",
	} {
		for name := range strings.FieldsSeq(names) {
			enc := lookupEncoding(name)
			if want == "" {
				if enc != nil {
					t.Errorf("%s is %v", name, enc)
				}
				continue
			}
			if enc == nil {
				t.Errorf("%s is not known", name)
				continue
			}
			sample := []byte("\xC0\xE9\xB1\xA1")
			if got, reference := decodeWith(enc, sample), decodeWith(lookupEncoding(want), sample); got != reference {
				t.Errorf("%s reads as %q, %s as %q", name, got, want, reference)
			}
		}
	}
}

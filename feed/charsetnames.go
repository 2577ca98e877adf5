package feed

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// codePages are encodings that the indexes of the web do not name.
var codePages = map[string]encoding.Encoding{
	"437": charmap.CodePage437, "850": charmap.CodePage850, "852": charmap.CodePage852, "855": charmap.CodePage855,
	"858": charmap.CodePage858, "860": charmap.CodePage860, "862": charmap.CodePage862, "863": charmap.CodePage863,
	"865": charmap.CodePage865, "866": charmap.CodePage866, "037": charmap.CodePage037, "37": charmap.CodePage037,
	"1047": charmap.CodePage1047, "1140": charmap.CodePage1140,
}

// aliases are names for encodings that the indexes of the web do not have, lowered and with "-" for "_".
var aliases = map[string]string{
	"cp874": "windows-874", "tis620": "windows-874", "tis-620": "windows-874", "cp932": "shift_jis", "ms932": "shift_jis",
	"sjis": "shift_jis", "cp936": "gb18030", "gb2312": "gb18030", "gbk": "gb18030", "cp949": "euc-kr", "uhc": "euc-kr",
	"cp950": "big5", "big5hkscs": "big5", "big5-hkscs": "big5", "eucjp": "euc-jp", "euckr": "euc-kr", "ujis": "euc-jp",
	"koi8": "koi8-r", "maccyrillic": "x-mac-cyrillic", "mac-cyrillic": "x-mac-cyrillic", "macroman": "macintosh",
	"mac-roman": "macintosh", "latin1": "windows-1252", "cp1125": "ibm866", "iso2022-jp": "iso-2022-jp", "dos-866": "ibm866", "cp819": "windows-1252", "unicode-1-1-utf-8": "utf-8",
}

// lookupEncoding returns the encoding of a name, nil for a name that is not known.
func lookupEncoding(name string) encoding.Encoding {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" || len(name) > 40 {
		return nil
	}
	if enc, err := htmlindex.Get(name); err == nil && aliases[name] == "" {
		return enc
	}
	name = strings.ReplaceAll(name, "_", "-")
	if number, ok := strings.CutPrefix(name, "cp"); ok {
		number = strings.TrimPrefix(number, "-")
		if enc := codePages[number]; enc != nil {
			return enc
		}
		if len(number) == 4 && strings.HasPrefix(number, "125") {
			name = "windows-" + number
		}
	}
	if number, ok := strings.CutPrefix(name, "win"); ok {
		name = "windows-" + strings.TrimPrefix(strings.TrimPrefix(number, "dows"), "-")
	}
	if number, ok := strings.CutPrefix(name, "latin-"); ok {
		name = "latin" + number
	}
	if rest, ok := strings.CutPrefix(name, "iso8859"); ok {
		name = "iso-8859-" + strings.TrimPrefix(rest, "-")
	}
	if number, ok := strings.CutPrefix(name, "ibm"); ok && codePages[number] != nil {
		return codePages[number]
	}
	if known, ok := aliases[name]; ok {
		name = known
	}
	if enc, err := htmlindex.Get(name); err == nil {
		return enc
	}
	if enc, err := ianaindex.IANA.Encoding(name); err == nil {
		return enc
	}
	return nil
}

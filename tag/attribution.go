package tag

import _ "embed"

// Attribution says whose data the tagger carries and under which licences, as `tocsin version` prints it.
//
//go:embed data/ATTRIBUTION
var Attribution string

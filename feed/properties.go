package feed

// A field is something that a feed or an entry says.
type field uint8

const (
	fNone field = iota
	fTitle
	fLink
	fAtomLink
	fID
	fGUID
	fSummary
	fContent
	fPublished
	fUpdated
	fAuthor
	fPerson
	fCategory
	fCategoryLabel // in an attribute: term, label or text
	fKeywords      // several in one, separated by commas
	fEnclosure
	fMediaContent
	fPoint   // "lat lon"
	fPoints  // "lat lon lat lon ...": a line, polygon or box
	fCircle  // "lat lon radius"
	fCorners // gml:lowerCorner and upperCorner
	fLonLat  // gml:coordinates: "lon,lat"
	fLat
	fLon
	fLanguage
	fTTL
	fSkipHour
	fSkipDay
	fUpdatePeriod
	fUpdateFrequency
	fMoved
	fTransparent // its children count as those of the element around it
	fEvent       // of a CAP alert
	fAlertText
	fAlertStatus // Actual, Exercise, System, Test, Draft
	fAlertKind   // Alert, Update, Cancel, Ack, Error
	fInstruction
	fAreaDesc
	fSender
	fInfo
	fAlert
)

// A form says how a value is written.
type form uint8

const (
	formPlain  form = iota // text, as it stands
	formHTML               // escaped HTML
	formMaybe              // text by the specification, often HTML in practice
	formAtom               // an Atom text construct: its type attribute says
	formMarkup             // XHTML elements
)

// A property says what an element tells of the feed or entry it stands in. Of several values for one field that with
// the lowest rank is taken, and of those the first.
type property struct {
	field
	rank uint8
	form
}

// Ranks. Within a vocabulary lower ones tell the same thing more exactly; a format's own elements go before another's.
const (
	rankPermalink = 10 // an identifier that is an address
	rankForeign   = 20 // added to elements of Atom in RSS and the reverse
	rankModule    = 40 // Dublin Core
	rankMedia     = 50 // what is said of a file that belongs to the entry
	rankLast      = 90 // better than nothing

	rankWebmaster = 9 // who runs the site has written nothing
)

type elementName struct {
	vocabulary
	local string
}

// properties are the elements that are read, by vocabulary and local name in lower case.
var properties = map[elementName]property{
	{vRSS, "title"}:          {fTitle, 1, formMaybe},
	{vRSS, "link"}:           {fLink, 2, formPlain},
	{vRSS, "description"}:    {fSummary, 1, formHTML},
	{vRSS, "abstract"}:       {fSummary, 2, formHTML}, // CDF
	{vRSS, "subtitle"}:       {fSummary, 6, formHTML},
	{vRSS, "tagline"}:        {fSummary, 7, formHTML},
	{vRSS, "summary"}:        {fContent, 9, formHTML}, // beside a description it says more
	{vRSS, "content"}:        {fContent, 4, formHTML},
	{vRSS, "body"}:           {fContent, 3, formHTML},
	{vRSS, "fullitem"}:       {fContent, 5, formHTML},
	{vRSS, "guid"}:           {fGUID, 1, formPlain},
	{vRSS, "id"}:             {fID, 3, formPlain},
	{vRSS, "pubdate"}:        {fPublished, 1, formPlain},
	{vRSS, "published"}:      {fPublished, 3, formPlain},
	{vRSS, "date"}:           {fPublished, 4, formPlain},
	{vRSS, "updated"}:        {fUpdated, 1, formPlain},
	{vRSS, "modified"}:       {fUpdated, 2, formPlain},
	{vRSS, "lastbuilddate"}:  {fUpdated, 3, formPlain},
	{vRSS, "lastmod"}:        {fUpdated, 4, formPlain}, // CDF
	{vRSS, "author"}:         {fAuthor, 1, formPlain},
	{vRSS, "managingeditor"}: {fAuthor, 2, formPlain},
	{vRSS, "webmaster"}:      {fAuthor, rankWebmaster, formPlain},
	{vRSS, "contributor"}:    {fAuthor, 5, formPlain},
	{vRSS, "category"}:       {fCategory, 1, formPlain},
	{vRSS, "keywords"}:       {fKeywords, 1, formPlain},
	{vRSS, "enclosure"}:      {fEnclosure, 1, formPlain},
	{vRSS, "language"}:       {fLanguage, 1, formPlain},
	{vRSS, "ttl"}:            {fTTL, 1, formPlain},
	{vRSS, "hour"}:           {fSkipHour, 1, formPlain},
	{vRSS, "day"}:            {fSkipDay, 1, formPlain},
	{vRSS, "skiphours"}:      {fTransparent, 1, formPlain},
	{vRSS, "skipdays"}:       {fTransparent, 1, formPlain},
	{vRSS, "items"}:          {fTransparent, 1, formPlain},
	{vRSS, "point"}:          {fPoint, 9, formPlain},

	{vAtom, "title"}:       {fTitle, 1, formAtom},
	{vAtom, "link"}:        {fAtomLink, 2, formPlain},
	{vAtom, "subtitle"}:    {fSummary, 1, formAtom},
	{vAtom, "tagline"}:     {fSummary, 2, formAtom},
	{vAtom, "info"}:        {fSummary, 9, formAtom},
	{vAtom, "summary"}:     {fSummary, 1, formAtom},
	{vAtom, "description"}: {fSummary, 5, formHTML},
	{vAtom, "content"}:     {fContent, 1, formAtom},
	{vAtom, "id"}:          {fID, 1, formPlain},
	{vAtom, "guid"}:        {fGUID, 5, formPlain},
	{vAtom, "published"}:   {fPublished, 1, formPlain},
	{vAtom, "issued"}:      {fPublished, 2, formPlain},
	{vAtom, "created"}:     {fPublished, 3, formPlain},
	{vAtom, "pubdate"}:     {fPublished, 5, formPlain},
	{vAtom, "updated"}:     {fUpdated, 1, formPlain},
	{vAtom, "modified"}:    {fUpdated, 2, formPlain},
	{vAtom, "author"}:      {fPerson, 1, formPlain},
	{vAtom, "contributor"}: {fPerson, 5, formPlain},
	{vAtom, "category"}:    {fCategoryLabel, 1, formPlain},

	{vDC, "title"}:       {fTitle, rankModule, formMaybe},
	{vDC, "description"}: {fSummary, rankModule, formHTML},
	{vDC, "abstract"}:    {fSummary, rankModule + 1, formHTML},
	{vDC, "identifier"}:  {fID, rankModule, formPlain},
	{vDC, "date"}:        {fPublished, rankModule, formPlain},
	{vDC, "issued"}:      {fPublished, rankModule + 1, formPlain},
	{vDC, "available"}:   {fPublished, rankModule + 2, formPlain},
	{vDC, "created"}:     {fPublished, rankModule + 3, formPlain},
	{vDC, "modified"}:    {fUpdated, rankModule, formPlain},
	{vDC, "creator"}:     {fAuthor, 1, formPlain},
	{vDC, "author"}:      {fAuthor, 3, formPlain},
	{vDC, "publisher"}:   {fAuthor, 8, formPlain},
	{vDC, "contributor"}: {fAuthor, 5, formPlain},
	{vDC, "subject"}:     {fCategory, rankModule, formPlain},
	{vDC, "language"}:    {fLanguage, 2, formPlain},

	{vContent, "encoded"}: {fContent, 2, formHTML},
	{vXHTML, "body"}:      {fContent, 3, formMarkup},
	{vXHTML, "div"}:       {fContent, 4, formMarkup},

	{vMedia, "title"}:       {fTitle, rankMedia, formMaybe},
	{vMedia, "description"}: {fSummary, rankMedia, formHTML},
	{vMedia, "group"}:       {fTransparent, 1, formPlain},
	{vMedia, "content"}:     {fMediaContent, 1, formPlain},
	{vMedia, "category"}:    {fCategory, rankMedia, formPlain},
	{vMedia, "keywords"}:    {fKeywords, rankMedia, formPlain},

	{vITunes, "title"}:        {fTitle, rankModule + 1, formMaybe},
	{vITunes, "summary"}:      {fSummary, rankModule + 2, formHTML},
	{vITunes, "subtitle"}:     {fSummary, rankModule + 3, formHTML},
	{vITunes, "description"}:  {fSummary, rankModule + 4, formHTML},
	{vITunes, "author"}:       {fAuthor, 4, formPlain},
	{vITunes, "owner"}:        {fPerson, 6, formPlain},
	{vITunes, "category"}:     {fCategoryLabel, rankMedia, formPlain},
	{vITunes, "keywords"}:     {fKeywords, rankMedia, formPlain},
	{vITunes, "new-feed-url"}: {fMoved, 1, formPlain},

	{vFeedburner, "origlink"}: {fLink, 1, formPlain},

	{vSyndication, "updateperiod"}:    {fUpdatePeriod, 1, formPlain},
	{vSyndication, "updatefrequency"}: {fUpdateFrequency, 1, formPlain},

	{vGeoRSS, "point"}:    {fPoint, 1, formPlain},
	{vGeoRSS, "line"}:     {fPoints, 2, formPlain},
	{vGeoRSS, "polygon"}:  {fPoints, 3, formPlain},
	{vGeoRSS, "box"}:      {fPoints, 4, formPlain},
	{vGeoRSS, "circle"}:   {fCircle, 3, formPlain},
	{vGeoRSS, "where"}:    {fTransparent, 1, formPlain},
	{vGML, "pos"}:         {fPoint, 1, formPlain},
	{vGML, "poslist"}:     {fPoints, 3, formPlain},
	{vGML, "coordinates"}: {fLonLat, 5, formPlain},
	{vGML, "lowercorner"}: {fCorners, 4, formPlain},
	{vGML, "uppercorner"}: {fCorners, 4, formPlain},
	{vGeo, "lat"}:         {fLat, 6, formPlain},
	{vGeo, "latitude"}:    {fLat, 6, formPlain},
	{vGeo, "long"}:        {fLon, 6, formPlain},
	{vGeo, "lon"}:         {fLon, 6, formPlain},
	{vGeo, "longitude"}:   {fLon, 6, formPlain},
	{vGeo, "point"}:       {fTransparent, 1, formPlain},
	{vGeo, "location"}:    {fTransparent, 1, formPlain},

	{vCAP, "alert"}:       {fAlert, 1, formPlain},
	{vCAP, "info"}:        {fInfo, 1, formPlain},
	{vCAP, "status"}:      {fAlertStatus, 1, formPlain},
	{vCAP, "msgtype"}:     {fAlertKind, 1, formPlain},
	{vCAP, "identifier"}:  {fID, 1, formPlain},
	{vCAP, "sent"}:        {fPublished, 1, formPlain},
	{vCAP, "effective"}:   {fPublished, 5, formPlain},
	{vCAP, "sender"}:      {fSender, 5, formPlain},
	{vCAP, "sendername"}:  {fSender, 1, formPlain},
	{vCAP, "headline"}:    {fTitle, 1, formPlain},
	{vCAP, "event"}:       {fEvent, 2, formPlain},
	{vCAP, "category"}:    {fCategory, 1, formPlain},
	{vCAP, "description"}: {fAlertText, 1, formPlain},
	{vCAP, "instruction"}: {fInstruction, 1, formPlain},
	{vCAP, "web"}:         {fLink, 1, formPlain},
	{vCAP, "language"}:    {fLanguage, 1, formPlain},
	{vCAP, "areadesc"}:    {fAreaDesc, 1, formPlain},
	{vCAP, "area"}:        {fTransparent, 1, formPlain},
	{vCAP, "polygon"}:     {fPoints, 3, formPlain},
	{vCAP, "circle"}:      {fCircle, 2, formPlain},
}

// propertyOf returns what an element tells; a field of fNone when it is not read. home is the document's own vocabulary.
func propertyOf(v vocabulary, local string, home vocabulary) property {
	p := properties[elementName{v, local}]
	if v != home && (v == vAtom || v == vRSS || v == vCAP) {
		p.rank += rankForeign
	}
	return p
}

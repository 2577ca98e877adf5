package report

// Tags are what tagging concluded from a report: where, who, what and how bad, each with the words that say so.
// The JSON form is the contract of `tocsin tag` and what the store keeps. Places, actors and countries come most
// prominent first; the main event comes first.
type Tags struct {
	Lang        string   `json:"lang"` // BCP 47, "und" when it could not be told
	Places      []Place  `json:"places"`
	Countries   []string `json:"countries"`    // ISO 3166-1 alpha-2 of every country mentioned
	Focus       []string `json:"focus"`        // countries where it happens, likeliest first
	FocusAdmin1 []string `json:"focus_admin1"` // CC.CODE with GeoNames codes
	Actors      []Actor  `json:"actors"`
	Events      []Event  `json:"events"`
	Class       Class    `json:"class"` // of the main event; neutral when there is none
	Killed      *int     `json:"killed"`
	Wounded     *int     `json:"wounded"`
	Severity    Severity `json:"severity"`
}

// A Field names the part of a report in which something stands.
type Field string

const (
	Title Field = "title"
	Text  Field = "text"
)

// A Mention is a stretch of a report. Start and End count Unicode code points in the field, End exclusive.
type Mention struct {
	Field Field  `json:"field"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// PlaceKind says what a place is.
type PlaceKind string

const (
	Country   PlaceKind = "country"
	Territory PlaceKind = "territory"
	Admin1    PlaceKind = "admin1"
	Admin2    PlaceKind = "admin2"
	City      PlaceKind = "city"
	Area      PlaceKind = "area"
	Water     PlaceKind = "water"
)

// A Place is a node of the gazetteer that a report names. ID is the gazetteer's and stays what it is across releases:
// the ISO code of a country ("IQ"), CC.CODE of a first-level region ("IQ.07"), a slug else ("baghdad-iq", "sahel").
// Within lists the ids of everything that contains it, nearest first, so that containment needs no gazetteer.
type Place struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Kind     PlaceKind `json:"kind"`
	Country  string    `json:"country"` // ISO 3166-1 alpha-2; empty for what belongs to none
	Admin1   string    `json:"admin1"`  // CC.CODE; empty when unknown
	Lat      float64   `json:"lat"`
	Lon      float64   `json:"lon"`
	Focus    bool      `json:"focus"` // the reported event happens there
	Within   []string  `json:"within,omitempty"`
	Mentions []Mention `json:"mentions"`
}

// ActorKind says what an actor is.
type ActorKind string

const (
	State        ActorKind = "state"
	Military     ActorKind = "military"
	Police       ActorKind = "police"
	Intelligence ActorKind = "intelligence"
	ArmedGroup   ActorKind = "armed-group"
	Party        ActorKind = "party"
	Organisation ActorKind = "organisation"
	Coalition    ActorKind = "coalition"
	Media        ActorKind = "media"
	Leader       ActorKind = "leader"
	People       ActorKind = "people" // generic: protesters, civilians, gunmen
)

// Role is what an actor does in an event.
type Role string

const (
	Initiator Role = "initiator"
	Target    Role = "target"
	Accused   Role = "accused" // blamed by others
	Mentioned Role = "mention" // none of these
)

// An Actor is somebody that a report names. Role is the one in the main event. Within lists the ids of the actors it
// is part of or acts for (a militia's umbrella, an army's state), nearest first: a rule about those hears of it too.
type Actor struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Kind     ActorKind `json:"kind"`
	Country  string    `json:"country"`
	Role     Role      `json:"role"`
	Within   []string  `json:"within,omitempty"`
	Mentions []Mention `json:"mentions"`
}

// An Event is something that a report tells of. Initiators, Targets and Accused are actor ids.
type Event struct {
	Type       EventType `json:"type"`
	Class      Class     `json:"class"`
	Status     Status    `json:"status"`
	Initiators []string  `json:"initiators"`
	Targets    []string  `json:"targets"`
	Accused    []string  `json:"accused"`
	Mentions   []Mention `json:"mentions"`
}

// Status says how an event stands to what really happened.
type Status string

const (
	Reported     Status = "reported"
	Claimed      Status = "claimed"
	Denied       Status = "denied"
	Threatened   Status = "threatened"
	Hypothetical Status = "hypothetical"
	Historical   Status = "historical"
	Exercise     Status = "exercise"
)

// Happened says whether an event of this status counts as one: only those meet event:, by: and target: clauses.
// A threat is an event of its own type and counts.
func (s Status) Happened() bool {
	switch s {
	case Reported, Claimed, Threatened:
		return true
	}
	return false
}

// A Candidate is one reading of a name: a place or an actor that is called so.
type Candidate struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Kind    string `json:"kind"` // a PlaceKind or ActorKind
	Country string `json:"country"`
	Admin1  string `json:"admin1"`
	// Weight says how likely this reading is meant, above 0; only the ratio to the other readings counts.
	Weight float64 `json:"-"`
	// Alias is the further name by which a completion or suggestion found it, empty when that is Name.
	Alias string `json:"-"`
}

package report

// EventType is what kind of event it is. The types and their classes are those of design: five classes after CAMEO.
type EventType string

// Class is the coarse kind of an event.
type Class string

const (
	MaterialConflict    Class = "material_conflict"
	VerbalConflict      Class = "verbal_conflict"
	VerbalCooperation   Class = "verbal_cooperation"
	MaterialCooperation Class = "material_cooperation"
	Neutral             Class = "neutral"
)

const (
	Airstrike           EventType = "airstrike" // also by drone
	Shelling            EventType = "shelling"  // artillery, rockets, missiles
	Bombing             EventType = "bombing"   // planted or vehicle explosive, mine, grenade
	SuicideBombing      EventType = "suicide_bombing"
	ArmedClash          EventType = "armed_clash"
	Attack              EventType = "attack"        // shooting or assault on people
	Assassination       EventType = "assassination" // targeted killing
	Abduction           EventType = "abduction"
	SexualViolence      EventType = "sexual_violence"
	ChemicalAttack      EventType = "chemical_attack"
	PropertyDestruction EventType = "property_destruction"
	MobViolence         EventType = "mob_violence"
	Riot                EventType = "riot"
	Crackdown           EventType = "crackdown" // force against demonstrators
	Protest             EventType = "protest"
	Arrest              EventType = "arrest"
	WeaponsSeizure      EventType = "weapons_seizure"
	TerritoryGained     EventType = "territory_gained"
	Mobilization        EventType = "mobilization" // troops gathered, moved, exercised
	Blockade            EventType = "blockade"
	Coup                EventType = "coup"
	Cyberattack         EventType = "cyberattack"
	Nuclear             EventType = "nuclear"

	Accusation    EventType = "accusation"
	Threat        EventType = "threat"
	Demand        EventType = "demand"
	Rejection     EventType = "rejection"
	Condemnation  EventType = "condemnation"
	Investigation EventType = "investigation"
	Sanctions     EventType = "sanctions"
	Expulsion     EventType = "expulsion" // of diplomats

	Talks       EventType = "talks"
	Visit       EventType = "visit"
	Agreement   EventType = "agreement"
	Offer       EventType = "offer"
	Praise      EventType = "praise"
	Recognition EventType = "recognition"

	Ceasefire   EventType = "ceasefire"
	Aid         EventType = "aid"
	Release     EventType = "release" // prisoners, hostages
	Withdrawal  EventType = "withdrawal"
	Extradition EventType = "extradition"

	Statement    EventType = "statement"
	Appeal       EventType = "appeal"
	Disaster     EventType = "disaster"
	Accident     EventType = "accident"
	Crime        EventType = "crime"
	Displacement EventType = "displacement"
)

// An EventKind is one row of the table of event types.
type EventKind struct {
	Type  EventType
	Class Class
	Label string // as shown to people: "air or drone strike"
}

// EventKinds is the table of event types, in the order of the design.
func EventKinds() []EventKind { return append([]EventKind(nil), eventKinds...) }

var eventKinds = []EventKind{
	{Airstrike, MaterialConflict, "air or drone strike"},
	{Shelling, MaterialConflict, "shelling or missile strike"},
	{Bombing, MaterialConflict, "bombing"},
	{SuicideBombing, MaterialConflict, "suicide bombing"},
	{ArmedClash, MaterialConflict, "armed clash"},
	{Attack, MaterialConflict, "attack"},
	{Assassination, MaterialConflict, "targeted killing"},
	{Abduction, MaterialConflict, "abduction"},
	{SexualViolence, MaterialConflict, "sexual violence"},
	{ChemicalAttack, MaterialConflict, "chemical attack"},
	{PropertyDestruction, MaterialConflict, "destruction of property"},
	{MobViolence, MaterialConflict, "mob violence"},
	{Riot, MaterialConflict, "riot"},
	{Crackdown, MaterialConflict, "crackdown on demonstrators"},
	{Protest, MaterialConflict, "protest"},
	{Arrest, MaterialConflict, "arrest"},
	{WeaponsSeizure, MaterialConflict, "weapons seizure"},
	{TerritoryGained, MaterialConflict, "territory gained"},
	{Mobilization, MaterialConflict, "mobilization"},
	{Blockade, MaterialConflict, "blockade"},
	{Coup, MaterialConflict, "coup"},
	{Cyberattack, MaterialConflict, "cyberattack"},
	{Nuclear, MaterialConflict, "nuclear event"},
	{Accusation, VerbalConflict, "accusation"},
	{Threat, VerbalConflict, "threat"},
	{Demand, VerbalConflict, "demand"},
	{Rejection, VerbalConflict, "rejection"},
	{Condemnation, VerbalConflict, "condemnation"},
	{Investigation, VerbalConflict, "investigation"},
	{Sanctions, VerbalConflict, "sanctions"},
	{Expulsion, VerbalConflict, "expulsion of diplomats"},
	{Talks, VerbalCooperation, "talks"},
	{Visit, VerbalCooperation, "visit"},
	{Agreement, VerbalCooperation, "agreement"},
	{Offer, VerbalCooperation, "offer"},
	{Praise, VerbalCooperation, "praise"},
	{Recognition, VerbalCooperation, "recognition"},
	{Ceasefire, MaterialCooperation, "ceasefire"},
	{Aid, MaterialCooperation, "aid"},
	{Release, MaterialCooperation, "release"},
	{Withdrawal, MaterialCooperation, "withdrawal"},
	{Extradition, MaterialCooperation, "extradition"},
	{Statement, Neutral, "statement"},
	{Appeal, Neutral, "appeal"},
	{Disaster, Neutral, "disaster"},
	{Accident, Neutral, "accident"},
	{Crime, Neutral, "crime"},
	{Displacement, Neutral, "displacement"},
}

// Kind returns the row of a type; ok is false for a type that is not in the table.
func (t EventType) Kind() (EventKind, bool) {
	for _, k := range eventKinds {
		if k.Type == t {
			return k, true
		}
	}
	return EventKind{}, false
}

// Class returns the class of a type, Neutral for an unknown one.
func (t EventType) Class() Class {
	if k, ok := t.Kind(); ok {
		return k.Class
	}
	return Neutral
}

// Label returns the words for a type that people read.
func (t EventType) Label() string {
	if k, ok := t.Kind(); ok {
		return k.Label
	}
	return string(t)
}

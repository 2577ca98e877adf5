package report

// A Subject is what a channel can mute. The zero value is nothing.
type Subject struct {
	Kind SubjectKind
	ID   string // of the story or rule as a decimal number; of the place or actor
}

// SubjectKind says what a subject is.
type SubjectKind string

const (
	StorySubject  SubjectKind = "story"
	RuleSubject   SubjectKind = "rule"
	RegionSubject SubjectKind = "region"
	ActorSubject  SubjectKind = "actor"
)

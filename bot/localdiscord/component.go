package localdiscord

// Component types that this server knows.
const (
	ActionRow         = 1
	Button            = 2
	StringSelect      = 3
	TextInput         = 4
	UserSelect        = 5
	RoleSelect        = 6
	MentionableSelect = 7
	ChannelSelect     = 8
	Section           = 9
	TextDisplay       = 10
	Thumbnail         = 11
	MediaGallery      = 12
	FileComponent     = 13
	Separator         = 14
	Container         = 17
	Label             = 18
)

// A Component is a button, menu, input or a part of the layout; which fields count follows from its type.
type Component struct {
	Type        int            `json:"type"`
	ID          int            `json:"id,omitempty"`
	CustomID    string         `json:"custom_id,omitempty"`
	Style       int            `json:"style,omitempty"` // button: 1 primary, 2 secondary, 3 success, 4 danger, 5 link; input: 1 short, 2 paragraph
	Label       string         `json:"label,omitempty"`
	Description string         `json:"description,omitempty"`
	Emoji       *Emoji         `json:"emoji,omitempty"`
	URL         string         `json:"url,omitempty"`
	Disabled    bool           `json:"disabled,omitempty"`
	Placeholder string         `json:"placeholder,omitempty"`
	MinValues   *int           `json:"min_values,omitempty"`
	MaxValues   *int           `json:"max_values,omitempty"`
	Options     []SelectOption `json:"options,omitempty"`
	MinLength   *int           `json:"min_length,omitempty"`
	MaxLength   *int           `json:"max_length,omitempty"`
	Required    *bool          `json:"required,omitempty"`
	Value       string         `json:"value,omitempty"`
	Content     string         `json:"content,omitempty"`
	AccentColor *int           `json:"accent_color,omitempty"`
	Divider     *bool          `json:"divider,omitempty"`
	Spacing     int            `json:"spacing,omitempty"`
	Spoiler     bool           `json:"spoiler,omitempty"`
	Media       *EmbedMedia    `json:"media,omitempty"`
	File        *EmbedMedia    `json:"file,omitempty"`
	Items       []GalleryItem  `json:"items,omitempty"`
	Components  []Component    `json:"components,omitempty"`
	Component   *Component     `json:"component,omitempty"`
	Accessory   *Component     `json:"accessory,omitempty"`

	ChannelTypes  []int              `json:"channel_types,omitempty"`
	DefaultValues []SelectionDefault `json:"default_values,omitempty"`
}

// An Emoji stands on a button or before an option.
type Emoji struct {
	ID       string `json:"id,omitempty"`
	Name     string `json:"name,omitempty"`
	Animated bool   `json:"animated,omitempty"`
}

// A SelectOption is a line of a menu.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Emoji       *Emoji `json:"emoji,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// A SelectionDefault is what a menu of users, roles or channels holds before anybody chooses.
type SelectionDefault struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// A GalleryItem is a picture of a media gallery.
type GalleryItem struct {
	Media       *EmbedMedia `json:"media"`
	Description string      `json:"description,omitempty"`
	Spoiler     bool        `json:"spoiler,omitempty"`
}

// A Modal is a form that the bot shows to one user.
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`

	interaction string // id of the interaction that it answers
}

// walk calls visit for every component, outer before inner, until visit returns false.
func walk(list []Component, visit func(*Component) bool) bool {
	for i := range list {
		c := &list[i]
		if !visit(c) || !walk(c.Components, visit) {
			return false
		}
		for _, inner := range []*Component{c.Component, c.Accessory} {
			if inner == nil {
				continue
			}
			if !visit(inner) || !walk(inner.Components, visit) {
				return false
			}
		}
	}
	return true
}

// findComponent returns the component with the custom id, or nil.
func findComponent(list []Component, customID string) (found *Component) {
	walk(list, func(c *Component) bool {
		if c.CustomID == customID {
			found = c
		}
		return found == nil
	})
	return found
}

// isSelect says whether a component is a menu.
func (c *Component) isSelect() bool {
	return c.Type == StringSelect || c.Type >= UserSelect && c.Type <= ChannelSelect
}

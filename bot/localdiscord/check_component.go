package localdiscord

// checkComponents holds the components of a message against the limits, those of the first kind or of version 2.
func checkComponents(form *formError, list []Component, v2 bool) {
	ids := map[string]bool{}
	count := 0
	walk(list, func(c *Component) bool {
		count++
		if c.CustomID != "" {
			if ids[c.CustomID] {
				form.add("components", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated: %s", c.CustomID)
			}
			ids[c.CustomID] = true
		}
		return true
	})
	if v2 && count > maxV2Components {
		form.add("components", "BASE_TYPE_BAD_LENGTH", "The total number of components cannot exceed %d", maxV2Components)
	}
	if !v2 && len(list) > maxRows {
		form.add("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length.", maxRows)
	}
	for i := range list {
		path := at("components", i)
		if !v2 && list[i].Type != ActionRow {
			form.add(path+".type", "BASE_TYPE_CHOICES", "Value must be one of (1,).")
			continue
		}
		checkComponent(form, path, &list[i])
	}
}

// checkComponent holds one component with what it contains against the limits.
func checkComponent(form *formError, path string, c *Component) {
	inner := func() {
		for i := range c.Components {
			checkComponent(form, path+"."+at("components", i), &c.Components[i])
		}
	}
	switch {
	case c.Type == ActionRow:
		checkRow(form, path, c)
		inner()
	case c.Type == Button:
		checkButton(form, path, c)
	case c.isSelect():
		checkSelect(form, path, c)
	case c.Type == TextDisplay:
		form.length(path+".content", c.Content, 1, 4000)
	case c.Type == Section:
		if len(c.Components) < 1 || len(c.Components) > 3 {
			form.add(path+".components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 3 in length.")
		}
		if c.Accessory == nil {
			form.add(path+".accessory", "BASE_TYPE_REQUIRED", "This field is required")
		} else {
			checkComponent(form, path+".accessory", c.Accessory)
		}
		inner()
	case c.Type == Container:
		inner()
	case c.Type == MediaGallery:
		if len(c.Items) < 1 || len(c.Items) > 10 {
			form.add(path+".items", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 10 in length.")
		}
	case c.Type == Thumbnail || c.Type == FileComponent || c.Type == Separator:
	default:
		form.add(path+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be a component of messages, not %d.", c.Type)
	}
}

func checkRow(form *formError, path string, row *Component) {
	menus := 0
	for i := range row.Components {
		switch c := &row.Components[i]; {
		case c.isSelect():
			menus++
		case c.Type != Button:
			form.add(path+"."+at("components", i, "type"), "UNION_TYPE_CHOICES", "A row holds buttons or one menu.")
		}
	}
	n := len(row.Components)
	if n < 1 || n > maxRowButtons || menus > 0 && n > 1 {
		form.add(path+".components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A row holds 1 to %d buttons or one menu.", maxRowButtons)
	}
}

func checkButton(form *formError, path string, c *Component) {
	form.length(path+".label", c.Label, 0, maxButtonLabel)
	if c.Label == "" && c.Emoji == nil {
		form.add(path, "BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL", "A button must have a label or emoji")
	}
	if c.Style == 5 {
		if c.CustomID != "" {
			form.add(path+".custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
		}
		checkURL(form, path+".url", c.URL, false)
		form.length(path+".url", c.URL, 1, 512)
		return
	}
	if c.Style < 1 || c.Style > 4 {
		form.add(path+".style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")
	}
	if c.URL != "" {
		form.add(path+".url", "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
	}
	form.length(path+".custom_id", c.CustomID, 1, maxCustomID)
}

func checkSelect(form *formError, path string, c *Component) {
	form.length(path+".custom_id", c.CustomID, 1, maxCustomID)
	form.length(path+".placeholder", c.Placeholder, 0, 150)
	least, most := 1, 1
	set(&least, c.MinValues)
	set(&most, c.MaxValues)
	if least < 0 || least > 25 || most < 1 || most > 25 || least > most {
		form.add(path+".max_values", "SELECT_COMPONENT_MAX_VALUES_BAD", "min_values and max_values must be between 0 and 25, in order.")
	}
	if c.Type != StringSelect {
		return
	}
	if len(c.Options) < 1 || len(c.Options) > maxOptions {
		form.add(path+".options", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length.", maxOptions)
	}
	if c.MaxValues != nil && most > len(c.Options) {
		form.add(path+".options", "SELECT_COMPONENT_TOO_FEW_OPTIONS", "max_values is greater than the number of options.")
	}
	values := map[string]bool{}
	for i, o := range c.Options {
		form.length(path+"."+at("options", i, "label"), o.Label, 1, 100)
		form.length(path+"."+at("options", i, "value"), o.Value, 1, 100)
		form.length(path+"."+at("options", i, "description"), o.Description, 0, 100)
		if values[o.Value] {
			form.add(path+"."+at("options", i, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		}
		values[o.Value] = true
	}
}

// checkModal holds a modal against the limits.
func checkModal(form *formError, m *Modal) {
	form.length("data.custom_id", m.CustomID, 1, maxCustomID)
	form.length("data.title", m.Title, 1, 45)
	if len(m.Components) < 1 || len(m.Components) > maxRows {
		form.add("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and %d in length.", maxRows)
	}
	ids := map[string]bool{}
	for i := range m.Components {
		path, outer := at("data", "components", i), &m.Components[i]
		field := outer.Component
		switch {
		case outer.Type == Label && field != nil:
			form.length(path+".label", outer.Label, 1, 45)
			form.length(path+".description", outer.Description, 0, 100)
			path += ".component"
		case outer.Type == ActionRow && len(outer.Components) == 1:
			field = &outer.Components[0]
			form.length(path+".components.0.label", field.Label, 1, 45)
			path += ".components.0"
		case outer.Type == TextDisplay:
			continue
		default:
			form.add(path, "UNION_TYPE_CHOICES", "A modal holds labels or rows of one input each.")
			continue
		}
		if ids[field.CustomID] {
			form.add(path+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
		}
		ids[field.CustomID] = true
		checkInput(form, path, field)
	}
}

func checkInput(form *formError, path string, c *Component) {
	if c.isSelect() {
		checkSelect(form, path, c)
		return
	}
	if c.Type != TextInput {
		form.add(path+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be an input.")
		return
	}
	form.length(path+".custom_id", c.CustomID, 1, maxCustomID)
	form.length(path+".placeholder", c.Placeholder, 0, 100)
	form.length(path+".value", c.Value, 0, 4000)
	if c.Style != 1 && c.Style != 2 {
		form.add(path+".style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
	}
	if c.MaxLength != nil && (*c.MaxLength < 1 || *c.MaxLength > 4000) {
		form.add(path+".max_length", "NUMBER_TYPE_MAX", "int value should be between 1 and 4000.")
	}
}

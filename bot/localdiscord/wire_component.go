package localdiscord

// completeComponents adds to the components of a message, as JSON, what Discord answers whether or not the bot sent it.
func (s *Server) completeComponents(list any) {
	components, _ := list.([]any)
	for _, item := range components {
		if c, ok := item.(object); ok {
			s.completeComponent(c)
		}
	}
}

func (s *Server) completeComponent(c object) {
	kind, _ := c["type"].(float64)
	switch int(kind) {
	case Thumbnail:
		s.completeMedia(c, "media")
	case MediaGallery:
		items, _ := c["items"].([]any)
		for _, item := range items {
			if o, ok := item.(object); ok {
				s.completeMedia(o, "media")
			}
		}
	case FileComponent:
		s.completeMedia(c, "file")
		absent(c, "name", nil)
		absent(c, "size", nil)
	case Separator:
		absent(c, "divider", true)
		absent(c, "spacing", 1)
	case Container:
		absent(c, "accent_color", nil)
		absent(c, "spoiler", false)
	}
	s.completeComponents(c["components"])
	if accessory, ok := c["accessory"].(object); ok {
		s.completeComponent(accessory)
	}
}

// completeMedia completes a picture or file under a key of o.
func (s *Server) completeMedia(o object, key string) {
	absent(o, "description", nil)
	absent(o, "spoiler", false)
	if media, ok := o[key].(object); ok {
		absent(media, "id", s.bot.ID) // any snowflake will do: nothing refers to it
		absent(media, "proxy_url", media["url"])
	}
}

// absent sets a key that is not there.
func absent(o object, key string, value any) {
	if _, ok := o[key]; !ok {
		o[key] = value
	}
}

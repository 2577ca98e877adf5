package localdiscord

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// fill puts the content of a request into a message, new or edited, after checking it.
func (s *Server) fill(ch *channel, m *Message, req *messageRequest, files map[int]upload) error {
	if err := req.check(files, m.Flags|value(req.Flags)&FlagComponentsV2); err != nil {
		return err
	}
	next := *m
	if req.Flags != nil {
		next.Flags = next.Flags&^FlagSuppressEmbeds | *req.Flags&(FlagComponentsV2|FlagSuppressEmbeds)
	}
	if req.Content != nil {
		next.Content = strings.TrimSpace(*req.Content)
	}
	if req.Embeds != nil {
		next.Embeds = slices.DeleteFunc(slices.Clone(*req.Embeds), func(e Embed) bool { return e.empty() })
		for i := range next.Embeds {
			next.Embeds[i].Type = "rich"
		}
	}
	if req.Components != nil {
		next.Components = slices.Clone(*req.Components)
		number(next.Components)
	}
	if err := s.attach(ch, &next, req.Attachments, files); err != nil {
		return err
	}
	if next.Content == "" && len(next.Embeds) == 0 && len(next.Attachments) == 0 && len(next.Components) == 0 && len(req.Poll) == 0 {
		return errEmptyMessage
	}
	next.linkPictures()
	*m = next
	return nil
}

// number gives every component an id of its own, as Discord does, and the values that stand when none are given.
func number(list []Component) {
	id := 0
	walk(list, func(c *Component) bool {
		id++
		c.ID = cmp.Or(c.ID, id)
		if c.isSelect() {
			least, most := 1, 1
			set(&least, c.MinValues)
			set(&most, c.MaxValues)
			c.MinValues, c.MaxValues = &least, &most
		}
		return true
	})
}

// attach stores new files and keeps, of the old ones, those that the request names; without a list it keeps all.
func (s *Server) attach(ch *channel, m *Message, list *[]attachmentRequest, files map[int]upload) error {
	var form formError
	kept := m.Attachments
	described := map[int]attachmentRequest{}
	if list != nil {
		kept = nil
		for i, a := range *list {
			id, n := attachmentID(a.ID)
			old := slices.IndexFunc(m.Attachments, func(o Attachment) bool { return o.ID == id })
			switch _, isNew := files[n]; {
			case old >= 0:
				kept = append(kept, m.Attachments[old])
			case isNew && n >= 0:
				described[n] = a
			default:
				form.add(at("attachments", i, "id"), "ATTACHMENT_NOT_FOUND", "Attachment data for attachment with id %s not found", id)
			}
		}
		if err := form.err(); err != nil {
			return err
		}
	}
	kept = slices.Clone(kept)
	for n := range maxFiles {
		file, ok := files[n]
		if !ok {
			continue
		}
		a := Attachment{ID: s.id(), Filename: cleanName(cmp.Or(described[n].Filename, file.name)), Description: described[n].Description,
			ContentType: cmp.Or(file.contentType, http.DetectContentType(file.data)), Size: len(file.data), Data: file.data, Ephemeral: m.Ephemeral()}
		a.Width, a.Height = pictureSize(file.data)
		a.URL = "http://" + s.host + "/attachments/" + ch.id + "/" + a.ID + "/" + a.Filename
		a.ProxyURL = a.URL
		kept = append(kept, a)
	}
	m.Attachments = kept
	return nil
}

var oddName = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// cleanName keeps of a file name what can stand in an address.
func cleanName(name string) string {
	return cmp.Or(strings.Trim(oddName.ReplaceAllString(name, "_"), "."), "file")
}

// linkPictures replaces attachment://name in embeds and components by the address of the file.
func (m *Message) linkPictures() {
	link := func(picture **EmbedMedia) {
		if *picture == nil {
			return
		}
		name, ok := strings.CutPrefix((*picture).URL, "attachment://")
		i := slices.IndexFunc(m.Attachments, func(a Attachment) bool { return a.Filename == name })
		if ok && i >= 0 {
			linked := **picture
			linked.URL = m.Attachments[i].URL
			*picture = &linked
		}
	}
	for i := range m.Embeds {
		link(&m.Embeds[i].Image)
		link(&m.Embeds[i].Thumbnail)
	}
	walk(m.Components, func(c *Component) bool {
		link(&c.Media)
		link(&c.File)
		for i := range c.Items {
			link(&c.Items[i].Media)
		}
		return true
	})
}

// post puts a filled message into its channel and tells everybody who may see it.
func (s *Server) post(ch *channel, m *Message, mentions *allowedMentions) {
	m.ID, m.ChannelID, m.Timestamp = s.id(), ch.id, s.now().UTC()
	s.mention(ch, m, mentions, true)
	ch.messages = append(ch.messages, m)
	s.tidy(m)
	s.announce(ch, "MESSAGE_CREATE", m)
	s.noticeMessage(ch, "message", m)
	s.touch()
}

// tidy replaces nil lists, which Discord never answers.
func (s *Server) tidy(m *Message) {
	m.Mentions, m.MentionRoles = nonNil(m.Mentions), nonNil(m.MentionRoles)
	m.Attachments, m.Embeds, m.Components = nonNil(m.Attachments), nonNil(m.Embeds), nonNil(m.Components)
}

func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// edit changes a message by a request; an edit notifies nobody.
func (s *Server) edit(ch *channel, m *Message, req *messageRequest, files map[int]upload) error {
	before := m.clone()
	if err := s.fill(ch, m, req, files); err != nil {
		return err
	}
	before.Revisions = nil
	m.Revisions = append(m.Revisions, before)
	at := s.now().UTC()
	m.Edited = &at
	s.mention(ch, m, req.Mentions, false)
	s.tidy(m)
	s.announce(ch, "MESSAGE_UPDATE", m)
	s.noticeMessage(ch, "edit", m)
	s.touch()
	return nil
}

func (s *Server) remove(ch *channel, m *Message) {
	ch.messages = slices.DeleteFunc(ch.messages, func(o *Message) bool { return o == m })
	if !m.Ephemeral() {
		body := object{"id": m.ID, "channel_id": ch.id}
		if ch.guild != nil {
			body["guild_id"] = ch.guild.id
		}
		s.dispatchChannel(ch, "MESSAGE_DELETE", messageIntent(ch), body)
	}
	s.noticeMessage(ch, "delete", m)
	s.touch()
}

var (
	userMention = regexp.MustCompile(`<@!?(\d+)>`)
	roleMention = regexp.MustCompile(`<@&(\d+)>`)
)

// mention works out whom a text names and, for a new message, whom it notifies: only what allowed_mentions lets through,
// and of roles only those that are mentionable unless the author may mention everyone.
func (s *Server) mention(ch *channel, m *Message, allowed *allowedMentions, fresh bool) {
	m.Mentions, m.MentionRoles, m.MentionEveryone = nil, nil, false
	may := s.may(m.Author.ID, ch)
	parse := func(kind string, ids func(*allowedMentions) []string, id string) bool {
		return allowed == nil || slices.Contains(allowed.Parse, kind) || id != "" && slices.Contains(ids(allowed), id)
	}
	var pinged []string
	for _, match := range userMention.FindAllStringSubmatch(m.Content, -1) {
		u := s.users[match[1]]
		if u == nil || slices.ContainsFunc(m.Mentions, func(o User) bool { return o.ID == u.ID }) {
			continue
		}
		m.Mentions = append(m.Mentions, *u)
		if parse("users", func(a *allowedMentions) []string { return a.Users }, u.ID) {
			pinged = append(pinged, u.ID)
		}
	}
	for _, match := range roleMention.FindAllStringSubmatch(m.Content, -1) {
		if ch.guild == nil || ch.guild.roles[match[1]] == nil || slices.Contains(m.MentionRoles, match[1]) {
			continue
		}
		if !parse("roles", func(a *allowedMentions) []string { return a.Roles }, match[1]) {
			continue
		}
		m.MentionRoles = append(m.MentionRoles, match[1])
		if ch.guild.roles[match[1]].Mentionable || may&PermMentionEveryone != 0 {
			pinged = append(pinged, match[1])
		}
	}
	if strings.Contains(m.Content, "@everyone") || strings.Contains(m.Content, "@here") {
		if ch.guild != nil && may&PermMentionEveryone != 0 && parse("everyone", nil, "") {
			m.MentionEveryone = true
			pinged = append(pinged, "everyone")
		}
	}
	if original := s.findMessage(ch.id, m.ReplyTo()); original != nil && (allowed == nil || allowed.RepliedUser) {
		m.Mentions = append(m.Mentions, original.Author)
		pinged = append(pinged, original.Author.ID)
	}
	if fresh && m.Flags&FlagSilent == 0 {
		m.Pinged = pinged
	}
}

package localdiscord

import (
	"bytes"
	"image"
	_ "image/gif" // pictures whose size is told
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"strconv"
	"strings"
)

// attachmentID reads the id of an attachment in a request: the number of a new file (else n is -1) or an old one's id.
func attachmentID(v any) (id string, n int) {
	switch v := v.(type) {
	case float64:
		return strconv.Itoa(int(v)), int(v)
	case string:
		n, err := strconv.Atoi(v)
		if err != nil || n >= maxFiles {
			n = -1
		}
		return v, n
	}
	return "", -1
}

// pictureSize is the width and height of a picture in pixels, or zero for any other file.
func pictureSize(data []byte) (width, height int) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, 0
	}
	return config.Width, config.Height
}

// serveAttachment gives out a file. Only pictures are shown in place; anything else could be a page with scripts.
func (s *Server) serveAttachment(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	found := s.findAttachment(r.PathValue("channel_id"), r.PathValue("attachment_id"))
	s.mu.Unlock()
	if found == nil {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	header.Set("Content-Type", "application/octet-stream")
	if kind := http.DetectContentType(found.Data); strings.HasPrefix(kind, "image/") {
		header.Set("Content-Type", kind)
	} else {
		header.Set("Content-Disposition", `attachment; filename="`+found.Filename+`"`)
	}
	_, _ = w.Write(found.Data)
}

func (s *Server) findAttachment(channelID, id string) *Attachment {
	c := s.channels[channelID]
	if c == nil {
		return nil
	}
	for _, m := range c.messages {
		for i := range m.Attachments {
			if m.Attachments[i].ID == id {
				return &m.Attachments[i]
			}
		}
	}
	return nil
}

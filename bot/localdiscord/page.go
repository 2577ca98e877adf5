package localdiscord

import "net/http"

func (s *Server) addPage(mux *http.ServeMux)    {}
func (s *Server) pageMessage(m *Message) object { return s.messageJSON(m) }

package localdiscord

import (
	"net"
	"net/http"
)

// routes is the REST API: what discordgo v0.29.0 asks for that a bot of text channels needs. Any other path is a 404 and
// a violation.
var routes = []route{
	{method: "GET", path: "/gateway", serve: (*Server).getGateway, tokenless: true},
	{method: "GET", path: "/gateway/bot", serve: (*Server).getGatewayBot},

	{method: "GET", path: "/users/@me", serve: (*Server).getMe},
	{method: "GET", path: "/users/{user_id}", serve: (*Server).getUser},
	{method: "GET", path: "/users/@me/guilds", serve: (*Server).getMyGuilds},
	{method: "DELETE", path: "/users/@me/guilds/{guild_id}", serve: (*Server).leaveGuild},
	{method: "POST", path: "/users/@me/channels", serve: (*Server).createDM},
	{method: "GET", path: "/applications/@me", serve: (*Server).getApplication},
	{method: "GET", path: "/oauth2/applications/@me", serve: (*Server).getApplication},

	{method: "GET", path: "/applications/{application_id}/commands", serve: (*Server).listCommands},
	{method: "PUT", path: "/applications/{application_id}/commands", serve: (*Server).overwriteCommands},
	{method: "POST", path: "/applications/{application_id}/commands", serve: (*Server).createCommand},
	{method: "GET", path: "/applications/{application_id}/commands/{command_id}", serve: (*Server).getCommand},
	{method: "PATCH", path: "/applications/{application_id}/commands/{command_id}", serve: (*Server).editCommand},
	{method: "DELETE", path: "/applications/{application_id}/commands/{command_id}", serve: (*Server).deleteCommand},
	{method: "GET", path: "/applications/{application_id}/guilds/{guild_id}/commands", serve: (*Server).listCommands},
	{method: "PUT", path: "/applications/{application_id}/guilds/{guild_id}/commands", serve: (*Server).overwriteCommands},
	{method: "POST", path: "/applications/{application_id}/guilds/{guild_id}/commands", serve: (*Server).createCommand},
	{method: "GET", path: "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", serve: (*Server).getCommand},
	{method: "PATCH", path: "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", serve: (*Server).editCommand},
	{method: "DELETE", path: "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", serve: (*Server).deleteCommand},

	{method: "GET", path: "/guilds/{guild_id}", serve: (*Server).getGuild},
	{method: "GET", path: "/guilds/{guild_id}/channels", serve: (*Server).getGuildChannels},
	{method: "GET", path: "/guilds/{guild_id}/roles", serve: (*Server).getGuildRoles},
	{method: "GET", path: "/guilds/{guild_id}/members", serve: (*Server).listMembers},
	{method: "GET", path: "/guilds/{guild_id}/members/{user_id}", serve: (*Server).getMember},
	{method: "GET", path: "/guilds/{guild_id}/threads/active", serve: (*Server).getActiveThreads},

	{method: "GET", path: "/channels/{channel_id}", serve: (*Server).getChannel},
	{method: "PATCH", path: "/channels/{channel_id}", serve: (*Server).editChannel},
	{method: "DELETE", path: "/channels/{channel_id}", serve: (*Server).closeChannel},
	{method: "POST", path: "/channels/{channel_id}/typing", serve: (*Server).typing},
	{method: "GET", path: "/channels/{channel_id}/messages", serve: (*Server).listMessages},
	{method: "POST", path: "/channels/{channel_id}/messages", serve: (*Server).createMessage},
	{method: "GET", path: "/channels/{channel_id}/messages/{message_id}", serve: (*Server).getMessage},
	{method: "PATCH", path: "/channels/{channel_id}/messages/{message_id}", serve: (*Server).editMessage},
	{method: "DELETE", path: "/channels/{channel_id}/messages/{message_id}", serve: (*Server).deleteMessage},
	{method: "PUT", path: "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", serve: (*Server).addReaction},
	{method: "DELETE", path: "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", serve: (*Server).removeReaction},
	{method: "POST", path: "/channels/{channel_id}/messages/{message_id}/threads", serve: (*Server).createThreadFromMessage},
	{method: "POST", path: "/channels/{channel_id}/threads", serve: (*Server).createThread},
	{method: "PUT", path: "/channels/{channel_id}/thread-members/@me", serve: (*Server).joinThread},

	{method: "POST", path: "/interactions/{interaction_id}/{interaction_token}/callback", serve: (*Server).answerInteraction, tokenless: true, exempt: true},
	{method: "POST", path: "/webhooks/{webhook_id}/{webhook_token}", serve: (*Server).followUp, tokenless: true, exempt: true},
	{method: "GET", path: "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", serve: (*Server).getAnswer, tokenless: true, exempt: true},
	{method: "PATCH", path: "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", serve: (*Server).editAnswer, tokenless: true, exempt: true},
	{method: "DELETE", path: "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", serve: (*Server).deleteAnswer, tokenless: true, exempt: true},
}

// routes is everything that the server serves.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(apiPrefix+"/", s.restHandler())
	mux.HandleFunc("/api/", s.serveOtherVersion)
	mux.HandleFunc(gatewayPath, s.serveGateway)
	mux.HandleFunc(gatewayPath+"/{$}", s.serveGateway) // as discordgo asks
	mux.HandleFunc("GET /attachments/{channel_id}/{attachment_id}/{name}", s.serveAttachment)
	s.addPage(mux)
	return mux
}

// serveOtherVersion refuses every API version but 10.
func (s *Server) serveOtherVersion(w http.ResponseWriter, r *http.Request) {
	s.record.add("bot -> "+r.Method+" "+r.URL.RequestURI(), nil, nil)
	s.mu.Lock()
	s.violate("API version: %s is not below %s", r.URL.Path, apiPrefix)
	s.mu.Unlock()
	s.record.addAnswer(r.URL.Path, errInvalidAPIVersion.Status, errInvalidAPIVersion)
	write(w, nil, errInvalidAPIVersion.Status, errInvalidAPIVersion)
}

// guard lets through only requests that mean this server and come from its own page or from no page at all: a page
// elsewhere could otherwise reach it by a form, a script, or a name that resolves to loopback.
func (s *Server) guard(next http.Handler) http.Handler {
	_, port, _ := net.SplitHostPort(s.host)
	own := map[string]bool{s.host: true, "127.0.0.1:" + port: true, "localhost:" + port: true, "[::1]:" + port: true}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !own[r.Host] {
			http.Error(w, "This is a local Discord at http://"+s.host+"; requests for another host are refused.", http.StatusMisdirectedRequest)
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
			http.Error(w, "Requests from other sites are refused.", http.StatusForbidden)
			return
		}
		if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" && !(r.Method == http.MethodGet && r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate") {
			http.Error(w, "Requests from other sites are refused.", http.StatusForbidden)
			return
		}
		w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

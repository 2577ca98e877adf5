package localdiscord

// A Town is a guild to begin with: a text channel, an owner, a member, and the bot, which is invited but not connected.
type Town struct{ Guild, Channel, Owner, Member string }

// BuildTown makes a Town.
func (s *Server) BuildTown() (Town, error) {
	t := Town{Guild: s.CreateGuild("Town"), Owner: s.CreateUser("olga"), Member: s.CreateUser("mina")}
	for _, user := range []string{t.Owner, t.Member} {
		if err := s.AddMember(t.Guild, user); err != nil {
			return t, err
		}
	}
	if err := s.SetOwner(t.Guild, t.Owner); err != nil {
		return t, err
	}
	var err error
	if t.Channel, err = s.CreateChannel(t.Guild, "alerts", TextChannel); err != nil {
		return t, err
	}
	return t, s.InviteBot(t.Guild, PermPoster)
}

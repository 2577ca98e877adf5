package store

import "tocsin/desk"

// lane is whose settings, mutes and messages they are, and what is posted to one thing at a time: the channel's id, or
// "@" and the person's.
func lane(o desk.Owner, channel string) string {
	if o.Guild == "" {
		return "@" + o.User
	}
	return channel
}

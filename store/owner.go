package store

import "tocsin/desk"

// laneOf names the channel or person that is posted to, one thing at a time: the channel's id, or "@" and the person's.
func laneOf(channel, user string) string {
	if channel == "" {
		return "@" + user
	}
	return channel
}

// lane is whose settings, mutes and messages they are.
func lane(o desk.Owner, channel string) string {
	if o.Guild == "" {
		return "@" + o.User
	}
	return channel
}

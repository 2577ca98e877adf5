package store

import (
	"tocsin/alert"
	"tocsin/desk"
)

// lane is whose settings, mutes and messages they are, named as what is posted there is.
func lane(o desk.Owner, channel string) string {
	return alert.Address{Guild: o.Guild, Channel: channel, User: o.User}.Lane()
}

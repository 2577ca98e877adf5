package tag

import "tocsin/report"

// classes are the classes of the types of events, to be looked up often.
var classes = func() map[report.EventType]report.Class {
	m := make(map[report.EventType]report.Class)
	for _, k := range report.EventKinds() {
		m[k.Type] = k.Class
	}
	return m
}()

// classOf returns the class of a type, Neutral for none.
func classOf(t report.EventType) report.Class {
	if c, ok := classes[t]; ok {
		return c
	}
	return report.Neutral
}

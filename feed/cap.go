package feed

import "strings"

// addAlert adds what a CAP alert says: what happens, what to do, and where. It is the summary of an alert by itself, the
// content of an entry that has another summary; the mere area is added to that. That an alert is none, such as an
// exercise, stands before all else: whoever reads it must not take it for the real thing.
func (d *draft) addAlert(e *Entry, w *htmlWriter) {
	var text, area string
	for _, v := range []*value{&d.alert, &d.instruction} {
		if part := v.html(w); part != "" {
			text += "<p>" + part + "</p>\n"
		}
	}
	if d.areas != nil {
		area = "<p>" + escapeText(strings.Join(d.areas, "; ")) + "</p>"
	}
	switch {
	case e.Summary == "":
		e.Summary = strings.TrimSpace(text + area)
	case text != "" && e.Content == "":
		e.Content = strings.TrimSpace(text + area)
	case text == "" && area != "":
		e.Summary += "\n" + area
	}
	if d.notices == nil {
		return
	}
	notice := "<p>" + escapeText(strings.Join(d.notices, " ")) + "</p>"
	e.Summary = strings.TrimSpace(notice + "\n" + e.Summary)
	if e.Content != "" {
		e.Content = notice + "\n" + e.Content
	}
}

// statusNotice says in words what the status of a CAP alert means for the public; "" for an actual alert (CAP 1.2, 3.2.1).
func statusNotice(status string) string {
	switch strings.ToLower(strings.TrimSpace(status)) {
	case "exercise":
		return "This is an exercise."
	case "test", "system":
		return "This is a test."
	case "draft":
		return "This is a draft."
	}
	return ""
}

// kindNotice says the same of the kind of message.
func kindNotice(kind string) string {
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "cancel":
		return "The alert is cancelled."
	case "error":
		return "The alert was issued in error."
	}
	return ""
}

package bot_test

import (
	"testing"

	"tocsin/bot/localdiscord"
)

// modalValues are what the fields of a form are filled in with.
func modalValues(t *testing.T, r *localdiscord.Response) map[string]string {
	t.Helper()
	if r.Modal == nil {
		t.Fatalf("no form but: %s", text(r))
	}
	values := map[string]string{}
	for _, row := range r.Modal.Components {
		for _, c := range row.Components {
			values[c.CustomID] = c.Value
		}
	}
	return values
}

// reopen presses the button of a refusal.
func (w *town) reopen(t *testing.T, user string, refusal *localdiscord.Response) (*localdiscord.Response, map[string]string) {
	t.Helper()
	form, err := w.Actor(user).Click(soon(t), refusal.Message.ID, refusal.Components()[0].Components[0].CustomID)
	must(t, err)
	return form, modalValues(t, form)
}

func TestWhatIsRefusedIsNotWrittenAgain(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	role, err := w.CreateRole(w.guild, "watch", 0)
	must(t, err)
	r := w.slash(t, w.owner, "subscribe", map[string]any{"region": "Tripoli", "keywords": `drone, "dangerous escalation"`, "severity": "high", "name": "my *own*", "mention": role, "deliver": "hourly"})
	has(t, text(r), "more than one place", "Where: Tripoli", "Name: my *own*")
	form, values := w.reopen(t, w.owner, r)
	if values["region"] != "Tripoli" || values["keywords"] != `drone, "dangerous escalation"` || values["severity"] != "high" || values["name"] != "my *own*" {
		t.Errorf("the form says %v", values)
	}
	bad, err := w.Actor(w.owner).SubmitModal(soon(t), form.Modal, map[string]string{"region": "Tripoli", "keywords": "drone", "severity": "hihg", "name": "n"})
	must(t, err)
	has(t, text(bad), "no severity", "How bad: hihg")
	form, values = w.reopen(t, w.owner, bad)
	values["region"], values["severity"] = "tripoli-ly", "high"
	done, err := w.Actor(w.owner).SubmitModal(soon(t), form.Modal, values)
	must(t, err)
	has(t, text(done), "Watching: n", "region:tripoli-ly drone severity>=high", "pinging <@&"+role+">, hourly")

	r = w.slash(t, w.owner, "subscribe", map[string]any{"rule": "drone OR (", "severity": "high"})
	form, values = w.reopen(t, w.owner, r)
	if values["rule"] != "severity>=high (drone OR ()" {
		t.Errorf("the form says %v", values)
	}
	done, err = w.Actor(w.owner).SubmitModal(soon(t), form.Modal, map[string]string{"rule": "severity>=high (drone OR missile)"})
	must(t, err)
	has(t, text(done), "Watching", "severity>=high (drone OR missile)")
	edit, err := w.Actor(w.owner).Click(soon(t), done.Message.ID, done.Components()[0].Components[0].CustomID)
	must(t, err)
	bad, err = w.Actor(w.owner).SubmitModal(soon(t), edit.Modal, map[string]string{"rule": "region:Iraq (", "name": "b", "deliver": "weekly"})
	must(t, err)
	form, values = w.reopen(t, w.owner, bad)
	if values["rule"] != "region:Iraq (" || values["name"] != "b" || values["deliver"] != "weekly" {
		t.Errorf("the form says %v", values)
	}
	done, err = w.Actor(w.owner).SubmitModal(soon(t), form.Modal, map[string]string{"rule": "region:Iraq", "name": "b", "deliver": "daily"})
	must(t, err)
	has(t, text(done), "Updated: b", "region:Iraq", "daily")
}

// What a form cannot mend has no form.
func TestARefusalOfThePlaceHasNoForm(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.run(t)
	for _, options := range []map[string]any{{"region": "Tripoli", "dm": true, "channel": w.channel}, {"region": "Iraq", "dm": true, "channel": w.channel}} {
		r := w.slash(t, w.owner, "subscribe", options)
		if len(r.Components()) != 0 {
			t.Errorf("%v: %s", options, text(r))
		}
	}
	if r := w.slash(t, w.member, "subscribe", map[string]any{"region": "Tripoli"}); len(r.Components()) != 0 {
		t.Errorf("who may not subscribe: %s", text(r))
	}
}

package bot

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"tocsin/alert"
	"tocsin/report"
)

var update = flag.Bool("update", false, "write what is rendered now as what is expected")

// TestRender holds each file of testdata/render: an alert.Delivery as JSON, and the payload that Discord gets for it.
func TestRender(t *testing.T) {
	files, err := filepath.Glob("testdata/render/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var d alert.Delivery
			dec := json.NewDecoder(bytes.NewReader(ar.Files[0].Data))
			dec.DisallowUnknownFields()
			if err := dec.Decode(&d); err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			enc := json.NewEncoder(&got)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			if err := enc.Encode(deliveryMessage(&d).payload()); err != nil {
				t.Fatal(err)
			}
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "payload.json", Data: got.Bytes()})
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) < 2 || !bytes.Equal(ar.Files[1].Data, got.Bytes()) {
				t.Errorf("rendered otherwise (-update writes it):\n%s", got.Bytes())
			}
		})
	}
}

func TestWho(t *testing.T) {
	actor := func(name string, kind report.ActorKind, role report.Role) report.Actor {
		return report.Actor{Name: name, Kind: kind, Role: role}
	}
	for _, c := range []struct {
		actors []report.Actor
		want   string
	}{
		{[]report.Actor{actor("gunmen", report.People, report.Initiator), actor("M23", report.ArmedGroup, report.Initiator), actor("civilians", report.People, report.Target)},
			"M23 (by), civilians (target)"},
		{[]report.Actor{actor("a", report.ArmedGroup, report.Mentioned), actor("b", report.ArmedGroup, report.Mentioned), actor("c", report.ArmedGroup, report.Mentioned),
			actor("troops", report.People, report.Mentioned), actor("d", report.ArmedGroup, report.Accused), actor("army", report.Military, report.Target)},
			"army (target), d (accused), a, b"},
		{[]report.Actor{actor("protesters", report.People, report.Mentioned)}, ""},
	} {
		if got := who(&report.Tags{Actors: c.actors}); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

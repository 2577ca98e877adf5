package store

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"tocsin/report"
)

// anyTags draws tags of every shape, lists that are empty and lists that are not there among them.
func anyTags(t *rapid.T) report.Tags {
	return rapid.Make[report.Tags]().Draw(t, "tags")
}

func TestTagsAreReadAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyTags(t)
		var got report.Tags
		if err := decodeTags(encodeTags(&want), &got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}

// FuzzDecodeTags holds that whatever stands in a damaged database is an error or tags, in bounded time and memory.
func FuzzDecodeTags(f *testing.F) {
	killed := 2
	f.Add(encodeTags(&report.Tags{Lang: "en", Focus: []string{"IQ"}, Killed: &killed,
		Places: []report.Place{{ID: "baghdad-iq", Within: []string{"IQ"}, Lat: 33.3}}}))
	f.Add([]byte{tagsVersion, 0x80})
	f.Fuzz(func(t *testing.T, b []byte) {
		var v report.Tags
		if decodeTags(b, &v) != nil {
			return
		}
		var again report.Tags
		if err := decodeTags(encodeTags(&v), &again); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkDecodeTags(b *testing.B) {
	var v report.Tags
	for range 5 {
		v.Places = append(v.Places, report.Place{ID: "baghdad-iq", Name: "Baghdad", Kind: report.City, Country: "IQ", Admin1: "IQ.07",
			Within: []string{"IQ.07", "IQ", "middle-east"}, Mentions: make([]report.Mention, 3)})
		v.Actors = append(v.Actors, report.Actor{ID: "pmf", Name: "Popular Mobilization Forces", Mentions: make([]report.Mention, 2)})
	}
	coded := encodeTags(&v)
	plain, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(coded))/float64(len(plain)), "of-json")
	b.ReportAllocs()
	for b.Loop() {
		if err := decodeTags(coded, &v); err != nil {
			b.Fatal(err)
		}
	}
}

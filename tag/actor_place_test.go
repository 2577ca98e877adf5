package tag

import (
	"slices"
	"testing"
	"time"
)

// TestSeats holds that a capital is its government where it does what governments do, and a place elsewhere.
func TestSeats(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // ids of states and their forces
	}{
		{"Moscow accused Kyiv of shelling a plant.", []string{"russia", "ukraine"}},
		{"Tehran has repeatedly denied it.", []string{"iran"}},
		{"Washington imposed sanctions on Harare.", []string{"united-states", "zimbabwe"}},
		{"A deal between Ankara and Athens is near.", []string{"turkey", "greece"}},
		{"Khartoum's troops entered the town.", []string{"sudan-military"}},
		{"Париж осудил нападение.", []string{"france"}},
		{"اتهمت طهران باكو بشن هجوم.", []string{"iran", "azerbaijan"}},
		{"Explosions rocked Kyiv.", nil},
		{"A witness in Damascus said he saw smoke.", nil},
		{"The mayor of Moscow accused nobody.", nil},
		{"Denzel Washington said he was sorry.", nil},
		{"Jakarta - Two people were hurt.", nil},
	} {
		var got []string
		for _, a := range tagText(t, "", c.text, time.Time{}).Actors {
			if a.Country != "" {
				got = append(got, a.ID)
			}
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.text, got, c.want)
		}
	}
}

// TestPlacesInNames holds that what is only a part of an actor's name is no place, but for those of countries and of who rules.
func TestPlacesInNames(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // ids of places
	}{
		{"A shell hit a base of the Hashd al-Shaabi in Kirkuk.", []string{"kirkuk-iq"}},
		{"The Levant Front took a road in Manbij.", []string{"manbij-sy"}},
		{"The Sudan Liberation Army took Tawila.", []string{"SD", "tawila-sd"}},
		{"Puntland forces arrested six men in Bosaso.", []string{"puntland", "bosaso-so"}},
		{"The Gaza health ministry said nine had died in Jabalia.", []string{"gaza-strip", "jabalia-ps"}},
	} {
		var got []string
		for _, p := range tagText(t, "", c.text, time.Time{}).Places {
			got = append(got, p.ID)
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.text, got, c.want)
		}
	}
}

package main

import (
	"bufio"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed samples/*.txt
var sampleFiles embed.FS

// A sample is one report of the demo. It is not news.
type sample struct {
	ID     string
	Outlet string
	Age    time.Duration // before the demo starts; 0 for a live one
	Live   int           // its turn among those that come while the demo runs; 0 for history
	Lang   string
	Title  string
	Text   string
}

// A datedSample is a sample with its time, and that time's day in its text.
type datedSample struct {
	sample
	Published time.Time
}

// readSamples reads the sample files: history by age, oldest first, then the live ones by their turn.
func readSamples(files fs.FS) ([]sample, error) {
	names, err := fs.Glob(files, "samples/*.txt")
	if err != nil {
		return nil, fmt.Errorf("list samples: %w", err)
	}
	var all []sample
	for _, name := range names {
		f, err := files.Open(name)
		if err != nil {
			return nil, fmt.Errorf("read samples: %w", err)
		}
		some, err := readSampleFile(bufio.NewScanner(f), name)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b sample) int {
		return cmp.Or(cmp.Compare(a.Live, b.Live), cmp.Compare(b.Age, a.Age))
	})
	return all, nil
}

func readSampleFile(lines *bufio.Scanner, name string) ([]sample, error) {
	var all []sample
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "@"):
			s, err := sampleHead(strings.Fields(line[1:]))
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			s.ID = fmt.Sprintf("%s-%d", strings.TrimSuffix(strings.TrimPrefix(name, "samples/"), ".txt"), len(all)+1)
			all = append(all, s)
		case len(all) == 0:
			return nil, fmt.Errorf("%s:%d: text before the first @ line", name, n)
		case all[len(all)-1].Title == "":
			all[len(all)-1].Title = line
		default:
			s := &all[len(all)-1]
			s.Text = strings.TrimSpace(s.Text + "\n" + line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	for _, s := range all {
		if s.Title == "" || s.Text == "" {
			return nil, fmt.Errorf("%s: sample %s has no title or no text", name, s.ID)
		}
	}
	return all, nil
}

// sampleHead reads "OUTLET 9d4h [LANG]" or "OUTLET live 3 [LANG]".
func sampleHead(words []string) (sample, error) {
	if len(words) < 2 {
		return sample{}, errors.New("want @ OUTLET WHEN")
	}
	s := sample{Outlet: words[0], Lang: "en"}
	if _, ok := outlets[s.Outlet]; !ok {
		return s, fmt.Errorf("outlet %q has no row in the table of outlets", s.Outlet)
	}
	rest := words[2:]
	if words[1] == "live" {
		if len(rest) == 0 {
			return s, errors.New("want a number behind live")
		}
		turn, err := strconv.Atoi(rest[0])
		if err != nil || turn < 1 {
			return s, fmt.Errorf("turn %q is not a number from 1", rest[0])
		}
		s.Live, rest = turn, rest[1:]
	} else {
		age, err := parseAge(words[1])
		if err != nil {
			return s, err
		}
		s.Age = age
	}
	if len(rest) > 0 {
		s.Lang = rest[0]
	}
	return s, nil
}

// parseAge reads a duration with days: 9d4h.
func parseAge(s string) (time.Duration, error) {
	var days time.Duration
	if d, rest, ok := strings.Cut(s, "d"); ok {
		n, err := strconv.Atoi(d)
		if err != nil {
			return 0, fmt.Errorf("age %q: %w", s, err)
		}
		days, s = time.Duration(n)*24*time.Hour, rest
	}
	if s == "" {
		return days, nil
	}
	rest, err := time.ParseDuration(s)
	if err != nil {
		return 0, fmt.Errorf("age %q: %w", s, err)
	}
	return days + rest, nil
}

var placeholder = regexp.MustCompile(`\{(day|date|month)(-\d+)?\}`)

// at dates a sample: its text speaks of the days around published.
func (s sample) at(published time.Time) datedSample {
	fill := func(text string) string {
		return placeholder.ReplaceAllStringFunc(text, func(m string) string {
			part := placeholder.FindStringSubmatch(m)
			back, _ := strconv.Atoi(part[2]) // the expression lets only numbers through, and none is 0
			when := published.AddDate(0, 0, back)
			switch part[1] {
			case "day":
				return weekday(s.Lang, when.Weekday())
			case "date":
				return when.Format("2 January")
			}
			return when.Format("January")
		})
	}
	s.Title, s.Text = fill(s.Title), fill(s.Text)
	return datedSample{sample: s, Published: published}
}

// weekdays from Sunday on, in the case that the samples need.
var weekdays = map[string][7]string{
	"fr": {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
	"uk": {"неділю", "понеділок", "вівторок", "середу", "четвер", "п'ятницю", "суботу"},
	"ar": {"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"},
}

func weekday(lang string, day time.Weekday) string {
	if names, ok := weekdays[lang]; ok {
		return names[day]
	}
	return day.String()
}

// outlets are the invented publishers of the samples, by the word that the sample files use.
var outlets = map[string]string{
	"harbour":    "Harbour Wire",
	"meridian":   "Meridian World Service",
	"tworivers":  "Two Rivers Monitor",
	"gulf":       "Gulf Ledger",
	"crisisdesk": "Crisis Desk",
	"sahel":      "Sahel Courier",
	"horn":       "Horn Observer",
	"greatlakes": "Great Lakes Post",
	"westafrica": "West Africa Record",
	"dnipro":     "Dnipro Dispatch",
	"caucasus":   "Caucasus Chronicle",
	"monsoon":    "Monsoon Times",
	"khyber":     "Khyber Report",
	"pacific":    "Pacific Ledger",
	"andes":      "Andes Bulletin",
	"carib":      "Carib News Letter",
}

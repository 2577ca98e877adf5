package story

import (
	"slices"
	"time"

	"tocsin/report"
	"tocsin/text"
)

// Add puts a report into the window, as one of the story id.
func (x *Index) Add(id int64, r *report.Report, d *text.Doc, t *report.Tags) {
	m := x.read(r, d, t)
	m.story = id
	if m.link != "" {
		x.byLink[m.link] = id
	}
	c := x.stories[id]
	if c == nil {
		c = &cluster{sum: map[feature]float32{}, names: map[feature]int{}, scenes: map[string]bool{}}
		x.stories[id] = c
	}
	c.reports++
	c.length = 0
	x.added++
	if m.at.After(c.last) {
		c.last = m.at
	}
	for _, cc := range m.scenes {
		c.scenes[cc] = true
	}
	for _, f := range m.features {
		x.seen[f.feature]++
		if _, ok := c.sum[f.feature]; !ok {
			x.where[f.feature] = append(x.where[f.feature], id)
		}
		c.sum[f.feature] += f.weight
	}
	for _, f := range m.names {
		c.names[f]++
	}
	if c.latest = append(c.latest, m); len(c.latest) > maxTold {
		x.subtract(id, c, c.latest[0])
		c.latest = c.latest[1:]
	}
	x.window = append(x.window, m)
	x.expire(m.at)
}

// subtract takes what one report said out of its story.
func (x *Index) subtract(id int64, c *cluster, m *told) {
	const rest = 1e-3 // of adding and subtracting, where nothing is left
	for _, f := range m.names {
		if c.names[f]--; c.names[f] == 0 {
			delete(c.names, f)
		}
	}
	for _, f := range m.features {
		if c.sum[f.feature] -= f.weight; c.sum[f.feature] > rest {
			continue
		}
		delete(c.sum, f.feature)
		in := x.where[f.feature]
		if i := slices.Index(in, id); i >= 0 {
			in = slices.Delete(in, i, i+1)
		}
		if x.where[f.feature] = in; len(in) == 0 {
			delete(x.where, f.feature)
		}
	}
}

// expire lets go of the reports that came first, when they are older than the window or too many.
func (x *Index) expire(now time.Time) {
	for len(x.window) > maxReports || len(x.window) > 0 && now.Sub(x.window[0].at) > Window && !x.window[0].at.IsZero() {
		m := x.window[0]
		x.window = x.window[1:]
		for _, f := range m.features {
			if x.seen[f.feature]--; x.seen[f.feature] == 0 {
				delete(x.seen, f.feature)
			}
		}
		if x.byLink[m.link] == m.story {
			delete(x.byLink, m.link)
		}
		c := x.stories[m.story]
		if c.reports--; c.reports == 0 {
			for _, o := range c.latest {
				x.subtract(m.story, c, o)
			}
			delete(x.stories, m.story)
		}
	}
}

package localdiscord_test

import (
	"strings"
	"testing"

	"tocsin/bot/localdiscord"
)

// faint lists the visible texts whose contrast with what lies behind them is under WCAG 2.2's 4.5 to 1 (3 to 1 for
// large ones), disabled controls and pictures of letters apart.
const faint = `(() => {
  const channels = (text) => { const m = text.match(/[\d.]+/g).map(Number); return text.startsWith("color(") ? [m[0] * 255, m[1] * 255, m[2] * 255, m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1]; };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (node) => {
    const layers = [];
    for (let n = node; n; n = n.parentElement) {
      const c = channels(getComputedStyle(n).backgroundColor);
      layers.push(c);
      if (c[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t = walker.nextNode(); t; t = walker.nextNode()) {
    const node = t.parentElement;
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    if (!t.textContent.trim() || !box.width || style.visibility === "hidden" || style.opacity === "0" || node.closest("[aria-hidden=true], .visually-hidden, .skip, noscript, option, :disabled")) continue;
    const back = behind(node);
    const [a, b] = [light(over(channels(style.color), back)), light(back)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    if (ratio < (size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5)) bad.push(ratio.toFixed(2) + " " + node.className + ": " + t.textContent.trim().slice(0, 40));
  }
  return bad.join("\n");
})()`

func TestPageIsLegible(t *testing.T) {
	w := newTown(t, localdiscord.Options{})
	w.newsBot(t)
	row := func(c ...m) m { return m{"type": 1, "components": c} }
	got := w.call(t, "POST", w.messages(), m{"content": "`code` **bold** <@" + w.member + "> <t:1704367380:R> -# small", "allowed_mentions": m{"parse": []string{"users"}},
		"embeds": []m{{"title": "Title", "url": "https://news.example/a", "description": "> quoted [link](https://news.example/b)\n-# small", "color": 0xe5484d,
			"author": m{"name": "Author"}, "footer": m{"text": "Footer"}, "timestamp": "2024-01-04T12:00:00Z", "fields": []m{{"name": "Name", "value": "Value", "inline": true}}}},
		"components": []m{row(m{"type": 2, "style": 1, "label": "Primary", "custom_id": "a"}, m{"type": 2, "style": 2, "label": "Secondary", "custom_id": "b"},
			m{"type": 2, "style": 3, "label": "Success", "custom_id": "c"}, m{"type": 2, "style": 4, "label": "Danger", "custom_id": "d"}, m{"type": 2, "style": 5, "label": "Link", "url": "https://news.example"}),
			row(m{"type": 3, "custom_id": "e", "placeholder": "Choose", "max_values": 2, "options": []m{{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}}})}})
	if got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	b := w.open(t, 1280, 800)
	b.Types("/subscribe region:Iraq")
	b.Chooses("Iraq")
	b.Until(`document.activeElement.id === "composer"`)
	b.Keys("\r")
	b.Sees(".message.ephemeral", "Only you can see this")
	b.Keys("/s")
	b.Sees("#suggest", "Watch the news")
	b.Text(`(() => { const p = document.getElementById("problem"); p.textContent = "A problem"; p.hidden = false; })()`)
	for _, scheme := range []string{"dark", "light"} {
		b.Look(1280, 800, scheme)
		for line := range strings.Lines(b.Text(faint)) {
			t.Errorf("%s: %s", scheme, line)
		}
	}
	quiet(t, b)
}

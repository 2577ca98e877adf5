package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// With -pictures DIR the test of the page also takes the README's pictures: docs/pictures.sh.
var pictures = flag.String("pictures", "", "directory to write pictures of the demo to")

// A visitor is headless Chromium with the demo's page open.
type visitor struct {
	t   *testing.T
	ctx context.Context
}

// visit opens a page, or skips the test where there is no browser.
func visit(t *testing.T, url string) *visitor {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no browser: looked for chromium, chromium-browser and google-chrome in PATH")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // the browser has gone: nothing to close
		stop()
	})
	v := &visitor{t: t, ctx: ctx}
	// The browser lives as long as the context of the first steps: they must not have the limit that others have.
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	v.look(1280, 800, "dark")
	v.do(chromedp.Navigate(url), chromedp.WaitReady(chromedp.CSS("body[data-ready]")))
	return v
}

// look sets the window's size in CSS pixels and the system's colours.
func (v *visitor) look(width, height int64, scheme string) {
	v.t.Helper()
	v.do(chromedp.EmulateViewport(width, height), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	}))
}

func (v *visitor) do(steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		v.t.Fatal(err)
	}
}

// types writes into the line at the bottom of the page.
func (v *visitor) types(text string) {
	v.t.Helper()
	v.do(chromedp.Focus(chromedp.CSS("#composer")), chromedp.KeyEvent(text))
}

func (v *visitor) keys(text string) {
	v.t.Helper()
	v.do(chromedp.KeyEvent(text))
}

// until waits for a script to become true.
func (v *visitor) until(script string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 30*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](script)); err != nil {
		text, _ := chromedp.Run(v.ctx, chromedp.Evaluate[string](`document.body.innerText`)) // for the message only
		v.t.Fatalf("never true: %s: %v\n%s", script, err, text)
	}
}

// sees waits for a text to stand in an element that a selector meets.
func (v *visitor) sees(selector, text string) {
	v.t.Helper()
	quoted, err := json.Marshal([]string{selector, text})
	if err != nil {
		v.t.Fatal(err)
	}
	v.until(fmt.Sprintf(`(([s, t]) => [...document.querySelectorAll(s)].some((e) => e.innerText.includes(t)))(%s)`, quoted))
}

// presses clicks the last button of that name under the messages that a selector meets.
func (v *visitor) presses(selector, name string) {
	v.t.Helper()
	quoted, err := json.Marshal([]string{selector + " button", name})
	if err != nil {
		v.t.Fatal(err)
	}
	v.until(fmt.Sprintf(`(([s, t]) => { const b = [...document.querySelectorAll(s)].filter((e) => e.innerText.trim() === t).at(-1); b?.click(); return Boolean(b); })(%s)`, quoted))
}

func (v *visitor) opens(channel string) {
	v.t.Helper()
	// The list may be drawn anew under the pointer, so the click is repeated until it took.
	v.until(fmt.Sprintf(`(() => { const c = document.querySelector('[data-channel=%q]'); if (!c.hasAttribute("aria-current")) c.click(); return c.hasAttribute("aria-current"); })()`, channel))
}

// actsAs chooses another member of the server.
func (v *visitor) actsAs(name string) {
	v.t.Helper()
	v.until(fmt.Sprintf(`(() => { const p = document.getElementById("people"); const o = [...p.options].find((o) => o.text.startsWith(%q)); if (!o) return false;
		p.value = o.value; p.dispatchEvent(new Event("change")); return true; })()`, name))
	v.sees("#said", "Acting as "+name)
}

// picture saves what a selector shows, the whole window when it is empty.
func (v *visitor) picture(name, selector string) {
	v.t.Helper()
	if *pictures == "" {
		return
	}
	v.until(`document.getAnimations().length === 0`)
	shot := chromedp.CaptureScreenshot()
	if selector != "" {
		shot = chromedp.Screenshot(chromedp.CSS(selector))
	}
	png, err := chromedp.Run(v.ctx, shot)
	if err != nil {
		v.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*pictures, name), png, 0o644); err != nil {
		v.t.Fatal(err)
	}
}

// startDemo runs the demo without its clock: the test publishes the samples.
func startDemo(t *testing.T) *demo {
	t.Helper()
	var log io.Writer = io.Discard
	if testing.Verbose() {
		log = t.Output()
	}
	ctx, stop := context.WithCancel(context.Background())
	d, err := newDemo(ctx, &demoCmd{Speed: 1, NoBrowser: true}, filepath.Join(t.TempDir(), "demo.db"), slog.New(slog.NewTextHandler(log, nil)), &streams{Out: io.Discard, Err: io.Discard})
	if err != nil {
		stop()
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- d.service.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
		if err := d.close(); err != nil {
			t.Error(err)
		}
	})
	ready, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := d.prepare(ready); err != nil {
		t.Fatal(err)
	}
	return d
}

// publish releases samples up to the given turn.
func (d *demo) publish(t *testing.T, from, to int) {
	t.Helper()
	for range to - from + 1 {
		if more, err := d.next(t.Context()); err != nil || !more {
			t.Fatalf("publish up to %d: more %v, %v", to, more, err)
		}
	}
}

func TestDemoInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser; left out with -short")
	}
	d := startDemo(t)
	v := visit(t, d.discord.URL())
	v.sees("#banner", "Local Discord, for trying Tocsin")

	v.opens("try-it")
	v.types("/sub")
	v.sees("#suggest", "/subscribe")
	v.keys("\t")
	v.keys("region:pak")
	v.sees("#suggest", "Pakistan")
	v.keys("\r")
	v.keys("severity:hi")
	v.sees("#suggest", "high")
	v.keys("\r")
	v.until(`document.activeElement.id === "composer"`)
	v.keys("\r")
	v.sees(".message.ephemeral", "region:Pakistan")
	v.sees(".message.ephemeral", "Only you can see this")
	v.pictureOf("subscribe.png", ".message.ephemeral")

	v.presses(".message.ephemeral", "Edit")
	v.until(`document.querySelector("dialog[open] textarea, dialog[open] input") !== null`)
	v.until(`(() => { const i = [...document.querySelectorAll("dialog[open] textarea, dialog[open] input")].find((e) => e.value.includes("Pakistan")); if (!i) return false;
		i.value = i.value.replace("high", "moderate"); return true; })()`)
	v.presses("dialog[open]", "Submit")
	v.sees(".message.ephemeral", "moderate")

	v.opens("iraq-and-syria")
	d.publish(t, 1, 1)
	v.sees(".message .embed", "Baghdad blames US-led coalition")
	v.sees(".message .embed", "Popular Mobilization Forces")
	v.sees(".message .embed", "2 killed")
	d.publish(t, 2, 9)
	v.sees(".message .embed", "3 sources") // the same story, told by others: its message is edited
	v.sees(".message", "4 killed, was 2")  // and answered when it became worse
	v.pictureOf("alert.png", ".message:has(.embed)")
	v.presses(".message", "Why")
	v.sees(".message.ephemeral", "region:Iraq")

	v.opens("try-it")
	d.publish(t, 10, 13)
	v.sees(".message .embed", "Kurram") // arrives live, by the rule that was typed here

	v.types("/subscribe rule:region:Pakistn\r")
	v.sees(".message.ephemeral", "did you mean Pakistan") // the nearest name
	v.sees(".message.ephemeral", "^")
	v.actsAs("Mara")
	v.opens("try-it")
	v.types("/subscribe region:Iraq\r")
	v.sees("#messages, #problem", "Manage Server")
	v.looks()
}

// pictureOf takes a picture of one message, in a window high enough to show it whole.
func (v *visitor) pictureOf(name, message string) {
	v.t.Helper()
	v.look(1000, 1600, "dark")
	v.picture(name, message+" .embed")
	v.look(1280, 800, "dark")
}

// looks takes pictures of the page at other widths and colours.
func (v *visitor) looks() {
	v.t.Helper()
	if *pictures == "" {
		return
	}
	v.actsAs("Olive")
	v.opens("sudan-and-the-sahel")
	v.types("/")
	v.sees("#suggest", "/subscribe")
	v.picture("demo.png", "")
	v.keys("\b")
	v.opens("iraq-and-syria")
	v.picture("page-dark.png", "")
	v.look(1280, 800, "light")
	v.picture("page-light.png", "")
	v.look(390, 844, "light")
	v.picture("page-phone-light.png", "")
	v.look(390, 844, "dark")
	v.picture("page-phone.png", "")
}

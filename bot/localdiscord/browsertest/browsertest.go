// Package browsertest is the page of a local Discord in headless Chromium, for tests that use it as a person does.
//
// A test under load is as slow as it likes, so nothing here waits for time: each step waits until what it needs is seen,
// and gives up only after [limit].
package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

const (
	limit = 90 * time.Second      // of one step: met only when what it waits for never comes
	pause = 40 * time.Millisecond // between two looks at the page
)

// A Page is a browser with the page open. It fails its test when a step cannot be done.
type Page struct {
	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string
	complained chan struct{} // one more
}

// Open shows the page at an address in a window of that size in CSS pixels. It skips the test where there is no browser.
func Open(t *testing.T, url string, width, height int64) *Page {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(find(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(limit))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // when the browser has gone there is nothing to close
		stop()
	})
	p := &Page{t: t, ctx: ctx, complained: make(chan struct{}, 1)}
	if err := chromedp.Listen(ctx, p.note); err != nil {
		t.Fatal(err)
	}
	// The browser lives as long as the context of the first step: that one must not have the limit that others have.
	if err := chromedp.Do(ctx, chromedp.Func(enable)); err != nil {
		t.Fatal(err)
	}
	p.Look(width, height, "dark")
	p.Do(chromedp.Navigate(url), chromedp.WaitReady(chromedp.CSS("body[data-ready]")))
	return p
}

func find(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no browser: looked for chromium, chromium-browser and google-chrome in PATH")
	return ""
}

// enable has the browser tell what it complains of.
func enable(ctx context.Context, target *chromedp.Target) error {
	if _, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{}); err != nil {
		return err
	}
	_, err := cdp.Call(ctx, target, runtime.Enable, cdp.Empty{})
	return err
}

func (p *Page) note(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text, err := json.Marshal(e.ExceptionDetails)
		p.complaints = append(p.complaints, fmt.Sprint(string(text), err))
	case *log.EventEntryAdded:
		p.complaints = append(p.complaints, e.Entry.Text+" "+e.Entry.URL)
	}
	select {
	case p.complained <- struct{}{}:
	default:
	}
}

// Complaints are the exceptions of the page's scripts, and what the browser logged: refused requests, for example.
func (p *Page) Complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.complaints)
}

// Complains waits until the browser complains of something that says so.
func (p *Page) Complains(of string) {
	p.t.Helper()
	late := time.NewTimer(limit)
	defer late.Stop()
	for !slices.ContainsFunc(p.Complaints(), func(c string) bool { return strings.Contains(c, of) }) {
		select {
		case <-p.complained:
		case <-late.C:
			p.t.Fatalf("the browser does not complain of %s, only: %q", of, p.Complaints())
		}
	}
}

// Look sets the window's size in CSS pixels and the system's colours, "dark" or "light". Nothing moves: a test never meets
// the page half-way.
func (p *Page) Look(width, height int64, scheme string) {
	p.t.Helper()
	p.Do(chromedp.EmulateViewport(width, height), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	}))
}

// Do takes steps of chromedp's own.
func (p *Page) Do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// Until waits for a script to become true.
func (p *Page) Until(script string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	poll := chromedp.Poll[bool](script, chromedp.WithPollingInterval(pause), chromedp.WithPollingTimeout(limit))
	if _, err := chromedp.Run(ctx, poll); err != nil {
		text, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.body.innerText + "\nfocus: " + document.activeElement.outerHTML.slice(0, 300)`))
		p.t.Fatalf("never true: %s: %v\n%s\ncomplaints: %q", script, err, text, p.Complaints())
	}
}

// Text returns what a script gives, as it is at once.
func (p *Page) Text(script string) string {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("String("+script+")"))
	if err != nil {
		p.t.Fatalf("%s: %v", script, err)
	}
	return text
}

// Picture returns what a selector shows as PNG, the whole window when it is empty, as soon as nothing moves.
func (p *Page) Picture(selector string) []byte {
	p.t.Helper()
	p.Until(`document.getAnimations().length === 0`)
	shot := chromedp.CaptureScreenshot()
	if selector != "" {
		shot = chromedp.Screenshot(chromedp.CSS(selector))
	}
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	png, err := chromedp.Run(ctx, shot)
	if err != nil {
		p.t.Fatal(err)
	}
	return png
}

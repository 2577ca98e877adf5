package browsertest

import (
	"encoding/json"
	"fmt"

	"github.com/chromedp/chromedp"
)

// with calls a script's function with arguments.
func (p *Page) with(function string, args ...any) string {
	p.t.Helper()
	list, err := json.Marshal(args)
	if err != nil {
		p.t.Fatal(err)
	}
	return fmt.Sprintf("(%s)(...%s)", function, list)
}

// Sees waits for a text to stand in an element that a selector meets.
func (p *Page) Sees(selector, text string) {
	p.t.Helper()
	p.Until(p.with(`(selector, text) => [...document.querySelectorAll(selector)].some((e) => e.innerText.includes(text))`, selector, text))
}

// Gone waits until no element meets a selector.
func (p *Page) Gone(selector string) {
	p.t.Helper()
	p.Until(p.with(`(selector) => !document.querySelector(selector)`, selector))
}

// Keys types into whatever has the focus.
func (p *Page) Keys(text string) {
	p.t.Helper()
	p.Do(chromedp.KeyEvent(text))
}

// Focus gives an element the focus.
func (p *Page) Focus(selector string) {
	p.t.Helper()
	p.Do(chromedp.Focus(chromedp.CSS(selector)))
}

// Types writes into the line at the bottom of the page, from its beginning.
func (p *Page) Types(text string) {
	p.t.Helper()
	p.Focus("#composer")
	p.Keys(text)
}

// Chooses takes the marked one of the list above the line, as soon as it is the wanted one.
func (p *Page) Chooses(label string) {
	p.t.Helper()
	p.Sees("#suggest [aria-selected=true] .suggestion-label", label)
	p.Keys("\r")
}

// Presses clicks the last button of that name inside what a selector meets, as soon as it can be pressed.
func (p *Page) Presses(selector, name string) {
	p.t.Helper()
	p.Until(p.with(`(selector, name) => {
		const button = [...document.querySelectorAll(selector)].filter((b) => b.innerText.trim() === name && !b.disabled && b.ariaDisabled !== "true").at(-1);
		button?.click();
		return Boolean(button);
	}`, selector+" button", name))
}

// Picks chooses from the last menu of that custom id, as soon as it offers the value.
func (p *Page) Picks(menu, value string) {
	p.t.Helper()
	p.Until(p.with(`(menu, value) => {
		const select = [...document.querySelectorAll("select[data-custom-id]")].filter((s) => s.dataset.customId === menu && !s.disabled).at(-1);
		const option = [...(select?.options || [])].find((o) => o.text.includes(value));
		if (!option) return false;
		select.value = option.value;
		select.dispatchEvent(new Event("change", { bubbles: true }));
		return true;
	}`, menu, value))
}

// Fills writes into a field of the open form in the place of what it says.
func (p *Page) Fills(field, text string) {
	p.t.Helper()
	p.Until(p.with(`(field, text) => {
		const input = [...document.querySelectorAll("dialog[open] [data-custom-id]")].find((i) => i.dataset.customId === field);
		if (input) input.value = text;
		return Boolean(input);
	}`, field, text))
}

// Opens goes to a channel and waits for its messages.
func (p *Page) Opens(channel string) {
	p.t.Helper()
	p.Until(p.with(`(name) => {
		const button = document.querySelector("[data-channel=" + CSS.escape(name) + "]");
		if (button && !button.hasAttribute("aria-current")) button.click();
		return Boolean(button?.hasAttribute("aria-current")) && document.getElementById("messages").ariaBusy !== "true";
	}`, channel))
}

// ActsAs becomes another member of the server, in the channel that is open.
func (p *Page) ActsAs(name string) {
	p.t.Helper()
	p.Until(p.with(`(name) => {
		const people = document.getElementById("people");
		const option = [...people.options].find((o) => o.text.startsWith(name));
		if (option && document.body.dataset.as === option.value) return document.getElementById("messages").ariaBusy !== "true";
		if (option && people.value !== option.value) {
			people.value = option.value;
			people.dispatchEvent(new Event("change"));
		}
		return false;
	}`, name))
}

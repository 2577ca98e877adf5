// The list above the line: commands, options, choices. One line is active; the focused input names it to screen readers.
import { byId, el, say } from "./dom.js";

export class Suggest {
  constructor() {
    this.box = byId("suggest");
    this.list = byId("suggest-list");
    this.title = byId("suggest-title");
    this.items = [];
    this.active = -1;
    this.input = null;
    this.box.addEventListener("pointerdown", (e) => e.preventDefault()); // the input keeps the focus
  }

  get open() { return !this.box.hidden; }

  /** Shows items ({label, detail, tail, choose}) for an input, the one at active being marked. */
  show(input, title, items, active = 0) {
    const picked = this.moved && this.input === input ? items.findIndex((item) => item.label === this.items[this.active]?.label) : -1;
    this.hide();
    if (!items.length) return;
    this.items = items;
    this.input = input;
    this.title.textContent = title;
    this.list.replaceChildren(...items.map((item, i) => el("li", { id: `s${i}`, class: "suggestion", role: "option", "aria-selected": "false",
      onclick: () => item.choose(), onpointermove: () => this.mark(i) },
    el("span", { class: "suggestion-label" }, item.label), item.tail && el("span", { class: "suggestion-tail" }, item.tail),
    item.detail && el("span", { class: "suggestion-detail" }, item.detail))));
    this.box.hidden = false;
    if (input.getAttribute("role") === "combobox") input.setAttribute("aria-expanded", "true");
    if (items.length !== this.told || title !== this.toldOf) say(`${title}: ${items.length} to choose from`);
    this.told = items.length;
    this.toldOf = title;
    this.mark(picked >= 0 ? picked : active); // what the reader went to stays marked when the list is renewed
    this.moved = picked >= 0;
  }

  hide() {
    this.moved = false;
    if (this.input) {
      if (this.input.getAttribute("role") === "combobox") this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
    this.box.hidden = true;
    this.items = [];
    this.active = -1;
    this.input = null;
  }

  mark(i) {
    this.active = i;
    [...this.list.children].forEach((li, j) => li.setAttribute("aria-selected", String(i === j)));
    if (i < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", `s${i}`);
    this.list.children[i]?.scrollIntoView({ block: "nearest" });
  }

  /** Marks nothing while a list for what is typed now is asked for, unless the reader went to one of the present list. */
  doubt(input) {
    if (this.open && this.input === input && !this.moved) this.mark(-1);
  }

  /** Serves a key of the input; true says that it was one for the list. */
  key(e) {
    if (!this.open) return false;
    const n = this.items.length;
    switch (e.key) {
      case "ArrowDown": this.moved = true; this.mark((this.active + 1) % n); break;
      case "ArrowUp": this.moved = true; this.mark((this.active + n - 1 + (this.active < 0 ? 1 : 0)) % n); break;
      case "Tab": case "Enter":
        if (this.active < 0 || e.shiftKey) return false;
        this.items[this.active].choose();
        break;
      case "Escape": this.hide(); break;
      default: return false;
    }
    e.preventDefault();
    e.stopPropagation();
    return true;
  }
}

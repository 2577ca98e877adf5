// The messages of the open channel.
import { byId, el } from "./dom.js";
import { joins, messageElement } from "./message.js";
import { day } from "./time.js";

export class Log {
  constructor(context) {
    this.context = context;
    this.messages = [];
    this.list = byId("messages");
    this.scroller = byId("scroller");
    this.latest = byId("latest");
    this.latest.addEventListener("click", () => this.bottom(true));
    this.scroller.addEventListener("scroll", () => { if (this.atBottom()) this.latest.hidden = true; });
    this.list.addEventListener("keydown", (e) => this.key(e));
    // Pictures and edits change heights after the fact.
    this.stick = true;
    this.size = "";
    this.scroller.addEventListener("scroll", () => { if (this.size === this.measure()) this.stick = this.atBottom(); });
    const resized = new ResizeObserver(() => {
      if (this.stick) this.bottom();
      this.size = this.measure();
    });
    resized.observe(this.list);
    resized.observe(this.scroller);
  }

  measure() { return `${this.scroller.clientHeight}/${this.scroller.scrollHeight}`; }

  /** Takes over what changed while nobody told us. */
  sync(messages) {
    const mark = (list) => list.map((m) => m.id + m.edited_timestamp + m.loading).join();
    if (mark(messages) === mark(this.messages)) return;
    const stay = !this.atBottom();
    this.messages = messages;
    this.draw();
    if (!stay) this.bottom();
  }

  /** Shows a channel whose last messages, unread in number, are new. where tells one showing from another. */
  show(messages, unread, channel, where) {
    this.messages = messages;
    this.where = where;
    this.newFrom = unread > 0 && unread < messages.length ? messages[messages.length - unread].id : "";
    this.channel = channel;
    this.latest.hidden = true;
    this.list.setAttribute("aria-live", "off"); // what was there before is not announced
    this.draw();
    this.bottom();
    setTimeout(() => this.list.setAttribute("aria-live", "polite"), 50);
  }

  draw() {
    const context = this.context();
    const nodes = [this.beginning()];
    this.messages.forEach((m, i) => nodes.push(...this.nodesOf(m, this.messages[i - 1], context)));
    this.list.replaceChildren(...nodes);
  }

  beginning() {
    const c = this.channel;
    if (!c) return el("div", { class: "beginning" }, el("h2", {}, "Nothing here yet"), el("p", {}, "This server has no channel that you can see."));
    const dm = c.kind === 1;
    return el("div", { class: "beginning" }, el("span", { class: "beginning-mark", "aria-hidden": "true" }, dm ? "@" : "#"), el("h2", {}, dm ? c.name : `Welcome to #${c.name}`),
      el("p", {}, dm ? `These are your direct messages with ${c.name}. Type / to see what it can do.` : "This is where the channel begins. Type / to see what the apps here can do."));
  }

  nodesOf(m, previous, context) {
    const nodes = [];
    const fresh = m.id === this.newFrom;
    const newDay = !previous || new Date(previous.timestamp).toDateString() !== new Date(m.timestamp).toDateString();
    if (newDay || fresh) {
      nodes.push(el("div", { class: `divider${fresh ? " new" : ""}`, role: "separator", "aria-label": fresh ? "New messages" : day(m.timestamp) },
        newDay && el("span", { class: "divider-day" }, day(m.timestamp)), fresh && el("span", { class: "divider-new" }, "New")));
    }
    nodes.push(messageElement(m, newDay || fresh ? undefined : previous, context));
    return nodes;
  }

  add(m) {
    if (this.messages.some((o) => o.id === m.id)) return this.change(m);
    const stay = !this.atBottom();
    const previous = this.messages.at(-1);
    this.messages.push(m);
    this.quiet();
    this.list.append(...this.nodesOf(m, previous, this.context()));
    if (stay) this.latest.hidden = false;
    else this.bottom();
    return undefined;
  }

  change(m) {
    const i = this.messages.findIndex((o) => o.id === m.id);
    if (i < 0) return;
    this.messages[i] = m;
    this.redraw(i);
    this.messages.forEach((o, j) => { if (o.answers?.id === m.id && j !== i) this.redraw(j); });
  }

  /** Replaces one message's element and keeps the focus where it was. */
  redraw(i) {
    const old = byId(`m${this.messages[i].id}`);
    if (!old) return;
    const joined = old.classList.contains("joined");
    const previous = joined && joins(this.messages[i - 1], this.messages[i]) ? this.messages[i - 1] : undefined;
    const fresh = messageElement(this.messages[i], previous, this.context());
    const focused = old.contains(document.activeElement) && document.activeElement.dataset.customId;
    const hadFocus = document.activeElement === old;
    old.replaceWith(fresh);
    if (focused) fresh.querySelector(`[data-custom-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    if (hadFocus) fresh.focus({ preventScroll: true });
  }

  remove(id) {
    const i = this.messages.findIndex((o) => o.id === id);
    if (i < 0) return;
    const stay = !this.atBottom();
    this.messages.splice(i, 1);
    this.draw();
    if (!stay) this.bottom();
  }

  jump(id) {
    const node = byId(`m${id}`);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
    node.classList.remove("found");
    requestAnimationFrame(() => node.classList.add("found"));
  }

  typing(name) {
    byId("typing").textContent = `${name} is typing…`;
    clearTimeout(this.typed);
    this.typed = setTimeout(() => this.quiet(), 9000);
  }

  quiet() { byId("typing").textContent = ""; }

  atBottom() { return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80; }

  bottom(focus) {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.stick = true;
    this.latest.hidden = true;
    if (focus) this.list.lastElementChild?.focus({ preventScroll: true });
  }

  /** Arrows go from message to message. */
  key(e) {
    if (!["ArrowUp", "ArrowDown", "Home", "End"].includes(e.key) || e.altKey || e.target.closest("select, input, textarea")) return;
    const nodes = [...this.list.querySelectorAll(".message")];
    const at = nodes.indexOf(e.target.closest(".message"));
    const to = { ArrowUp: at < 0 ? nodes.length - 1 : at - 1, ArrowDown: at < 0 ? nodes.length - 1 : at + 1, Home: 0, End: nodes.length - 1 }[e.key];
    if (nodes[to]) {
      nodes[to].focus();
      e.preventDefault();
    }
  }
}

// Servers, channels and whom one acts as.
import { byId, el, face } from "./dom.js";

const marks = { 0: "#", 2: "♪", 5: "!", 10: "↳", 11: "↳", 12: "↳", 15: "≡" };

export function initNav() {
  const drawer = byId("drawer");
  const show = (open) => {
    drawer.classList.toggle("open", open);
    byId("veil").hidden = !open;
    byId("menu").setAttribute("aria-expanded", String(open));
    if (open) (drawer.querySelector(".channel[aria-current]") || drawer.querySelector(".server"))?.focus();
  };
  byId("menu").addEventListener("click", () => show(!drawer.classList.contains("open")));
  byId("veil").addEventListener("click", () => show(false));
  drawer.addEventListener("click", (e) => { if (e.target.closest(".channel")) show(false); });
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && drawer.classList.contains("open")) {
      show(false);
      byId("menu").focus();
    }
    if (e.altKey && (e.key === "ArrowUp" || e.key === "ArrowDown")) step(e.key === "ArrowUp" ? -1 : 1, e);
  });
}

/** Alt with an arrow goes to the next channel. */
function step(by, e) {
  const list = [...byId("channels").querySelectorAll("button.channel")];
  const at = list.findIndex((b) => b.hasAttribute("aria-current"));
  list[(at + by + list.length) % list.length]?.click();
  e.preventDefault();
}

export function drawNav(state, { open, actAs }) {
  drawRail(state, open);
  drawChannels(state, open);
  drawPeople(state, actAs);
}

/**
 * Brings a list of children up to date. A child that was there under the same key stays the same element, with the focus
 * it may have and the click that may be half done on it.
 */
function update(parent, nodes) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const wanted = nodes.map((node) => {
    const kept = old.get(node.dataset.key);
    if (!kept || kept.tagName !== node.tagName) return node;
    if (kept.outerHTML === node.outerHTML) return kept;
    for (const name of kept.getAttributeNames()) if (!node.hasAttribute(name)) kept.removeAttribute(name);
    for (const name of node.getAttributeNames()) kept.setAttribute(name, node.getAttribute(name));
    kept.replaceChildren(...node.childNodes);
    return kept;
  });
  let at = parent.firstChild;
  for (const node of wanted) { // moving a node would take its focus
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
  for (const node of [...parent.childNodes]) if (!wanted.includes(node)) node.remove();
}

function drawRail(state, open) {
  const rail = byId("rail");
  const count = (channels, map) => channels.reduce((n, c) => n + (map.get(c.id) || 0), 0);
  const button = (key, name, text, channels, current, go) => {
    const pings = count(channels, state.pings);
    const unread = count(channels, state.unread);
    return el("button", { type: "button", class: `server${unread ? " unread" : ""}`, "aria-label": `${name}${unread ? `, ${unread} unread` : ""}`, title: name,
      "aria-current": current ? "true" : undefined, data: { key }, onclick: go }, text, pings > 0 && el("span", { class: "badge", "aria-hidden": "true" }, pings));
  };
  const dm = state.dm ? [state.dm] : [];
  update(rail, [button("dm", "Direct messages", "@", dm, !state.guild, () => open("", state.dm.id)), el("span", { class: "rail-rule", data: { key: "rule" } }),
    ...state.guilds.map((g) => button(`g${g.id}`, g.name, initials(g.name), g.channels, g.id === state.guild, () => {
      const now = state.guilds.find((other) => other.id === g.id);
      open(g.id, now?.channels.find((c) => c.kind === 0)?.id || "");
    }))]);
}

const initials = (name) => name.split(/\s+/).map((w) => w[0]).join("").slice(0, 3);

function drawChannels(state, open) {
  const guild = state.guilds.find((g) => g.id === state.guild);
  byId("guild-name").textContent = guild ? guild.name : "Direct messages";
  const list = guild ? arrange(guild.channels) : state.dm ? [state.dm] : [];
  update(byId("channels"), list.map((c) => {
    if (c.kind === 4) return el("h3", { class: "category", data: { key: `c${c.id}` } }, c.name);
    const unread = state.unread.get(c.id) || 0;
    const pings = state.pings.get(c.id) || 0;
    const online = !guild && el("span", { class: `presence${state.bot.online ? " online" : ""}`, title: state.bot.online ? "online" : "offline" });
    return el("button", { type: "button", class: `channel${unread ? " unread" : ""}${c.kind >= 10 && c.kind <= 12 ? " thread" : ""}`, data: { key: `c${c.id}`, channel: c.name },
      "aria-current": c.id === state.channel ? "page" : undefined,
      "aria-label": `${c.name}${unread ? `, ${unread} unread` : ""}${pings ? `, ${pings} for you` : ""}`,
      onclick: () => open(guild ? guild.id : "", c.id) },
    online || el("span", { class: "mark", "aria-hidden": "true" }, marks[c.kind] || "#"),
    el("span", { class: "channel-label" }, c.name), pings > 0 && el("span", { class: "badge", "aria-hidden": "true" }, pings));
  }));
}

/** Channels under their categories, threads under their channels. */
function arrange(channels) {
  const under = (id) => channels.filter((c) => c.parent === id).flatMap((c) => [c, ...under(c.id)]);
  return under(null);
}

function drawPeople(state, actAs) {
  const people = byId("people");
  update(people, state.people.map((p) => el("option", { value: p.id, data: { key: p.id } }, p.name.includes(p.rank) ? p.name : `${p.name} (${p.rank})`)));
  if (people.value !== state.me) people.value = state.me;
  people.onchange = () => actAs(people.value);
  const me = state.people.find((p) => p.id === state.me);
  if (me) face(byId("self-face"), me.id, me.name);
}

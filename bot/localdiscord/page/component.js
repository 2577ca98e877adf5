// Buttons, menus and layout components under or in a message.
import { el, hexColor, link, safeURL } from "./dom.js";
import { markdown } from "./markdown.js";

const styles = ["", "primary", "secondary", "success", "danger", "outside"];

export function components(m, context) {
  return el("div", { class: "components" }, m.components.map((c) => component(m, c, context)));
}

function component(m, c, context) {
  const nested = () => (c.components || []).map((inner) => component(m, inner, context));
  switch (c.type) {
    case 1: return el("div", { class: "row" }, nested());
    case 2: return button(m, c, context);
    case 3: case 5: case 6: case 7: case 8: return menu(c, context, (values) => context.act.click(m, c.custom_id, values));
    case 9: return el("div", { class: "section" }, el("div", { class: "section-text" }, nested()), c.accessory && component(m, c.accessory, context));
    case 10: return el("div", { class: "text" }, markdown(c.content, context.names));
    case 11: return media(c.media, c.description, "embed-thumb");
    case 12: return el("div", { class: "gallery" }, (c.items || []).map((item) => media(item.media, item.description, "embed-image")));
    case 13: return media(c.file, "", "file");
    case 14: return el("hr", { class: c.divider === false ? "gap" : "rule" });
    case 17: {
      const node = el("div", { class: "container" }, nested());
      if (c.accent_color) node.style.setProperty("--bar", hexColor(c.accent_color));
      return node;
    }
    default: return null;
  }
}

function media(item, description, name) {
  const url = item && safeURL(item.url);
  if (!url || url.origin !== location.origin) return el("div", { class: "elsewhere" }, item ? link(item.url, "Picture elsewhere") : "");
  return el("a", { class: name, href: url.pathname, target: "_blank", rel: "noopener" }, el("img", { src: url.pathname, alt: description || "", loading: "lazy" }));
}

function button(m, c, context) {
  const label = [c.emoji?.name && el("span", { class: "emoji" }, c.emoji.name), c.label];
  if (c.style === 5) return link(c.url, [label, el("span", { class: "outside-mark", "aria-hidden": "true" }, "↗")], { class: "button outside" });
  const node = el("button", { type: "button", class: `button ${styles[c.style] || "secondary"}`, disabled: c.disabled, data: { customId: c.custom_id } }, label);
  node.addEventListener("click", () => busy(node, () => context.act.click(m, c.custom_id)));
  return node;
}

/** Shows that something is under way, and lets it be done only once at a time. The button keeps the focus it may have. */
async function busy(node, act) {
  if (node.ariaDisabled === "true") return;
  node.ariaDisabled = "true";
  node.classList.add("busy");
  try {
    await act();
  } finally {
    node.ariaDisabled = null;
    node.classList.remove("busy");
  }
}

/** What a menu offers, by its type. */
export function menuOptions(c, context) {
  const people = () => context.members.map((u) => ({ label: u.name, value: u.id, description: u.bot ? "app" : "" }));
  const roles = () => context.allRoles.map((r) => ({ label: r.name, value: r.id }));
  const chosen = new Set((c.default_values || []).map((d) => d.id));
  switch (c.type) {
    case 3: return c.options || [];
    case 5: return people().map((o) => ({ ...o, default: chosen.has(o.value) }));
    case 6: return roles().map((o) => ({ ...o, default: chosen.has(o.value) }));
    case 7: return [...people(), ...roles()];
    case 8: return context.channels.filter((ch) => !c.channel_types?.length || c.channel_types.includes(ch.kind))
      .map((ch) => ({ label: `# ${ch.name}`, value: ch.id, default: chosen.has(ch.id) }));
    default: return [];
  }
}

/** A menu: of one choice a native one; of several, boxes to tick and a button. */
export function menu(c, context, choose) {
  const options = menuOptions(c, context);
  const text = (o) => [o.emoji?.name, o.label].filter(Boolean).join(" ") + (o.description ? ` – ${o.description}` : "");
  if ((c.max_values ?? 1) <= 1) {
    const node = el("select", { class: "menu-select", disabled: c.disabled, "aria-label": c.placeholder || "Make a selection", data: { customId: c.custom_id } },
      el("option", { value: "", disabled: true, hidden: true, selected: !options.some((o) => o.default) }, c.placeholder || "Make a selection"),
      options.map((o) => el("option", { value: o.value, selected: Boolean(o.default) }, text(o))));
    node.addEventListener("change", () => choose([node.value]));
    return node;
  }
  const boxes = options.map((o) => el("label", { class: "tick" }, el("input", { type: "checkbox", value: o.value, checked: Boolean(o.default) }), el("span", {}, text(o))));
  const apply = el("button", { type: "button", class: "button primary" }, "Apply");
  const chosen = options.filter((o) => o.default).map((o) => o.label);
  const node = el("details", { class: "menu-many", data: { customId: c.custom_id } }, el("summary", {}, chosen.join(", ") || c.placeholder || "Make a selection"),
    el("fieldset", { disabled: c.disabled }, el("legend", { class: "visually-hidden" }, c.placeholder || "Make a selection"), boxes, apply));
  apply.addEventListener("click", () => {
    const values = [...node.querySelectorAll("input:checked")].map((box) => box.value);
    node.open = false;
    return busy(apply, () => choose(values));
  });
  return node;
}

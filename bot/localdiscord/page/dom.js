// Elements from data. Text only ever becomes a text node, and an attribute is only ever one that the code names: nothing
// here reads markup.

/** Makes an element with properties and children; strings become text. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && !name.startsWith("aria") && name !== "role" && name !== "list") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

export const byId = (id) => document.getElementById(id);

/** An http(s) address, or null for anything else. */
export function safeURL(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

/** A link that tells the other side nothing and leaves this page alone. */
export function link(address, children, props = {}) {
  const url = safeURL(address);
  if (!url) return el("span", props, children);
  return el("a", { ...props, href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", title: props.title || url.href }, children);
}

const faces = ["#5865f2", "#3ba55d", "#c27c0e", "#eb459e", "#1f8b9c", "#9b59b6", "#c0392b", "#607d8b"];

/** A round face with initials, coloured by id. */
export function face(node, id, name, bot) {
  let sum = 0;
  for (const c of String(id).slice(-6)) sum = sum * 31 + c.charCodeAt(0);
  node.style.backgroundColor = bot ? "#4752c4" : faces[sum % faces.length];
  node.textContent = (name || "?").slice(0, 1).toUpperCase();
  return node;
}

export function hexColor(n) {
  return `#${Math.max(0, Math.min(0xffffff, n)).toString(16).padStart(6, "0")}`;
}

/** Says something to a screen reader. */
export function say(text) {
  byId("said").textContent = text;
}

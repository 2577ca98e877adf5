// Discord's markdown as DOM nodes. Whatever is not understood stays text.
import { el, link, safeURL } from "./dom.js";
import { stamp } from "./time.js";

const inline = [
  [/^\\([^\sA-Za-z0-9])/, (m) => m[1]],
  [/^```(?:[A-Za-z0-9_+-]*\n)?([\s\S]+?)```/, (m) => el("pre", {}, el("code", {}, m[1].replace(/\n$/, "")))],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (m) => el("code", {}, m[2].replace(/^ (.+) $/, "$1"))],
  [/^<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/, (m) => stamp(m[1], m[2]) || m[0]],
  [/^<@!?(\d+)>/, (m, names) => mention("@", names.user(m[1]) || "unknown-user")],
  [/^<@&(\d+)>/, (m, names) => mention("@", names.role(m[1]) || "unknown-role")],
  [/^<#(\d+)>/, (m, names) => mention("#", names.channel(m[1]) || "unknown")],
  [/^<\/([-_'\p{L}\p{N} ]{1,98}):\d+>/u, (m) => el("span", { class: "mention" }, `/${m[1]}`)],
  [/^<a?:(\w{2,32}):\d+>/, (m) => `:${m[1]}:`],
  [/^<(https?:\/\/[^\s<>]+)>/, (m) => link(m[1], m[1])],
  [/^\[((?:\\.|[^\[\]\\]|\[[^\]]*\])+)\]\(<?(https?:\/\/[^\s<>]+?)>?(?:\s+"[^"]*")?\)/, masked],
  [/^https?:\/\/[^\s<]+[^\s<.,:;"'\]\)!?*_~|]/, (m) => link(m[0], m[0])],
  [/^\*\*\*(?=\S)([\s\S]*?\S)\*\*\*/, (m, n) => el("strong", {}, el("em", {}, inner(m[1], n)))],
  [/^\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/, (m, n) => el("strong", {}, inner(m[1], n))],
  [/^__(?=\S)([\s\S]*?\S)__(?!_)/, (m, n) => el("u", {}, inner(m[1], n))],
  [/^\*(?=\S)((?:[^*]|\*\*[^*]+\*\*)*?\S)\*(?!\*)/, (m, n) => el("em", {}, inner(m[1], n))],
  [/^_(?=\S)((?:[^_]|__[^_]+__)*?\S)_(?![_\p{L}\p{N}])/u, (m, n, before) => (/[\p{L}\p{N}]$/u.test(before) ? null : el("em", {}, inner(m[1], n)))],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (m, n) => el("s", {}, inner(m[1], n))],
  [/^\|\|([\s\S]+?)\|\|/, (m, n) => spoiler(inner(m[1], n))],
  [/^@(everyone|here)\b/, (m) => mention("@", m[1])],
];

function mention(mark, name) {
  return el("span", { class: "mention" }, mark + name);
}

/** A named link; its real host is shown to whoever points at it, as its whole address. */
function masked(m, names) {
  if (!safeURL(m[2])) return m[0];
  return link(m[2], inner(m[1], names));
}

function spoiler(children) {
  const node = el("button", { type: "button", class: "spoiler", "aria-label": "Spoiler, press to show", "aria-expanded": "false" }, el("span", {}, children));
  node.addEventListener("click", () => {
    node.classList.add("shown");
    node.setAttribute("aria-expanded", "true");
    node.removeAttribute("aria-label");
  });
  return node;
}

const special = /[\\`<[*_~|@]|https?:\/\//;

/** The nodes of a run of text. */
export function inner(text, names) {
  const nodes = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const [node, length] = first(rest, names, text.slice(Math.max(0, at - 2), at));
    if (length) {
      if (plain) nodes.push(plain);
      plain = "";
      nodes.push(node);
      at += length;
      continue;
    }
    const next = rest.slice(1).search(special);
    const piece = next < 0 ? rest : rest.slice(0, next + 1);
    plain += piece;
    at += piece.length;
  }
  if (plain) nodes.push(plain);
  return nodes;
}

/** The node that begins a text, and how much of the text it is: 0 for none. */
function first(rest, names, before) {
  for (const [pattern, make] of inline) {
    const m = pattern.exec(rest);
    const node = m && make(m, names, before);
    if (node !== null && node !== undefined) return [node, m[0].length];
  }
  return [null, 0];
}

/** The blocks of a text: headings, lists, quotes, code and paragraphs. */
export function markdown(text, names) {
  const nodes = [];
  const lines = String(text || "").split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    let m;
    if (line.startsWith("```") || (line.includes("```") && !closes(line))) {
      let block = line;
      while (i + 1 < lines.length && !closes(block)) block += `\n${lines[++i]}`;
      nodes.push(...inner(block, names));
    } else if ((m = /^(#{1,3}) +(\S.*)$/.exec(line))) {
      nodes.push(el("div", { class: `h h${m[1].length}`, role: "heading", "aria-level": String(m[1].length + 2) }, inner(m[2], names)));
      continue;
    } else if ((m = /^-# +(\S.*)$/.exec(line))) {
      nodes.push(el("small", { class: "subtext" }, inner(m[1], names)));
      continue;
    } else if (/^>>> /.test(line)) {
      nodes.push(el("blockquote", {}, markdown(lines.slice(i).join("\n").slice(4), names)));
      break;
    } else if (/^> /.test(line)) {
      const quoted = [line.slice(2)];
      while (i + 1 < lines.length && /^> /.test(lines[i + 1])) quoted.push(lines[++i].slice(2));
      nodes.push(el("blockquote", {}, markdown(quoted.join("\n"), names)));
      continue;
    } else if ((m = /^ *([-*]|\d{1,3}\.) +\S/.exec(line))) {
      const items = [];
      const ordered = /\d/.test(m[1]);
      const item = /^ *(?:[-*]|\d{1,3}\.) +(\S.*)$/;
      for (; i < lines.length && item.test(lines[i]); i++) items.push(el("li", {}, inner(item.exec(lines[i])[1], names)));
      i--;
      nodes.push(ordered ? el("ol", { start: Number.parseInt(m[1], 10) }, items) : el("ul", {}, items));
      continue;
    } else {
      nodes.push(...inner(line, names));
    }
    if (i + 1 < lines.length && nodes.at(-1)?.tagName !== "PRE") nodes.push(el("br"));
  }
  return nodes;
}

function closes(block) {
  return (block.split("```").length - 1) % 2 === 0;
}

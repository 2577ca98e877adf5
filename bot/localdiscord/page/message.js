// One message as an element: head, text, embeds, files, components, reactions.
import { el, face, hexColor, link, safeURL } from "./dom.js";
import { markdown } from "./markdown.js";
import { clock, written } from "./time.js";
import { components } from "./component.js";

/** Whether a message goes under the head of the one before. */
export function joins(previous, m) {
  return previous && previous.author.id === m.author.id && !m.answers && !m.command && previous.ephemeral === m.ephemeral && !previous.loading &&
    Date.parse(m.timestamp) - Date.parse(previous.timestamp) < 7 * 60000;
}

/** The element of a message. context: names, me, roles, colorOf(userID), act (what its components call). */
export function messageElement(m, previous, context) {
  const joined = joins(previous, m);
  const bot = m.author.bot;
  const name = m.author.global_name || m.author.username;
  const pinged = m.pinged.includes("everyone") || m.pinged.includes(context.me) || m.pinged.some((id) => context.roles.includes(id));
  const classes = ["message", joined && "joined", m.ephemeral && "ephemeral", pinged && "pinged", m.loading && "loading"].filter(Boolean);
  const node = el("article", { class: classes.join(" "), id: `m${m.id}`, tabIndex: -1, data: { id: m.id }, "aria-label": summary(m, name) });
  const body = el("div", { class: "body" });
  if (m.command) node.append(commandLine(m.command));
  else if (m.answers) node.append(replyLine(m.answers, context));
  if (!joined) {
    node.append(face(el("span", { class: "face", "aria-hidden": "true" }), m.author.id, name, bot));
    const author = el("span", { class: "author" }, name);
    const color = context.colorOf(m.author.id);
    if (color) author.style.setProperty("--name", hexColor(color));
    body.append(el("div", { class: "message-head" }, author, bot && el("span", { class: "tag", title: "An app, not a person" }, "APP"), " ", written(m.timestamp), !m.content && edited(m)));
  } else {
    node.append(el("span", { class: "aside", "aria-hidden": "true" }, clock(m.timestamp)));
    body.append(el("span", { class: "visually-hidden" }, `${name}, ${clock(m.timestamp)}: `));
  }
  if (m.loading) body.append(el("div", { class: "thinking" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), `${name} is thinking…`));
  if (m.content) body.append(el("div", { class: "text" }, markdown(m.content, context.names), edited(m)));
  const used = new Set();
  for (const e of m.embeds) body.append(embedElement(e, context, m.attachments, used));
  const files = m.attachments.filter((a) => !used.has(a.url));
  if (joined && !m.content && m.edited_timestamp) body.append(el("div", {}, edited(m)));
  if (files.length) body.append(el("div", { class: "files" }, files.map(fileElement)));
  if (m.components.length) body.append(components(m, context));
  if (m.reactions?.length) body.append(el("div", { class: "reactions" }, m.reactions.map((r) => el("span", { class: "reaction" }, `${r.emoji.name} ${r.count}`))));
  if (m.ephemeral) body.append(privateLine(m, context));
  node.append(body);
  return node;
}

/** What a screen reader says of a message before its parts. */
function summary(m, name) {
  const text = m.content || m.embeds[0]?.title || m.embeds[0]?.description || "";
  return `${name}, ${clock(m.timestamp)}${m.ephemeral ? ", only for you" : ""}: ${text.slice(0, 200)}`;
}

function edited(m) {
  return m.edited_timestamp && el("span", { class: "edited", title: `Edited ${new Date(m.edited_timestamp).toLocaleString()}` }, " (edited)");
}

function commandLine(command) {
  const [name, ...rest] = command.line.split(/ (?=[\p{Ll}\p{N}_-]+:)/u);
  return el("div", { class: "above" }, el("span", { class: "above-name" }, command.user.username), " used ",
    el("span", { class: "mention", title: `/${command.line}` }, `/${name}`), rest.length > 0 && el("span", { class: "above-rest" }, ` ${rest.join(" ")}`));
}

function replyLine(original, context) {
  if (!original.author) return el("div", { class: "above" }, "Original message was deleted");
  const text = original.excerpt.replace(/\s+/g, " ").slice(0, 160);
  return el("div", { class: "above" }, el("button", { type: "button", class: "above-link", onclick: () => context.act.jump(original.id),
    "aria-label": `In reply to ${original.author.username}: ${text}. Go there` }, el("span", { class: "above-name" }, `@${original.author.username}`), ` ${text}`));
}

function privateLine(m, context) {
  return el("div", { class: "private" }, el("span", { class: "eye", "aria-hidden": "true" }), "Only you can see this · ",
    el("button", { type: "button", class: "as-link", onclick: () => context.act.dismiss(m) }, "Dismiss message"));
}

/** An embed: bar, author, title, text, fields in columns, picture, foot. */
export function embedElement(e, context, attachments, used) {
  const node = el("div", { class: "embed", role: "group", "aria-label": e.title || e.author?.name || "Embed" });
  if (e.color) node.style.setProperty("--bar", hexColor(e.color));
  const main = el("div", { class: "embed-main" });
  if (e.author) main.append(el("div", { class: "embed-author" }, e.author.url ? link(e.author.url, e.author.name) : e.author.name));
  if (e.title) main.append(el("div", { class: "embed-title", role: "heading", "aria-level": "3" }, titleOf(e, context)));
  if (e.description) main.append(el("div", { class: "embed-text" }, markdown(e.description, context.names)));
  if (e.fields?.length) main.append(fieldsElement(e.fields, context));
  node.append(main);
  if (e.thumbnail) node.append(picture(e.thumbnail, "embed-thumb", attachments, used));
  if (e.image) node.append(picture(e.image, "embed-image", attachments, used));
  const foot = [e.footer?.text, e.timestamp && written(e.timestamp)].filter(Boolean);
  if (foot.length) node.append(el("div", { class: "embed-foot" }, foot[0], foot[1] && el("span", { class: "embed-dot" }, " • "), foot[1]));
  return node;
}

function titleOf(e, context) {
  return e.url ? link(e.url, markdown(e.title, { ...context.names })) : markdown(e.title, context.names);
}

/** Inline fields stand side by side, three at most; any other field takes the whole width. */
function fieldsElement(fields, context) {
  const rows = [];
  for (const f of fields) {
    const last = rows.at(-1);
    if (f.inline && last?.inline && last.fields.length < 3) last.fields.push(f);
    else rows.push({ inline: f.inline, fields: [f] });
  }
  return el("dl", { class: "embed-fields" }, rows.map((row) => row.fields.map((f, i) => {
    const field = el("div", { class: `embed-field${f.inline ? " inline" : ""}` }, el("dt", {}, markdown(f.name, context.names)), el("dd", {}, markdown(f.value, context.names)));
    const width = 12 / row.fields.length;
    field.style.gridColumn = `${1 + i * width} / span ${width}`;
    return field;
  })));
}

/** A picture of this server is shown; one from elsewhere is only linked, since trying things out should call nobody. */
function picture(media, name, attachments, used) {
  const url = safeURL(media.url);
  const own = url && url.origin === location.origin;
  if (!own) return el("div", { class: `${name} elsewhere` }, link(media.url, url ? `Picture at ${url.host}` : "Picture"));
  const file = attachments.find((a) => a.url === media.url);
  used.add(media.url);
  const text = media.description || file?.description || "";
  const img = el("img", { src: url.pathname, alt: text, loading: "lazy", decoding: "async", width: file?.width || undefined, height: file?.height || undefined });
  return el("a", { class: name, href: url.pathname, target: "_blank", rel: "noopener", title: text || "Picture without description" }, img);
}

function fileElement(a) {
  const path = safeURL(a.url)?.pathname || "#";
  if (a.width) {
    return el("figure", { class: "file-picture" }, el("a", { href: path, target: "_blank", rel: "noopener" },
      el("img", { src: path, alt: a.description || "", width: a.width, height: a.height, loading: "lazy" })), a.description && el("figcaption", {}, el("span", { class: "alt" }, "ALT"), " ", a.description));
  }
  return el("a", { class: "file", href: path, download: a.filename }, el("span", { class: "file-icon", "aria-hidden": "true" }),
    el("span", { class: "file-name" }, a.filename), el("span", { class: "file-size" }, size(a.size)));
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1048576) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1048576).toFixed(1)} MB`;
}

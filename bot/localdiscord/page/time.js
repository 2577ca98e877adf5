// Times, shown in the reader's zone and language.
import { el } from "./dom.js";

const units = [["year", 31536000], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

export function ago(date, now = Date.now()) {
  const seconds = Math.round((date.getTime() - now) / 1000);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) || units.at(-1);
  return relative.format(Math.trunc(seconds / size), unit);
}

const styles = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/** What <t:unix:style> shows; null when the time is none. */
export function stamp(unix, style = "f") {
  const date = new Date(Number(unix) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const node = el("time", { class: "stamp", dateTime: date.toISOString(), title: date.toLocaleString(undefined, styles.F) });
  if (style === "R") {
    node.dataset.relative = date.getTime();
    node.textContent = ago(date);
  } else {
    node.textContent = date.toLocaleString(undefined, styles[style] || styles.f);
  }
  return node;
}

/** When a message was written: the time alone today, else with its day. */
export function written(iso) {
  const date = new Date(iso);
  const today = new Date();
  const yesterday = new Date(today.getTime() - 86400000);
  const clock = date.toLocaleTimeString(undefined, { timeStyle: "short" });
  let text = `${date.toLocaleDateString()} ${clock}`;
  if (date.toDateString() === today.toDateString()) text = `Today at ${clock}`;
  else if (date.toDateString() === yesterday.toDateString()) text = `Yesterday at ${clock}`;
  return el("time", { class: "written", dateTime: date.toISOString(), title: date.toLocaleString(undefined, styles.F) }, text);
}

export const clock = (iso) => new Date(iso).toLocaleTimeString(undefined, { timeStyle: "short" });
export const day = (iso) => new Date(iso).toLocaleDateString(undefined, { dateStyle: "long" });

/** Keeps relative times fresh. */
export function keepFresh() {
  setInterval(() => {
    for (const node of document.querySelectorAll("time[data-relative]")) {
      const text = ago(new Date(Number(node.dataset.relative)));
      if (node.textContent !== text) node.textContent = text;
    }
  }, 1000);
}

// Commands as one types them: their names, options and the values that options take.

/** All commands with their subcommands as one list of {path, description, options}. */
export function flatten(commands) {
  const list = [];
  const add = (path, c) => {
    const nested = (c.options || []).filter((o) => o.type <= 2);
    if (nested.length) nested.forEach((o) => add(`${path} ${o.name}`, o));
    else list.push({ path, description: c.description, options: c.options || [] });
  };
  for (const c of commands) add(c.name, c);
  return list.sort((a, b) => a.path.localeCompare(b.path));
}

/** The commands that what was typed after the slash may become, best first. */
export function matching(list, typed) {
  const text = typed.toLowerCase();
  const rank = (c) => (c.path.startsWith(text) ? 0 : c.path.includes(text) ? 1 : c.description.toLowerCase().includes(text) ? 2 : 3);
  return list.filter((c) => rank(c) < 3).sort((a, b) => rank(a) - rank(b));
}

/** The command that a typed line names, with what follows its name; the longest name counts. */
export function split(list, line) {
  let found = null;
  for (const c of list) {
    if ((line === `/${c.path}` || line.startsWith(`/${c.path} `)) && (!found || c.path.length > found.command.path.length)) {
      found = { command: c, rest: line.slice(c.path.length + 2) };
    }
  }
  return found;
}

/** Whether a value may contain "name:" of another option, as a long free text may. */
export function isFree(option) {
  return option.type === 3 && !option.autocomplete && !option.choices?.length && (option.max_length ?? Infinity) > 100;
}

/** What an option offers without asking the bot; null when the bot must be asked or nothing can be offered. */
export function offers(option, place) {
  switch (option.type) {
    case 5: return [{ name: "True", value: true }, { name: "False", value: false }];
    case 6: return place.members.map((m) => ({ name: `@${m.name}`, value: m.id }));
    case 7: return place.channels.filter((c) => c.kind !== 4 && (!option.channel_types?.length || option.channel_types.includes(c.kind))).map((c) => ({ name: `#${c.name}`, value: c.id }));
    case 8: return place.roles.map((r) => ({ name: r.name.startsWith("@") ? r.name : `@${r.name}`, value: r.id }));
    case 9: return [...offers({ type: 6 }, place), ...offers({ type: 8 }, place)];
    default: return option.choices?.length ? option.choices : null;
  }
}

export function filter(choices, text) {
  const wanted = text.toLowerCase().replace(/^[@#]/, "");
  const hits = choices.filter((c) => c.name.toLowerCase().includes(wanted));
  return hits.sort((a, b) => Number(!a.name.toLowerCase().replace(/^[@#]/, "").startsWith(wanted)) - Number(!b.name.toLowerCase().replace(/^[@#]/, "").startsWith(wanted)));
}

/** The value of a field as the bot wants it; throws what is wrong with it, in words. */
export function valueOf(option, text, chosen, place) {
  if (chosen !== undefined) return chosen;
  const known = offers(option, place);
  if (known) {
    const hit = known.find((c) => c.name.toLowerCase() === text.toLowerCase() || String(c.value) === text || c.name.replace(/^[@#]/, "").toLowerCase() === text.toLowerCase().replace(/^[@#]/, ""));
    if (!hit) throw new Error(`${option.name}: “${text}” is none of the choices.`);
    return hit.value;
  }
  if (option.type === 4 || option.type === 10) {
    const n = Number(text);
    if (Number.isNaN(n) || (option.type === 4 && !Number.isInteger(n))) throw new Error(`${option.name} takes a ${option.type === 4 ? "whole " : ""}number.`);
    if (n < (option.min_value ?? -Infinity) || n > (option.max_value ?? Infinity)) throw new Error(`${option.name} is out of range.`);
    return n;
  }
  if (option.max_length && [...text].length > option.max_length) throw new Error(`${option.name} takes at most ${option.max_length} characters.`);
  return text;
}

// The line to type in: plain text, or a command with its options as fields.
import { post } from "./api.js";
import { byId, el } from "./dom.js";
import { filter, flatten, isFree, matching, offers, split, valueOf } from "./command.js";
import { Suggest } from "./suggest.js";

export class Composer {
  constructor({ state, run, say, place }) {
    Object.assign(this, { state, run, say, where: place });
    this.text = byId("composer");
    this.fieldsBox = byId("fields");
    this.hint = byId("hint");
    this.suggest = new Suggest();
    this.commands = [];
    this.command = null;
    this.fields = [];
    this.asked = 0;
    this.last = null;
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("focus", () => this.typed());
    this.text.addEventListener("keydown", (e) => this.key(e));
    byId("composer-form").addEventListener("submit", (e) => { e.preventDefault(); this.submit(); });
    byId("composer-form").addEventListener("focusout", (e) => {
      if (!byId("composer-form").contains(e.relatedTarget)) this.suggest.hide();
    });
  }

  /** Says which channel and commands the line is for. */
  place(channel, commands) {
    this.channel = channel;
    this.commands = flatten(commands);
    if (!this.command) this.label();
  }

  /** Says in the empty line what can be typed. */
  label() {
    const { channel } = this;
    const may = Boolean(channel?.send);
    this.text.disabled = !channel;
    this.text.placeholder = !channel ? "" : !may ? "You cannot write here, but commands work: type /"
      : `Message ${channel.kind === 1 ? "@" : "#"}${channel.name}, or type / for commands`;
    this.text.setAttribute("aria-label", this.text.placeholder || "Message");
  }

  problem(text) {
    const node = byId("problem");
    node.hidden = !text;
    node.textContent = text;
  }

  /** Leaves the command that was being typed. */
  cancel() {
    this.command = null;
    this.fields = [];
    this.fieldsBox.replaceChildren();
    this.text.value = "";
    this.hint.textContent = "";
    this.suggest.hide();
    this.label();
    this.size();
  }

  size() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 200)}px`;
  }

  typed() {
    this.size();
    if (this.command) return this.offerOptions();
    const line = this.text.value;
    if (!line.startsWith("/") || line.includes("\n")) return this.suggest.hide();
    const named = split(this.commands, line);
    if (named && line !== `/${named.command.path}`) return this.begin(named.command, named.rest);
    return this.offerCommands(line.slice(1));
  }

  offerCommands(typed) {
    const items = matching(this.commands, typed).map((c) => ({
      label: `/${c.path}`, detail: c.description, tail: c.options.map((o) => (o.required ? o.name : `${o.name}?`)).join(" "), choose: () => this.begin(c, ""),
    }));
    this.suggest.show(this.text, items.length ? `Commands of ${this.state.bot.name}` : "", items);
    this.hint.textContent = items.length ? "" : "No such command. Only what the app registered can be used.";
  }

  /** Turns the line into fields for a command; rest is what was typed after its name. */
  begin(command, rest) {
    this.problem("");
    this.command = command;
    this.fields = [];
    this.fieldsBox.replaceChildren(el("span", { class: "chip" }, `/${command.path}`));
    this.text.value = "";
    this.text.setAttribute("aria-label", `Options of /${command.path}`);
    this.text.placeholder = command.options.length ? "option" : "";
    for (const o of command.options) if (o.required) this.addField(o);
    this.take(rest);
    const empty = this.fields.find((f) => !f.input.value);
    (empty ? empty.input : this.text).focus();
    if (document.activeElement === this.text) this.typed();
    this.size();
  }

  /** Takes "name:value name:value" over into fields. */
  take(rest) {
    let field = null;
    let text = rest;
    while (text) {
      const next = this.nextOption(text, field);
      if (!next) break;
      if (field) this.setField(field, text.slice(0, next.index).trim());
      field = this.addField(next.option);
      text = text.slice(next.index + next.length);
    }
    if (field) this.setField(field, text.trim());
    else this.text.value = text;
  }

  /** Where the next "name:" stands in a text; within a free text there is none. */
  nextOption(text, field) {
    if (field && isFree(field.option)) return null;
    for (const m of text.matchAll(/(?:^|\s)([-_\p{L}\p{N}]+): ?/gu)) {
      const option = this.command.options.find((o) => o.name === m[1] && o !== field?.option);
      if (option) return { option, index: m.index, length: m[0].length };
    }
    return null;
  }

  unused() { return this.command.options.filter((o) => !this.fields.some((f) => f.option === o)); }

  /** In the tail of a command: the options that it can still take. */
  offerOptions() {
    const typed = this.text.value.trimStart();
    const named = this.nextOption(typed, null);
    if (named && named.index === 0) {
      const field = this.addField(named.option);
      this.text.value = "";
      field.input.focus();
      this.setField(field, typed.slice(named.length));
      return;
    }
    const items = this.unused().filter((o) => o.name.startsWith(typed.toLowerCase())).map((o) => ({
      label: o.name, detail: o.description, choose: () => { this.text.value = ""; this.addField(o).input.focus(); },
    }));
    this.suggest.show(this.text, this.fields.length ? "More options" : "Options", items, typed ? 0 : -1);
    const required = this.fields.some((f) => f.option.required && !f.input.value);
    this.hint.textContent = required ? "" : "Enter sends the command, Escape leaves it.";
  }

  addField(option) {
    const old = this.fields.find((f) => f.option === option);
    if (old) return old;
    const input = el("input", { type: "text", class: "field-input", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggest-list",
      "aria-describedby": "hint", spellcheck: false, autocapitalize: "off", maxLength: option.max_length || 6000, data: { option: option.name } });
    const field = { option, input, chosen: undefined };
    field.node = el("label", { class: "field" }, el("span", { class: "field-name" }, option.name), input);
    input.addEventListener("input", () => { field.chosen = undefined; this.fieldTyped(field); });
    input.addEventListener("focus", () => this.offerValues(field));
    input.addEventListener("keydown", (e) => this.fieldKey(e, field));
    this.fields.push(field);
    this.fieldsBox.append(field.node);
    return field;
  }

  setField(field, text, chosen) {
    field.input.value = text;
    field.chosen = chosen;
    if (document.activeElement === field.input) this.offerValues(field);
  }

  dropField(field) {
    this.fields = this.fields.filter((f) => f !== field);
    field.node.remove();
    (this.fields.at(-1)?.input || this.text).focus();
  }

  fieldTyped(field) {
    const next = this.nextOption(field.input.value, field);
    if (next && next.index > 0) {
      const text = field.input.value;
      field.input.value = text.slice(0, next.index).trim();
      const added = this.addField(next.option);
      added.input.focus();
      this.setField(added, text.slice(next.index + next.length));
      return;
    }
    this.offerValues(field);
  }

  /** The values that a field can take, asked of the bot where it completes them. */
  offerValues(field) {
    const { option, input } = field;
    this.hint.textContent = `${option.description}${option.required ? " (required)" : ""}`;
    const show = (choices, active) => this.suggest.show(input, option.name, choices.slice(0, 25).map((c) => ({
      label: c.name, choose: () => { this.setField(field, c.name, c.value); this.suggest.hide(); this.text.focus(); },
    })), active);
    const known = offers(option, this.around());
    const typed = field.chosen === undefined ? input.value : "";
    if (known) return show(filter(known, typed), 0);
    if (!option.autocomplete) return this.suggest.hide();
    const ask = ++this.asked;
    clearTimeout(this.asking);
    this.asking = setTimeout(async () => {
      if (!this.command || document.activeElement !== input) return; // sent or left meanwhile
      try {
        const { choices } = await post("complete", { ...this.where(), command: this.command.path, options: this.values(true), focused: option.name, partial: input.value });
        if (ask === this.asked && document.activeElement === input) show(choices, input.value ? 0 : -1);
      } catch (err) {
        if (ask === this.asked) this.hint.textContent = err.message;
      }
    }, input.value ? 120 : 0);
    return undefined;
  }

  around() {
    const guild = this.state.guilds.find((g) => g.id === this.state.guild);
    return guild || { members: [], channels: [], roles: [] };
  }

  /** The options as given; a lenient reading leaves out what is not finished. */
  values(lenient) {
    const options = {};
    for (const f of this.fields) {
      const text = f.input.value.trim();
      if (!text) {
        if (f.option.required && !lenient) throw Object.assign(new Error(`${f.option.name} is required.`), { field: f });
        continue;
      }
      try {
        options[f.option.name] = valueOf(f.option, text, f.chosen, this.around());
      } catch (err) {
        if (!lenient) throw Object.assign(err, { field: f });
      }
    }
    return options;
  }

  /** What the reader saw in each field, for the line above the answer. */
  labels() {
    return Object.fromEntries(this.fields.filter((f) => f.input.value.trim()).map((f) => [f.option.name, f.input.value.trim()]));
  }

  fieldKey(e, field) {
    if (this.suggest.key(e)) return;
    if (e.key === "Enter") {
      e.preventDefault();
      this.submit();
    } else if (e.key === "Backspace" && !field.input.value && !field.option.required) {
      e.preventDefault();
      this.dropField(field);
    } else if (e.key === "Escape") {
      this.cancel();
      this.text.focus();
    }
  }

  key(e) {
    if (this.suggest.key(e)) return;
    if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
      e.preventDefault();
      this.submit();
    } else if (e.key === "Escape" && this.command) {
      this.cancel();
    } else if (e.key === "Backspace" && this.command && !this.text.value) {
      e.preventDefault();
      if (this.fields.length) this.fields.at(-1).input.focus();
      else this.cancel();
    } else if (e.key === "ArrowUp" && !this.text.value && !this.command && this.last) {
      e.preventDefault();
      this.begin(this.last.command, "");
      for (const f of this.last.fields) this.setField(this.addField(f.option), f.text, f.chosen);
    }
  }

  async submit() {
    if (!this.command) return this.submitText();
    const command = this.command;
    if (this.text.value.trim()) return this.problem(`“${this.text.value.trim()}” is no option of /${command.path}. Pick one from the list, or type its name and a colon.`);
    let options;
    try {
      options = this.values(false);
    } catch (err) {
      this.problem(err.message);
      err.field?.input.focus();
      return undefined;
    }
    this.suggest.hide();
    this.hint.textContent = `Waiting for ${this.state.bot.name}…`;
    this.last = { command, fields: this.fields.map((f) => ({ option: f.option, text: f.input.value, chosen: f.chosen })) };
    const done = await this.run(() => post("command", { ...this.where(), command: command.path, options, labels: this.labels() }));
    this.hint.textContent = "";
    if (done && this.command === command) {
      this.cancel();
      if (!byId("form").open) this.text.focus();
    }
    return undefined;
  }

  async submitText() {
    const line = this.text.value.trim();
    if (!line) return;
    const named = line.startsWith("/") && split(this.commands, line);
    if (named) return this.begin(named.command, named.rest);
    if (line.startsWith("/")) return this.problem(`There is no command ${line.split(" ")[0]} here.`);
    if (!this.channel?.send) return this.problem("You cannot write in this channel.");
    if (await this.run(() => this.say(line))) {
      this.text.value = "";
      this.size();
    }
    return undefined;
  }
}

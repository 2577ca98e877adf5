// The options of a command as fields of the line.
import { post } from "./api.js";
import { byId, el } from "./dom.js";
import { filter, isFree, offers, valueOf } from "./command.js";
import { Suggest } from "./suggest.js";

/** The fields of the command that is being typed. Composer, which extends this, says what keys do and what is sent. */
export class Fields {
  constructor({ state, where }) {
    Object.assign(this, { state, where });
    this.text = byId("composer");
    this.fieldsBox = byId("fields");
    this.hint = byId("hint");
    this.suggest = new Suggest();
    this.command = null;
    this.fields = [];
    this.asked = 0;
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
  nextOption(text, field) { return field && isFree(field.option) ? null : this.named(text, field)[0] || null; }

  /** The options that a text names by "name:", and where. */
  named(text, field) {
    return [...text.matchAll(/(?:^|\s)([-_\p{L}\p{N}]+): ?/gu)]
      .map((m) => ({ option: this.command.options.find((o) => o.name === m[1] && o !== field?.option), index: m.index, length: m[0].length }))
      .filter((n) => n.option);
  }

  unused() { return this.command.options.filter((o) => !this.fields.some((f) => f.option === o)); }

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
    if (field.input.value === `${field.option.name}:`) field.input.value = ""; // the field is named already
    const next = this.nextOption(field.input.value, field);
    if (next && next.index > 0) this.part(field, next);
    else this.offerValues(field);
  }

  /** Makes what stands behind "name:" in a field the value of that option. */
  part(field, named) {
    const text = field.input.value;
    field.input.value = text.slice(0, named.index).trim();
    const added = this.addField(named.option);
    added.input.focus();
    this.setField(added, text.slice(named.index + named.length));
    this.fieldTyped(added);
  }

  /** In a free text "name:" is text, as it is on Discord, until the reader makes an option of it. */
  offerParts(field) {
    const unused = this.unused();
    const parts = this.named(field.input.value, field).filter((n) => n.index > 0 && unused.includes(n.option)).reverse();
    this.suggest.show(field.input, `In ${field.option.name} this is text. Make it an option`, parts.map((n) => ({
      label: n.option.name, detail: n.option.description, choose: () => this.part(field, n),
    })), -1);
  }

  /** The values that a field can take, asked of the bot where it completes them. */
  offerValues(field) {
    const { option, input } = field;
    this.hint.textContent = `${option.description}${option.required ? " (required)" : ""}${isFree(option) ? " · Tab goes on to further options, ↓ takes one from the text" : ""}`;
    const show = (choices, active) => this.suggest.show(input, option.name, choices.slice(0, 25).map((c) => ({
      label: c.name, choose: () => { this.setField(field, c.name, c.value); this.suggest.hide(); this.text.focus(); },
    })), active);
    const known = offers(option, this.around());
    const typed = field.chosen === undefined ? input.value : "";
    if (known) return show(filter(known, typed), 0);
    if (isFree(option)) return this.offerParts(field);
    if (!option.autocomplete) return this.suggest.hide();
    const ask = ++this.asked;
    this.suggest.doubt(input);
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
}

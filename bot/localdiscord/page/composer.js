// The line to type in: plain text, or a command with its options as fields.
import { post } from "./api.js";
import { byId, el } from "./dom.js";
import { flatten, matching, split } from "./command.js";
import { Fields } from "./fields.js";

export class Composer extends Fields {
  constructor({ state, run, say, place }) {
    super({ state, where: place });
    Object.assign(this, { run, say });
    this.commands = [];
    this.last = null;
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("focus", () => this.typed());
    this.text.addEventListener("keydown", (e) => this.key(e));
    this.text.addEventListener("beforeinput", (e) => { // Enter sends, on keyboards too that send no keydown first
      if (e.inputType === "insertLineBreak" && !this.shift) e.preventDefault();
    });
    byId("composer-form").addEventListener("submit", (e) => { e.preventDefault(); this.submit(); });
    byId("composer-form").addEventListener("keydown", (e) => { this.shift = e.shiftKey; }, true);
    byId("composer-form").addEventListener("input", () => this.problem("")); // the reader has seen it
    byId("composer-form").addEventListener("focusout", (e) => {
      if (!byId("composer-form").contains(e.relatedTarget)) this.suggest.hide();
    });
  }

  /** Says which channel and commands the line is for. */
  place(channel, commands) {
    const known = JSON.stringify(commands);
    const fresh = known !== this.known;
    this.known = known;
    this.channel = channel;
    this.commands = flatten(commands);
    if (this.command) return;
    this.label();
    if (fresh && document.activeElement === this.text && this.text.value.startsWith("/")) this.typed();
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
      this.restore(this.last);
    }
  }

  /** Sends what stands in the line, which is empty at once: what is typed next is the next message. */
  submit() { return this.command ? this.submitCommand() : this.submitText(); }

  async submitCommand() {
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
    const labels = this.labels();
    const sent = { command, fields: this.fields.map((f) => ({ option: f.option, text: f.input.value, chosen: f.chosen })) };
    this.last = sent;
    this.cancel();
    this.text.focus();
    this.hint.textContent = `Waiting for ${this.state.bot.name}…`;
    const done = await this.run(() => post("command", { ...this.where(), command: command.path, options, labels }));
    if (!this.command) this.hint.textContent = "";
    if (!done && !this.command && !this.text.value) this.restore(sent);
    return undefined;
  }

  /** Puts a command that was sent back into the line. */
  restore(sent) {
    this.begin(sent.command, "");
    for (const f of sent.fields) this.setField(this.addField(f.option), f.text, f.chosen);
    this.suggest.hide();
  }

  async submitText() {
    const line = this.text.value.trim();
    if (!line) return undefined;
    const named = line.startsWith("/") && split(this.commands, line);
    if (named) {
      this.begin(named.command, named.rest);
      return named.command.options.length ? undefined : this.submitCommand();
    }
    if (line.startsWith("/")) return this.problem(`There is no command ${line.split(" ")[0]} here.`);
    if (!this.channel?.send) return this.problem("You cannot write in this channel.");
    this.text.value = "";
    this.size();
    if (!(await this.run(() => this.say(line))) && !this.text.value) this.text.value = line;
    return undefined;
  }
}

// Forms (modals) that the bot shows.
import { append, byId, el } from "./dom.js";
import { menuOptions } from "./component.js";
import { post } from "./api.js";

/** Shows a form; done gets what its answer shows, which may be another form. */
export function showForm(form, context, done) {
  const dialog = byId("form");
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const send = el("button", { type: "submit", class: "button primary" }, "Submit");
  const body = el("form", { method: "dialog", class: "form-body" },
    el("h2", { id: "form-title" }, form.title),
    el("p", { class: "form-note" }, "This form goes to the app only."),
    form.components.map((c) => row(c, context)), problem,
    el("div", { class: "form-foot" }, el("button", { type: "button", class: "button plain", onclick: () => dialog.close() }, "Cancel"), send));
  body.addEventListener("submit", async (e) => {
    e.preventDefault();
    const inputs = {};
    for (const field of body.querySelectorAll("[data-custom-id]")) inputs[field.dataset.customId] = field.value;
    send.disabled = true;
    try {
      const answer = await post("submit", { id: form.id, inputs });
      if (!dialog.contains(body)) return; // another form by now
      dialog.close();
      done(answer);
    } catch (err) {
      problem.textContent = err.message;
      problem.hidden = false;
    } finally {
      send.disabled = false;
    }
  });
  dialog.replaceChildren();
  append(dialog, [body]);
  dialog.showModal();
  body.querySelector("input, textarea, select")?.focus();
}

function row(c, context) {
  if (c.type === 10) return el("p", { class: "form-note" }, c.content);
  const field = c.component || c.components?.[0];
  if (!field) return null;
  const id = `field-${field.custom_id}`;
  const required = field.required !== false;
  return el("div", { class: "form-row" },
    el("label", { htmlFor: id }, c.label || field.label, required && el("span", { class: "must", title: "Required" }, " *")),
    c.description && el("p", { class: "form-note", id: `${id}-note` }, c.description),
    input(field, id, required, context));
}

function input(c, id, required, context) {
  const common = { id, required, data: { customId: c.custom_id } };
  if (c.type === 4) {
    return el(c.style === 2 ? "textarea" : "input", { ...common, type: c.style === 2 ? undefined : "text", rows: c.style === 2 ? 5 : undefined,
      placeholder: c.placeholder || "", value: c.value || "", minLength: c.min_length || undefined, maxLength: c.max_length || 4000 });
  }
  return el("select", common, menuOptions(c, context).map((o) => el("option", { value: o.value, selected: Boolean(o.default) }, o.label)));
}

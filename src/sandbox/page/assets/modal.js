import { act, read } from "./api.js";
import { chosenIn } from "./blocks.js";
import { $, avatar, el, fromServer, icon } from "./dom.js";
import { state } from "./state.js";

let shown = "";

/** Shows the modal on top of the person's stack, and the home tab as the app has published it. */
export async function refreshViews() {
  const { user } = state;
  const { home, modals } = await read("/_page/views", { user });
  if (user !== state.user) return;
  drawHome(home);
  drawModal(modals.at(-1), modals.length);
}

function drawHome(home) {
  const place = $("home");
  if (!home) {
    place.replaceChildren(
      el(
        "div",
        { class: "empty" },
        avatar({ isApp: true }, "large"),
        el("h2", {}, "Nothing here yet"),
        el("p", {}, "Adjutant has not published a home for you."),
      ),
    );
    return;
  }
  if (place.dataset.hash === home.hash) return;
  place.dataset.hash = home.hash;
  const body = el("div", { class: "home-body", "data-view": home.id });
  body.append(fromServer(home.html));
  place.replaceChildren(body);
}

function drawModal(view, depth) {
  const dialog = $("modal");
  if (!view) {
    shown = "";
    if (dialog.open) dialog.close();
    return;
  }
  const key = JSON.stringify([view.id, view.hash, view.errors]);
  if (key === shown && dialog.open) return;
  const kept = shown.includes(view.id) ? keepTyped(dialog) : new Map();
  shown = key;
  dialog.replaceChildren(...modalParts(view, depth));
  restoreTyped(dialog, kept);
  dialog.oncancel = (event) => {
    event.preventDefault();
    void close(view);
  };
  if (!dialog.open) dialog.showModal();
  markInvalid(dialog, view.errors);
}

function modalParts(view, depth) {
  const body = el("div", { class: "modal-body", "data-view": view.id, tabindex: "0" });
  body.append(fromServer(view.html));
  const general = view.errors[""];
  return [
    el(
      "header",
      { class: "modal-head" },
      avatar({ isApp: true }, "tiny"),
      el("h2", { id: "modal-title" }, view.title),
      el(
        "button",
        { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => close(view) },
        icon(depth > 1 ? "back" : "close"),
      ),
    ),
    body,
    el(
      "footer",
      { class: "dialog-foot" },
      general ? el("p", { class: "bk-error", role: "alert" }, general) : null,
      el("button", { type: "button", class: "bk-button", onclick: () => close(view) }, view.close),
      view.submit
        ? el(
            "button",
            { type: "button", class: "bk-button bk-primary", onclick: (event) => submit(view, event.target) },
            view.submit,
          )
        : null,
    ),
  ];
}

function fieldsOf(dialog) {
  return [...dialog.querySelectorAll("[data-block-id]:is(input, select, textarea, .bk-choices)")];
}

function keyOf({ dataset }) {
  return `${dataset.blockId}/${dataset.actionId}`;
}

function keepTyped(dialog) {
  const plain = fieldsOf(dialog).filter((field) => !field.matches(".bk-choices, select[multiple]"));
  return new Map(plain.map((field) => [keyOf(field), field.value]));
}

function restoreTyped(dialog, kept) {
  for (const field of fieldsOf(dialog)) {
    const value = kept.get(keyOf(field));
    if (value) field.value = value;
  }
}

function markInvalid(dialog, errors) {
  for (const field of fieldsOf(dialog)) field.toggleAttribute("aria-invalid", Boolean(errors[field.dataset.blockId]));
  dialog.querySelector("[aria-invalid]")?.focus();
}

async function submit(view, button) {
  const fields = fieldsOf($("modal")).filter((field) => field.closest("[data-field]"));
  const values = Object.fromEntries(fields.map((field) => [field.dataset.blockId, chosenIn(field)]));
  button.setAttribute("aria-busy", "true");
  await act({ act: "submit", user: state.user, viewId: view.id, values });
  button.removeAttribute("aria-busy");
  await refreshViews();
}

async function close(view) {
  await act({ act: "close", user: state.user, viewId: view.id });
  await refreshViews();
}

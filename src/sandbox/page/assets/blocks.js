import { act } from "./api.js";
import { $, el } from "./dom.js";
import { state } from "./state.js";

const SUGGEST_MS = 250;

/** Listens for everything that can be pressed or chosen in blocks, wherever they are shown. */
export function installBlocks() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-press]");
    if (button) void press(button);
    for (const menu of document.querySelectorAll(".bk-overflow[open]")) {
      if (!menu.contains(event.target) || button) menu.open = false;
    }
  });
  document.addEventListener("change", (event) => {
    const field = event.target.closest("[data-change]");
    if (field && isLive(field)) void use(field, chosenIn(field));
  });
  let waiting = 0;
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-suggest]");
    if (!field) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => void suggest(field), SUGGEST_MS);
  });
}

/** Inputs of a modal are read when it is sent; the app hears of the others at once. */
function isLive(field) {
  return !field.closest("[data-field]");
}

async function press(button) {
  const { confirm, url, value } = button.dataset;
  if (confirm && !(await ask(JSON.parse(confirm)))) return;
  if (url) window.open(url, "_blank", "noopener");
  button.setAttribute("aria-busy", "true");
  await use(button, value);
  button.removeAttribute("aria-busy");
}

function use(node, value) {
  const { actionId, blockId } = node.dataset;
  const chosen = value === undefined ? {} : { value };
  const about = { user: state.user, actionId, blockId, ...chosen };
  const view = node.closest("[data-view]");
  if (view) return act({ act: "pressView", viewId: view.dataset.view, ...about });
  const message = node.closest("[data-ts]");
  return act({ act: "press", channel: message.dataset.channel, ts: message.dataset.ts, ...about });
}

/** What a field holds: a list where several can be chosen. */
export function chosenIn(field) {
  if (field.matches("select[multiple]")) return [...field.selectedOptions].map(({ value }) => value);
  if (!field.matches(".bk-choices")) {
    const isMoment = field.type === "datetime-local" && field.value !== "";
    return isMoment ? String(Math.floor(new Date(field.value).getTime() / 1_000)) : field.value;
  }
  const chosen = [...field.querySelectorAll("input:checked")].map(({ value }) => value);
  return field.dataset.type === "checkboxes" ? chosen : (chosen[0] ?? "");
}

async function suggest(field) {
  const view = field.closest("[data-view]");
  if (!view) return;
  const { actionId, blockId } = field.dataset;
  const found = await act({
    act: "suggest",
    user: state.user,
    viewId: view.dataset.view,
    actionId,
    blockId,
    value: field.value,
  });
  const options = (found?.options ?? []).map(({ text, value }) => el("option", { value }, text.text));
  $(field.dataset.suggest)?.replaceChildren(...options);
}

/** Slack's own question before something is done. */
function ask({ title, text, yes, no, style }) {
  const dialog = $("confirm");
  return new Promise((resolve) => {
    const end = (answer) => {
      dialog.close();
      resolve(answer);
    };
    dialog.replaceChildren(
      el("h2", { id: "confirm-title" }, title || "Are you sure?"),
      el("p", {}, text),
      el(
        "div",
        { class: "dialog-foot" },
        el("button", { type: "button", class: "bk-button", onclick: () => end(false) }, no || "Cancel"),
        el(
          "button",
          { type: "button", class: `bk-button bk-${style ?? "primary"}`, onclick: () => end(true) },
          yes || "Yes",
        ),
      ),
    );
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
  });
}

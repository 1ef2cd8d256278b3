import { read, write } from "./api.js";
import { $, el, toast } from "./dom.js";
import { state } from "./state.js";

const STATES = {
  approved: "approved",
  changes_requested: "changes requested",
  commented: "commented",
  unreviewed: "not reviewed",
};

export function showWorld() {
  $("side-title").textContent = "World";
  $("side-body").replaceChildren(
    el("p", { class: "panel-note" }, "Make something happen on GitHub. Adjutant hears of it by webhook."),
    el("div", { id: "world" }),
  );
  void refreshWorld();
}

export async function refreshWorld() {
  const world = await read("/_sandbox/world");
  const place = $("world");
  if (!place) return;
  const opened = new Set([...place.querySelectorAll("details[open]")].map(({ id }) => id));
  place.replaceChildren(openForm(world), production(world), pulls(world), merged(world), deliveries(world));
  for (const id of opened) $(id)?.setAttribute("open", "");
}

async function make(change) {
  try {
    const { said } = await write("/_sandbox/world", change);
    toast(said);
  } catch (error) {
    toast(error.message, "bad");
  }
}

/** The person one is acts on GitHub, too, if they have an account there. */
function me(world) {
  const name = state.workspace.me.realName;
  return world.people.find((person) => person.name === name)?.login ?? world.people[0].login;
}

function other(world, author) {
  const mine = me(world);
  return mine === author ? world.people.find(({ login }) => login !== author).login : mine;
}

function button(label, change) {
  return el("button", { type: "button", class: "bk-button small", onclick: () => make(change()) }, label);
}

function group(id, title, ...content) {
  return el("details", { class: "group", id }, el("summary", {}, title), ...content);
}

function openForm(world) {
  const title = el("input", {
    class: "bk-input",
    placeholder: "Title",
    "aria-label": "Title",
    value: "Make exports resumable",
  });
  const repo = el(
    "select",
    { class: "bk-select", "aria-label": "Repository" },
    world.repos.map(({ name }) => el("option", {}, name)),
  );
  const ticket = el("input", { class: "bk-input", placeholder: "Ticket (may be missing)", "aria-label": "Ticket" });
  const draft = el("input", { type: "checkbox" });
  const change = () => ({
    change: "open",
    repo: repo.value,
    by: me(world),
    title: title.value || "Untitled",
    isDraft: draft.checked,
    ...(ticket.value && { ticket: ticket.value }),
  });
  return group(
    "world-open",
    "Open a pull request",
    el(
      "div",
      { class: "form" },
      repo,
      title,
      ticket,
      el("label", { class: "bk-choice" }, draft, "Draft"),
      button("Open it", change),
    ),
  );
}

function production(world) {
  const rows = world.repos.map(({ name }) =>
    el(
      "div",
      { class: "line" },
      el("strong", {}, name),
      el(
        "div",
        { class: "buttons" },
        button("Deploy", () => ({ change: "deploy", repo: name, by: me(world), conclusion: "success" })),
        button("Fail a deployment", () => ({ change: "deploy", repo: name, by: me(world), conclusion: "failure" })),
        button("Incident", () => ({
          change: "incident",
          repo: name,
          by: me(world),
          title: `Incident: ${name} answers slowly`,
        })),
      ),
    ),
  );
  const open = world.incidents.map(({ repo, number, title }) =>
    el(
      "div",
      { class: "line" },
      el("span", {}, `${repo}#${number} ${title}`),
      button("Resolve", () => ({ change: "resolve", repo, number, by: me(world) })),
    ),
  );
  return group("world-production", "Production", ...rows, ...open);
}

function pulls(world) {
  const rows = world.open.map((pull) => pullRow(world, pull));
  const part = group("world-pulls", `Open pull requests (${rows.length})`, ...rows);
  part.open = true;
  return part;
}

function pullRow(world, { repo, number, title, author, isDraft, state: review }) {
  const at = { repo, number };
  const reviewer = () => other(world, author);
  return el(
    "div",
    { class: "line" },
    el("div", {}, el("strong", {}, `${repo}#${number} `), title),
    el("small", {}, `${author} · ${isDraft ? "draft" : STATES[review]}`),
    el(
      "div",
      { class: "buttons" },
      button("Approve", () => ({ change: "review", ...at, by: reviewer(), state: "approved" })),
      button("Request changes", () => ({
        change: "review",
        ...at,
        by: reviewer(),
        state: "changes_requested",
        body: "Please have another look.",
      })),
      button("Comment", () => ({ change: "comment", ...at, by: reviewer(), body: "What about the empty case?" })),
      button("Push", () => ({ change: "push", ...at })),
      button("Red check", () => ({ change: "check", ...at, conclusion: "failure" })),
      button("Green check", () => ({ change: "check", ...at, conclusion: "success" })),
      isDraft ? button("Ready", () => ({ change: "ready", ...at })) : null,
      button("Merge", () => ({ change: "merge", ...at, by: me(world) })),
      button("Close", () => ({ change: "close", ...at, by: me(world) })),
    ),
  );
}

function merged(world) {
  const rows = world.merged.map(({ repo, number, title }) =>
    el(
      "div",
      { class: "line" },
      el("span", {}, `${repo}#${number} ${title}`),
      button("Revert", () => ({ change: "revert", repo, number, by: me(world) })),
    ),
  );
  return group("world-merged", "Merged lately", ...rows);
}

function deliveries(world) {
  const rows = world.deliveries.map(({ event, action, status, ms }) =>
    el(
      "div",
      { class: "line flat" },
      `${event}${action ? `.${action}` : ""}`,
      el(
        "span",
        { class: status >= 200 && status < 300 ? "good" : "bad" },
        status === 0 ? "no answer" : `${status} in ${Math.round(ms)} ms`,
      ),
    ),
  );
  return group("world-deliveries", `Webhooks sent (${rows.length})`, ...rows);
}

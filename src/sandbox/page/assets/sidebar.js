import { $, avatar, el, icon } from "./dom.js";
import { direct, state, tell } from "./state.js";

/** The workspace, its channels, the app, and who one is. */
export function drawSidebar() {
  const { workspace } = state;
  const channels = workspace.channels.filter(({ kind }) => kind !== "im");
  $("sidebar").replaceChildren(
    el(
      "div",
      { class: "workspace" },
      el("strong", {}, workspace.team.name),
      el(
        "span",
        { class: `connection ${workspace.isConnected ? "up" : "down"}` },
        workspace.isConnected ? "Adjutant is connected" : "Adjutant is away",
      ),
    ),
    el(
      "div",
      { class: "places" },
      section("Channels", channels.map(channelItem)),
      section("Apps", [appItem()]),
      section("People", workspace.people.map(personItem)),
    ),
    footer(),
  );
}

function section(title, items) {
  return el("section", { "aria-label": title }, el("h2", {}, title), el("ul", {}, items));
}

function item({ id, isCurrent, onclick }, ...content) {
  const unread = state.unread.get(id) ?? 0;
  const badge = unread > 0 ? el("span", { class: "badge", "aria-label": `${unread} unread` }, String(unread)) : null;
  const classes = ["place", isCurrent ? "current" : "", unread > 0 ? "unread" : ""].join(" ");
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: classes, "aria-current": isCurrent ? "page" : null, onclick },
      ...content,
      badge,
    ),
  );
}

function channelItem({ id, name, kind }) {
  const go = () => tell("enter", { room: id });
  const label = kind === "private" ? el("span", { class: "visually-hidden" }, "private ") : null;
  return item(
    { id, isCurrent: state.room === id, onclick: go },
    el("span", { class: "sign" }, icon(kind === "private" ? "lock" : "hash")),
    label,
    el("span", { class: "label" }, name),
  );
}

function appItem() {
  const go = () => tell("enter", { room: "app", tab: "home" });
  const face = avatar({ isApp: true }, "tiny");
  return item(
    { id: direct(), isCurrent: state.room === "app", onclick: go },
    face,
    el("span", { class: "label" }, "Adjutant"),
    el("span", { class: "tag" }, "APP"),
  );
}

/** A click on a colleague is a look through their eyes. */
function personItem({ id, realName, title }) {
  const isMe = id === state.user;
  const button = {
    type: "button",
    class: `place person ${isMe ? "me" : ""}`,
    title: isMe ? title : `${title}. Act as ${realName}`,
    "aria-pressed": String(isMe),
    onclick: () => tell("become", id),
  };
  return el(
    "li",
    {},
    el(
      "button",
      button,
      avatar({ id, name: realName }, "tiny"),
      el("span", { class: "label" }, realName),
      isMe ? el("span", { class: "tag" }, "YOU") : null,
    ),
  );
}

function footer() {
  const options = state.workspace.people.map(({ id, realName }) =>
    el("option", { value: id, selected: id === state.user }, realName),
  );
  const change = (event) => tell("become", event.target.value);
  return el(
    "div",
    { class: "sidebar-foot" },
    el("label", { class: "act-as" }, el("span", {}, "Act as"), el("select", { onchange: change }, options)),
    footButton("phone", "Switch to the width of a phone and back", () => $("frame").classList.toggle("phone")),
    footButton("theme", "Switch between light and dark", () => tell("theme")),
  );
}

function footButton(drawing, label, onclick) {
  return el(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick },
    icon(drawing),
  );
}

import { read } from "./api.js";
import { $, el, toast } from "./dom.js";
import { tell } from "./state.js";

const LINK = /^https:\/\/github\.example\.com\/([\w.-]+\/[\w.-]+)\/(?:pull|issues)\/(\d+)/;
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** There is no such host: a link to a pull request opens its story beside the room. */
export function installLinks() {
  document.addEventListener("click", (event) => {
    const href = event.target.closest("a")?.href ?? "";
    const [, repo, number] = LINK.exec(href) ?? [];
    if (!repo) return;
    event.preventDefault();
    $("modal").open && $("modal").close();
    tell("panel", { name: "story", details: { repo, number } });
  });
}

export async function showStory(at) {
  $("side-title").textContent = `${at.repo}#${at.number}`;
  $("side-body").replaceChildren();
  try {
    draw(await read("/_sandbox/thread", at));
  } catch (error) {
    toast(error.message, "bad");
  }
}

function draw({ title, body, author, state, labels, story }) {
  const tags = [state, ...labels].map((word) => el("span", { class: `tag ${word}` }, word));
  const events = story.map(({ at, who, what, text }) =>
    el(
      "li",
      { class: "line" },
      el("div", {}, el("strong", {}, who), ` ${what}`),
      text ? el("p", {}, text) : null,
      el("small", {}, moment.format(new Date(at))),
    ),
  );
  $("side-body").replaceChildren(
    el("div", { class: "story" }, el("h3", {}, title), el("p", {}, tags, ` by ${author}`), el("pre", {}, body)),
    el("ul", { class: "events" }, events),
  );
}

import { read, write } from "./api.js";
import { $, el, toast } from "./dom.js";

const SLACK = [
  ["Refresh the connections", "Slack asks the app to connect anew", { kind: "refresh" }],
  ["Warn, then close", "Both connections close in ten seconds", { kind: "warning" }],
  ["Cut one connection", "Without a word", { kind: "reset", socket: 0 }],
  ["Cut all connections", "Without a word", { kind: "reset" }],
  ["Go deaf", "One connection swallows everything", { kind: "half_open", socket: 0 }],
  ["Disable the link", "As if socket mode were switched off", { kind: "link_disabled" }],
  ["Refuse new connections", "503, five times", { kind: "status", on: "apps.connections.open", status: 503, times: 5 }],
  ["Lose the next ack", "Slack will try again, or tell the person", { kind: "lost_ack" }],
  ["Double the next envelope", "Same id", { kind: "duplicate" }],
  ["Double the next event", "In another envelope", { kind: "duplicate_new_id" }],
  ["Rate limited event", "An envelope without an event inside", { kind: "eventless" }],
  [
    "429 on the next post",
    "Retry after five seconds",
    { kind: "status", on: "chat.postMessage", status: 429, retryAfter: 5 },
  ],
  ["500 on the next post", "Nothing is posted", { kind: "status", on: "chat.postMessage", status: 500 }],
  [
    "Post, but lose the answer",
    "The app cannot know that it is there",
    { kind: "answer_lost", on: "chat.postMessage" },
  ],
  ["Slow calls", "Three seconds each, five times", { kind: "slow", ms: 3_000, times: 5 }],
  [
    "Expire the next trigger",
    "The modal comes too late",
    { kind: "error", on: "views.open", error: "expired_trigger_id" },
  ],
  ["Conflict on the home tab", "Somebody was faster", { kind: "error", on: "views.publish", error: "hash_conflict" }],
  ["Refuse tables", "As a workspace that does not know them", { kind: "block_refused", blockType: "table", times: 3 }],
  ["Revoke the token", "Three calls", { kind: "error", error: "token_revoked", times: 3 }],
];
const GITHUB = [
  ["502 from GitHub", "Three times", { kind: "status", status: 502, times: 3 }],
  ["Secondary limit", "Wait a minute", { kind: "secondary_limit" }],
  ["Truncate a reply", "Half of the JSON", { kind: "truncated" }],
  ["An empty page", "That says there is a next one", { kind: "empty_page" }],
  ["Drop the next webhook", "GitHub does not send it again", { kind: "delivery_dropped" }],
  ["Double the next webhook", "Same delivery id", { kind: "delivery_doubled" }],
  ["Swap the next two webhooks", "The later one first", { kind: "delivery_reordered" }],
  ["Forge the next webhook", "Signed by somebody else", { kind: "delivery_forged" }],
];
/** Of a tracker, whose name for making a ticket is `create`. */
const trackerFaults = (name, create) => [
  [`429 from ${name}`, "Retry after five seconds", { kind: "status", status: 429, retryAfter: 5 }],
  [`503 from ${name}`, "Three times", { kind: "status", status: 503, times: 3 }],
  [
    "Make the next ticket, but lose the answer",
    "The app cannot know that it is there",
    { kind: "reset_after", on: create },
  ],
  [
    "Make the next ticket late",
    "The answer is lost, and it is there after five seconds",
    { kind: "late", on: create, ms: 5_000 },
  ],
  [`Slow answers from ${name}`, "Three seconds each, five times", { kind: "slow", ms: 3_000, times: 5 }],
  [`Expire the token for ${name}`, "Three calls", { kind: "token_expired", times: 3 }],
];
const JIRA = trackerFaults("Jira", "POST /rest/api/3/issue");
const LINEAR = trackerFaults("Linear", "issueCreate");

export function showFaults() {
  $("side-title").textContent = "Faults";
  $("side-body").replaceChildren(
    el(
      "p",
      { class: "panel-note" },
      "Let something go wrong and watch Adjutant cope. A fault strikes once unless it says otherwise.",
    ),
    el("div", { id: "armed" }),
    list("Slack", SLACK, "/_sandbox/slack/faults"),
    list("GitHub", GITHUB, "/_sandbox/github/faults"),
    list("Jira", JIRA, "/_sandbox/jira/faults"),
    list("Linear", LINEAR, "/_sandbox/linear/faults"),
  );
  void refreshArmed();
}

function list(title, faults, path) {
  const items = faults.map(([label, note, fault]) =>
    el(
      "button",
      { type: "button", class: "fault", onclick: () => arm(path, fault, label) },
      el("strong", {}, label),
      el("small", {}, note),
    ),
  );
  return el("section", { class: "fault-list", "aria-label": title }, el("h3", {}, title), items);
}

async function arm(path, fault, label) {
  try {
    await write(path, fault);
    toast(`${label}: done, or waiting for its moment.`);
  } catch (error) {
    toast(error.message, "bad");
  }
  void refreshArmed();
}

async function refreshArmed() {
  const vendors = await read("/_sandbox/faults");
  const place = $("armed");
  const armed = Object.entries(vendors).flatMap(([vendor, faults]) => faults.map((fault) => ({ ...fault, vendor })));
  if (!place) return;
  if (armed.length === 0) {
    place.replaceChildren(el("p", { class: "panel-note good" }, "Nothing is waiting to go wrong."));
    return;
  }
  const heal = async () => {
    await write("/_sandbox/heal", {});
    void refreshArmed();
  };
  place.replaceChildren(
    el(
      "p",
      { class: "panel-note bad" },
      `Waiting: ${armed.map(({ vendor, kind, times }) => `${kind} × ${times} (${vendor})`).join(", ")}`,
    ),
    el("button", { type: "button", class: "bk-button", onclick: heal }, "Switch all off"),
  );
}

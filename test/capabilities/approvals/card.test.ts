import { expect, it } from "vitest";
import { describeApproval } from "#capabilities/approvals/card";
import type { Shown } from "#capabilities/approvals/fields";
import type { View } from "#lib/view";
import { renderText } from "#surfaces/cli/text";

const PENDING: Shown = {
  ...{ id: "01a1fe84-0000", number: 12, action_type: "pr.comment", target_ref: "github:acme/api#7" },
  ...{ risk_level: "medium", proposed_payload: {}, requester: "slack:U0ADA", ttl: 86_400, status: "pending" },
  ...{ decided_by: null, decided_at: null, decision: null, reason: null, model_version: null, trace_id: "t" },
  ...{ created_at: "2026-11-20T09:00:00.000Z", expires_at: "2026-11-21T09:00:00.000Z" },
  ...{ does: "Comment on acme/api#7", subject: "acme/api#7", link: "https://git.example.com/acme/api/pull/7" },
  payload: [{ label: "Comment", text: "Please have a look." }],
  ...{ payload_hash: "0123456789abcdef0123456789abcdef", cause: "person:slack:U0ADA", because: "It waits for 3 days." },
  ...{ rule: "pr.comment", remarks: [], risk_reasons: [], is_tainted: false, is_dry_run: false, mode: "ask" },
  ...{ deciders: ["U0BEN", "S0API"], needed: 1, agreed: [], place: "slack:C0ENG", error: null, result: null },
  ...{
    result_link: null,
    can_undo: false,
    is_nameable: false,
    rows: null,
    part_of: null,
    superseded_by: null,
    broke_glass: false,
    zone: "UTC",
    is_whole: false,
  },
  names: { "slack:U0ADA": "Ada", "slack:U0BEN": "Ben", U0BEN: "Ben" },
};
const DECIDED = { decided_by: "slack:U0BEN", decided_at: "2026-11-20T10:00:00.000Z", decision: "approve" } as const;

function look(change: Partial<Shown>): { text: string; labels: string[]; view: View } {
  const view = describeApproval({ ...PENDING, ...change });
  const labels = view.nodes.flatMap((node) => (node.type === "buttons" ? node.buttons.map(({ label }) => label) : []));
  return { text: renderText(view), labels, view };
}

const OPEN = ["Approve", "Decline", "Modify", "Why"];

it.each<[string, Partial<Shown>, string[], string[]]>([
  [
    "what will happen, exactly, to what, why, and until when",
    {},
    [
      "Approval 12 waits for a decision",
      "Comment on acme/api#7",
      "<https://git.example.com/acme/api/pull/7>",
      "    Please have a look.",
      "Why: It waits for 3 days. Asked by Ada. Risk: medium.",
      "Who may decide: Ben, the group S0API, whoever asked, and those who lead the team.",
      "It waits until Sat, 21 Nov 2026, 09:00 UTC.",
    ],
    OPEN,
  ],
  [
    "who is missing where nobody may decide",
    { deciders: [], risk_level: "high", mode: "require_approval" },
    ["Whoever runs Adjutant can name people under “approvers”"],
    OPEN,
  ],
  [
    "that two have to agree, and who has",
    { risk_level: "critical", needed: 2, agreed: ["slack:U0BEN"] },
    ["2 people, and not whoever asked", "1 of 2 agreed: Ben."],
    OPEN,
  ],
  [
    "that it holds words of strangers",
    { is_tainted: true, risk_reasons: ["It contains text from outside the team."] },
    ["It contains untrusted text", "Risk: medium. It contains text from outside"],
    OPEN,
  ],
  ["that nothing will be sent in a dry run", { is_dry_run: true }, ["This is a dry run: nothing will be sent"], OPEN],
  [
    "what is edited, line by line",
    { payload: [{ label: "Text", before: "a\nb\n", text: "a\nc\n" }] },
    ["      a\n    - b\n    + c"],
    OPEN,
  ],
  ["signs that nobody sees", { payload: [{ label: "Text", text: "safe\u202Eevil" }] }, ["safe\\u{202e}evil"], OPEN],
  ["that something is empty", { payload: [{ label: "Text", text: "" }] }, ["(no text)"], OPEN],
  [
    "that there is more than fits",
    { payload: [{ label: "Text", text: "x".repeat(2_001) }] },
    ["There is more of it."],
    ["Show all and decide", "Decline", "Modify", "Why"],
  ],
  [
    "all of it, where there is room",
    { payload: [{ label: "Text", text: `${"x".repeat(9_000)}end` }], is_whole: true },
    ["xend"],
    OPEN,
  ],
  [
    "that it cannot be agreed to where it is too long",
    { payload: [{ label: "Text", text: "x".repeat(30_001) }], is_whole: true },
    ["it cannot be agreed to in Slack"],
    ["Decline", "Modify", "Why"],
  ],
  [
    "who approved, and that it is on its way",
    { ...DECIDED, status: "approved" },
    ["Approval 12 is approved", "Approved by Ben, Fri, 20 Nov 2026, 10:00 UTC."],
    ["Why"],
  ],
  [
    "why it has to wait",
    { ...DECIDED, status: "approved", error: "GitHub is away." },
    ["It waits: GitHub is away."],
    ["Why"],
  ],
  [
    "both who agreed",
    {
      ...DECIDED,
      status: "approved",
      agreed: ["slack:U0CY", "slack:U0BEN"],
      names: { ...PENDING.names, "slack:U0CY": "Cy" },
    },
    ["Approved by Ben and Cy, Fri"],
    ["Why"],
  ],
  ["that it is being carried out", { ...DECIDED, status: "performing" }, ["is being carried out"], ["Why"]],
  [
    "the result with its link, and how to take it back",
    { ...DECIDED, status: "done", can_undo: true, result_link: "https://git.example.com/c/1" },
    ["Done. See what came of it <https://git.example.com/c/1>"],
    ["Undo", "Why"],
  ],
  [
    "what the policy let happen",
    { ...DECIDED, decided_by: "policy:pr.label", status: "done" },
    ["Approved by the policy (rule pr.label)"],
    ["Why"],
  ],
  [
    "who declined, and why",
    { ...DECIDED, status: "declined", decision: "decline", reason: "Not now." },
    ["Declined by Ben, Fri, 20 Nov 2026, 10:00 UTC. “Not now.”"],
    ["Why"],
  ],
  ["that it expired", { status: "expired" }, ["Nobody decided in time. Nothing was done."], ["Why"]],
  ["what took its place", { status: "superseded", superseded_by: 13 }, ["Approval 13 took its place."], ["Why"]],
  [
    "why it was not carried out",
    { ...DECIDED, status: "superseded", error: "acme/api#7 was changed since." },
    ["acme/api#7 was changed since."],
    ["Why"],
  ],
  [
    "why it failed",
    { ...DECIDED, status: "failed", error: "GitHub said no." },
    ["Nothing was done. GitHub said no."],
    ["Why"],
  ],
  ["that it was only described", { ...DECIDED, status: "described" }, ["was a dry run", "Nothing was sent."], ["Why"]],
  [
    "what is not known, and asks",
    { ...DECIDED, status: "uncertain", error: "GitHub did not answer." },
    ["Nobody can tell whether it happened. GitHub did not answer.", "Open the target <https://git.example.com"],
    ["It happened", "It did not", "Why"],
  ],
  [
    "what is not known, and where it can be named",
    { ...DECIDED, status: "uncertain", error: "Jira may have it.", is_nameable: true },
    ["Nobody can tell whether it happened."],
    ["It happened", "It did not", "Why"],
  ],
])("shows %s", (_what, change, texts, labels) => {
  const { text, labels: shown } = look(change);
  for (const part of texts) expect(text).toContain(part);
  expect(shown).toEqual(labels);
});

it("binds what decides to what is shown, and asks once more about what is risky", () => {
  const { view } = look({ risk_level: "high" });
  const buttons = view.nodes.flatMap((node) => (node.type === "buttons" ? node.buttons : []));
  const bound = { approval: PENDING.id, tag: "0123456789abcdef" };
  expect(buttons[0]).toMatchObject({ call: { name: "approvals.approve", input: bound }, confirm: expect.any(String) });
  expect(buttons[1]).toMatchObject({ call: { input: { ...bound, to: "decline" } }, opens: "dialog" });
  expect(look({}).view.nodes.flatMap((node) => (node.type === "buttons" ? node.buttons : []))[0]).not.toHaveProperty(
    "confirm",
  );
});

it("says in one sentence what the notification has to say", () => {
  expect(look({}).view.text).toBe(
    "Approval 12 waits for a decision: Comment on acme/api#7. It waits until Sat, 21 Nov 2026, 09:00 UTC.",
  );
});

it("says of each part of a batch how far it is, and why it was left out", () => {
  const row = { number: null, link: null, why: null };
  const { text } = look({
    ...DECIDED,
    status: "done",
    rows: [
      { ...row, label: "1. Refunds", status: "done", number: 13 },
      { ...row, label: "2. Daily sums", status: "skipped", why: "The policy asks for more than was agreed to." },
      { ...row, label: "3. Invoices", status: "expired", why: "It was not begun in time." },
    ],
  });
  expect(text).toContain("1 done, 1 left out, 1 expired.");
  expect(text).toContain("2. Daily sums: left out. The policy asks for more than was agreed to.");
  expect(text).toContain("3. Invoices: expired. It was not begun in time.");
});

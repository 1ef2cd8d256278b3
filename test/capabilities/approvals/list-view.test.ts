import { expect, it } from "vitest";
import type { Shown } from "#capabilities/approvals/fields";
import { describeList } from "#capabilities/approvals/list-view";

const WAITS: Shown = {
  ...{ id: "01a1fe84-0000", number: 12, action_type: "pr.comment", target_ref: "github:acme/api#7" },
  ...{ risk_level: "medium", proposed_payload: {}, requester: "slack:U0ADA", ttl: 86_400, status: "pending" },
  ...{ decided_by: null, decided_at: null, decision: null, reason: null, model_version: null, trace_id: "t" },
  ...{ created_at: "2026-11-20T09:00:00.000Z", expires_at: "2026-11-21T09:00:00.000Z" },
  ...{ does: "Comment on acme/api#7", subject: "acme/api#7", link: null, names: {} },
  payload: [{ label: "Comment", text: "Please have a look." }],
  ...{ payload_hash: "0123456789abcdef0123456789abcdef", cause: "person:slack:U0ADA", because: "It waits for 3 days." },
  ...{ rule: "pr.comment", remarks: [], risk_reasons: [], is_tainted: false, is_dry_run: false, mode: "ask" },
  ...{ deciders: [], needed: 1, agreed: [], place: null, error: null, result: null },
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
};

function labelsOf(change: Partial<Shown>): string[] {
  const rest = { of: "both" as const, others: [], uncertain: [], hidden: [], is_cut: false };
  const { nodes } = describeList({ ...rest, mine: [{ ...WAITS, ...change }] });
  const items = nodes.flatMap((node) => (node.type === "items" ? node.items : []));
  return items.flatMap(({ buttons = [] }) => buttons.map(({ label }) => label));
}

it("lets what is shown wholly in its line be approved there", () => {
  expect(labelsOf({})).toEqual(["Approve", "Decline", "Modify", "Look"]);
});

it.each<[string, Partial<Shown>]>([
  ["what holds words of strangers", { is_tainted: true }],
  ["what will only be described", { is_dry_run: true }],
  ["what is too long for its line", { payload: [{ label: "Comment", text: "long ".repeat(80) }] }],
  ["what replaces something", { payload: [{ label: "Text", before: "a", text: "b" }] }],
  ["signs that nobody sees", { payload: [{ label: "Text", text: "safe\u202Eevil" }] }],
])("has %s approved only where all of it is shown, with its warnings", (_what, change) => {
  expect(labelsOf(change)).toEqual(["Show all and decide", "Decline", "Modify"]);
});

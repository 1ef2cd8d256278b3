import { expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { dm } from "#capabilities/nudges/dm";
import { toMessage } from "#capabilities/nudges/message";
import type { Context, Writing } from "#kernel/context";
import { UnavailableError, UserError } from "#kernel/errors";
import type { Announced } from "#kernel/ports/announcements";
import type { View } from "#lib/view";
import { house, type Pull } from "../support/house.ts";
import { NOW } from "../support/kernel.ts";

const PULLS: Pull[] = [
  { number: 1, openedHoursAgo: 200, author: "ada", title: "Add a <cache>" },
  { number: 2, openedHoursAgo: 100, author: "ben" },
];

async function setUp() {
  const built = await house("sqlite", PULLS, { rules: "- { name: stale, kind: stale_pr }" });
  await built.signals.evaluate(NOW);
  const found = await built.signals.list({ kinds: ["stale_pr"] });
  const items = found.map(({ id }) => ({ signal: id, as: "author" as const }));
  const posted: { channel: string; view: View; key: string }[] = [];
  let announced: Announced | undefined;
  const announcements = {
    post: async (one: (typeof posted)[number]) => void posted.push(one),
    find: async () => announced,
  };
  const context = {
    ...built.ports,
    announcements,
    now: () => NOW,
    signal: AbortSignal.timeout(5_000),
  } as unknown as Writing;
  const become = (state: Announced["state"], reason?: string) => {
    announced = { state, ...(reason !== undefined && { reason }) };
  };
  return { ...built, context, items, posted, become };
}

const attempt = { key: "k1", version: "", since: NOW };

it("shows what it will say, and says it in one message under its key, with a way out on each line", async () => {
  const { context, items, posted, become } = await setUp();
  const preview = await dm.preview(context, { person: "U2", items });
  expect(preview).toMatchObject({
    does: "Ask U2 about 2 things in a direct message",
    place: { kind: "dm" },
    payload: [{ label: "Message", text: expect.stringContaining("acme/api#1 Add a <cache>: no activity for") }],
  });
  become("sent");
  expect(await dm.run(context, { person: "U2", items }, attempt)).toMatchObject({ person: "U2", state: "sent" });
  expect(posted).toMatchObject([{ channel: "U2", key: "k1" }]);
  const [, list] = posted[0]?.view.nodes ?? [];
  const lines = list?.type === "items" ? list.items : [];
  expect(lines).toHaveLength(2);
  expect(lines[0]?.buttons?.map(({ label, call }) => [label, call.name])).toEqual([
    ["Snooze", "signals.snooze"],
    ["Not me", "nudges.not-me"],
    ["Why", "signals.explain"],
  ]);
  for (const { call } of lines.flatMap(({ buttons = [] }) => buttons)) {
    expect(catalogue.get(call.name)?.input.safeParse(call.input).success).toBe(true);
  }
});

it("is another proposal once something of it is done, and none once all of it is", async () => {
  const { context, items, ask } = await setUp();
  const before = await dm.preview(context as Context, { person: "U2", items });
  await ask("signals.done", { subject: "acme/api#1" });
  const after = await dm.preview(context, { person: "U2", items });
  expect(after.version).not.toBe(before.version);
  expect(after.does).toBe("Ask U2 about acme/api#2 in a direct message");
  await ask("signals.snooze", { subject: "acme/api#2" });
  await expect(dm.preview(context, { person: "U2", items })).rejects.toThrow(UserError);
});

it("finds out what became of a message, and does not guess", async () => {
  const { context, items, become } = await setUp();
  const find = () => dm.reconcile(context, { person: "U2", items }, attempt);
  expect(await find()).toBeUndefined();
  become("queued");
  await expect(find()).rejects.toThrow("on its way");
  become("sent");
  expect(await find()).toMatchObject({ state: "sent" });
  become("failed", "That person has left.");
  await expect(find()).rejects.toThrow("That person has left.");
  become("uncertain");
  await expect(find()).rejects.toThrow(UnavailableError);
});

it("takes people only, by their Slack ids", () => {
  const items = [{ signal: "s", as: "author" }];
  expect(dm.input.safeParse({ person: "U024", items }).success).toBe(true);
  for (const person of ["C024", "ada", "<!channel>", "U"])
    expect(dm.input.safeParse({ person, items }).success).toBe(false);
  expect(dm.input.safeParse({ person: "U024", items: [] }).success).toBe(false);
});

it("takes a person's word that something is blocked, which stands before all that is idle", async () => {
  const { ask, ports } = await setUp();
  const { view } = await ask("blocked", { subject: "ACME/api#2", why: "waiting for keys" });
  expect(view.text).toBe("acme/api#2 is blocked: waiting for keys.");
  expect(await ports.acting.blockers(NOW)).toMatchObject([{ subject: "acme/api#2", by: "slack:U1" }]);
  await expect(ask("blocked", { subject: "acme/api#9", why: "x" })).rejects.toThrow("Nothing is known of acme/api#9");
  await ask("unblocked", { subject: "acme/api#2" });
  await expect(ask("unblocked", { subject: "acme/api#2" })).rejects.toThrow("Nobody has said");
});

it.each([
  ["red_checks", "author", true],
  ["changes_requested_idle", "author", true],
  ["changes_requested_idle", "reviewer", false],
  ["stale_pr", "author", false],
] as const)(
  "asks about %s the %s whether it is blocked: %s, and takes only a yes for it",
  async (kind, as, isAsked) => {
    const { ask, items, ports, signals } = await setUp();
    const found = await signals.find(items[0]?.signal ?? "");
    if (!found) throw new Error("A signal was found.");
    const { nodes } = toMessage([{ signal: { ...found, kind }, as }]);
    expect(JSON.stringify(nodes).includes("Is it blocked?")).toBe(isAsked);
    const [list] = nodes.filter(({ type }) => type === "items");
    const buttons = list?.type === "items" ? (list.items[0]?.buttons ?? []) : [];
    const asking = buttons.find(({ label }) => label === "It is blocked…");
    expect(asking !== undefined).toBe(isAsked);
    if (!asking) return;
    const { view } = await ask(asking.call.name, asking.call.input);
    expect(await ports.acting.blockers(NOW)).toEqual([]);
    const [form] = view.nodes.filter(({ type }) => type === "form");
    if (form?.type !== "form") throw new Error("It opens a form.");
    await ask(form.call.name, { ...form.call.input, why: "keys" });
    expect(await ports.acting.blockers(NOW)).toMatchObject([{ subject: found.subject, why: "keys" }]);
  },
);

it("ranks what is blocked first in triage, with the person's words", async () => {
  const rules = "- { name: stale, kind: stale_pr }\n- { name: blocked, kind: blocked_pr }";
  const { ask } = await house("sqlite", PULLS, { rules });
  const first = async () => (await ask("triage")).result.items[0];
  expect(await first()).toMatchObject({ subject: "acme/api#1", kind: "stale_pr" });
  await ask("blocked", { subject: "acme/api#2", why: "keys" });
  expect(await first()).toMatchObject({ subject: "acme/api#2", kind: "blocked_pr", reasons: ["blocked: keys"] });
  await ask("unblocked", { subject: "acme/api#2" });
  expect(await first()).toMatchObject({ subject: "acme/api#1" });
});

import { z } from "zod";
import type { Voter } from "#domain/trust/decide";
import { createCatalogue, defineEffect, type Effect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { NeverSentError, RefusedError, UnavailableError, UserError } from "#kernel/errors";
import type { Invocation } from "#kernel/invocation";
import type { TrustParts } from "#kernel/trust/parts";
import { createTrust } from "#kernel/trust/trust";
import { createLog } from "#lib/log";
import { createApprovals } from "#store/approvals";
import type { Store } from "#store/db";
import { createSwitches } from "#store/switches";
import { policySource } from "./policy.ts";

const T0 = new Date("2026-11-20T09:00:00Z");

/** How a vendor takes a request. */
export type Mood = "answer" | "lose-answer" | "lose-request" | "late" | "refuse" | "busy" | "away" | "blind";

/** A vendor that keeps what it was told, under the key that came with it. */
export function createVendor() {
  const things: { key: string; text: string; visibleAt: number }[] = [];
  let mood: Mood = "answer";
  let version = "1";
  let requests = 0;
  let sight: "there" | "hidden" | "gone" = "there";
  return {
    things,
    requests: () => requests,
    be(next: Mood) {
      mood = next;
    },
    change(next: string) {
      version = next;
    },
    hide(isHidden: boolean) {
      sight = isHidden ? "hidden" : "there";
    },
    remove() {
      sight = "gone";
    },
    version(): string {
      if (sight === "hidden") throw new UnavailableError("It does not answer.");
      if (sight === "gone") throw new UserError("It is not there.");
      return version;
    },
    mood: () => mood,
    write(key: string, text: string, now: number): string | Promise<string> {
      requests++;
      refuse(mood, now);
      things.push({ key, text, visibleAt: now + (mood === "late" ? 8_000 : 0) });
      if (mood !== "answer") throw new Error("reset");
      return text;
    },
    look(key: string, now: number): string | undefined | Promise<string | undefined> {
      if (mood === "blind") throw new UnavailableError("It does not answer.");
      return things.find((thing) => thing.key === key && thing.visibleAt <= now)?.text;
    },
  };
}

/** Throws where nothing comes of the request. */
function refuse(mood: Mood, now: number): void {
  if (mood === "away") throw new NeverSentError("Nobody took the request.");
  if (mood === "refuse") throw new RefusedError("It said no.");
  if (mood === "busy") throw new RefusedError("Later.", { retryAt: new Date(now + 5_000) });
  if (mood === "lose-request") throw new Error("reset");
}

export type TestVendor = ReturnType<typeof createVendor>;

/** An effect on that vendor, or on one that answers like it. */
export function noteEffect(
  vendor: Pick<TestVendor, "version" | "write" | "look">,
  now: () => Date,
  risk: Effect["risk"] = "medium",
) {
  return defineEffect({
    name: "note.write",
    summary: "Writes a note.",
    risk,
    vendor: "github",
    settleMs: 10_000,
    input: z.object({ text: z.string().min(1), to: z.string().default("a") }),
    result: z.object({ text: z.string() }),
    target: ({ to }) => `github:${to}`,
    preview: async (_context, { text, to }) => ({
      ...{ version: vendor.version(), does: `Write a note to ${to}`, subject: to, link: null },
      payload: [{ label: "Note", text }],
    }),
    run: async (_context, { text }, { key }) => ({ text: await vendor.write(key, text, now().getTime()) }),
    async reconcile(_context, _input, { key }) {
      const text = await vendor.look(key, now().getTime());
      return text === undefined ? undefined : { text };
    },
    inverse: ({ to }) => ({ name: "note.write", input: { text: "undo", to } }),
    view: ({ text }) => ({ text, nodes: [] }),
  });
}

export const POLICY = `
actions: { note.write: { risk: medium, mode: ask } }
roles:
  viewers: [U9VIEWER]
  approvers: [{ who: [U1LEAD, U2LEAD, U3LEAD], may: ["*"] }]
  policy_admins: [U1LEAD]
  security_admins: [U2LEAD]
`;

export interface TrustOptions {
  policy?: string;
  risk?: Effect["risk"];
  isDryRun?: boolean;
  /** A clock that nobody moves. */
  now?: () => Date;
}

/** Proposals over a real store and a vendor of the test, with a clock that the test moves. */
export function createTrustHouse(
  store: Store,
  { policy = POLICY, risk = "medium", isDryRun = false, ...options }: TrustOptions = {},
) {
  let at = T0.getTime();
  const now = options.now ?? (() => new Date(at));
  const vendor = createVendor();
  const source = { text: policy };
  const effects = [noteEffect(vendor, now, risk)];
  let catalogue = createCatalogue(effects);
  const gone = new Set<string>();
  const overrides: string[][] = [];
  const log = createLog("silent");
  const directory = { personOf: async ({ handle }: { handle: string }) => ({ id: `person:${handle}` }) };
  const parts: TrustParts = {
    get catalogue() {
      return catalogue;
    },
    approvals: createApprovals(store),
    switches: createSwitches(store),
    policy: policySource(() => source.text),
    engine: null,
    membership: {
      async voterOf({ kind, id }): Promise<Voter | undefined> {
        const handle = id.replace(/^slack:/, "");
        if (kind !== "person" || gone.has(handle)) return undefined;
        return {
          person: `person:${handle}`,
          slackIds: [handle],
          isGuest: handle.startsWith("UGUEST"),
          isOperator: false,
        };
      },
      isIn: async () => false,
      placeOf: async () => ({ kind: "external" }),
      membersOf: async () => [],
    },
    writes: { github: null } as TrustParts["writes"],
    contextOf: (call) => ({ ...call, now, log, directory }) as unknown as Context,
    isDryRun: () => isDryRun,
    timing: { leaseMs: 20_000, sendMs: 1_000, settleMsMax: 60_000, uncertainMs: 3_600_000 },
    onMove() {},
    onOverride: (from, to) => void overrides.push([from, to]),
    wake() {},
    log,
    now,
  };
  return {
    store,
    parts,
    vendor,
    trust: createTrust(parts),
    /** The risks of what was changed, before and after. */
    overrides,
    now,
    /** Lets time pass. */
    pass(ms: number) {
      at += ms;
    },
    setPolicy(text: string) {
      source.text = text;
    },
    setCatalogue(...capabilities: Effect[]) {
      catalogue = createCatalogue(capabilities);
    },
    deactivate: (handle: string) => gone.add(handle),
    effect: () => catalogue.get("note.write") as Effect,
  };
}

export type TrustHouse = ReturnType<typeof createTrustHouse>;

/** A call by a Slack member. */
export function by(house: TrustHouse, handle: string) {
  const actor: Invocation["actor"] = { kind: "person", id: `slack:${handle}` };
  return {
    actor,
    origin: { surface: "slack" as const },
    traceId: `trace:${handle}`,
    now: house.now,
    log: house.parts.log,
  };
}

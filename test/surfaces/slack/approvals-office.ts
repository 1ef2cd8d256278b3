import { setTimeout as pause } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { approvals } from "#capabilities/approvals/approvals";
import { pause as pauseAll } from "#capabilities/control/pause";
import { resume } from "#capabilities/control/resume";
import { showControl } from "#capabilities/control/show";
import { post } from "#capabilities/messages/post";
import { update } from "#capabilities/messages/update";
import { createMembership } from "#integrations/slack/membership";
import { createCatalogue, type Effect } from "#kernel/capability";
import type { Context, Ports } from "#kernel/context";
import { createInvoke } from "#kernel/invoke";
import { trustLanes } from "#kernel/trust/lanes";
import type { TrustParts } from "#kernel/trust/parts";
import { createTrust } from "#kernel/trust/trust";
import { withId } from "#kernel/trust/with-id";
import { startWorkers } from "#kernel/worker";
import { createApprovals } from "#store/approvals";
import { createAudit } from "#store/audit";
import { createGroupCommit } from "#store/group-commit";
import { createJobQueue } from "#store/jobs";
import { createPeople } from "#store/people";
import { createSwitches } from "#store/switches";
import { createAnnouncements } from "#surfaces/slack/announcements";
import { policySource } from "../../support/policy.ts";
import { openTestStore } from "../../support/stores.ts";
import { createVendor, noteEffect } from "../../support/trust.ts";
import { openSlack, prepareBot } from "./bot.ts";
import { silentLog } from "./doubles.ts";

export const ADA = "U0ADA";
export const BEN = "U0BEN";
export const CARLA = "U0CARLA";
export const GRACE = "U0GRACE";

export const POLICY = `
actions:
  note.write: { risk: medium, mode: require_approval }
  messages.post: { risk: medium, mode: require_approval }
roles:
  viewers: [${GRACE}]
  approvers: [{ who: [${BEN}, ${CARLA}], may: ["*"] }]
  security_admins: [${CARLA}]
`;
export const IN_CHANNEL = `${POLICY}cards: { channel: C0ENG }\n`;

export interface OfficeOptions {
  policy?: string;
  risk?: Effect["risk"];
}

/** The Slack of the sandbox, the real kernel and store, and one effect on a vendor of the test. */
export async function openOffice({ policy = IN_CHANNEL, risk = "medium" }: OfficeOptions = {}) {
  const [slack, store] = [await openSlack(), await openTestStore("sqlite")];
  let offsetMs = 0;
  let slowMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const vendor = createVendor();
  const catalogue = createCatalogue([
    ...approvals,
    showControl,
    pauseAll,
    resume,
    post,
    update,
    noteEffect(vendor, now, risk),
  ]);
  const directory = createPeople(store);
  const seen = [ADA, BEN, CARLA, GRACE].map((handle) => ({ handle, name: `Person ${handle.slice(2)}` }));
  await directory.see(
    seen.map((account) => ({ ...account, vendor: "slack", email: null, kind: "human" })),
    now(),
  );
  const bell = { wake: () => {} };
  const source = policySource(() => policy);
  const bot = await prepareBot({
    ...{ slack, store, catalogue },
    change: {
      async invoke(invocation) {
        if (slowMs > 0) await pause(slowMs);
        return invoke(invocation);
      },
      cardChannel: () => source.current().cards.channel,
      membersOf: (group) => membership.membersOf(group),
      now,
    },
  });
  const membership = createMembership({
    ...{ client: bot.api.read, isLocalMode: false, now, personOf: directory.personOf },
    ownerOf: () => undefined,
    groups: () => ["S0API"],
  });
  const ports = (): Ports =>
    ({
      ...{ directory, trust, vendors: {}, places: membership },
      announcements: createAnnouncements({ outbox: bot.outbox, now, wake: bot.surface.wake }, bot.api),
      settings: { zone: "UTC", pollIntervalMs: {} },
    }) as unknown as Ports;
  const parts: TrustParts = {
    ...{ catalogue, policy: source, membership, now, log: silentLog, engine: null },
    approvals: createApprovals(store),
    switches: createSwitches(store),
    writes: {} as TrustParts["writes"],
    contextOf: (call) => ({ ...call, ...ports(), now, log: silentLog, catalogue }) as unknown as Context,
    isDryRun: () => false,
    timing: { leaseMs: 20_000, sendMs: 1_000, settleMsMax: 100, uncertainMs: 0 },
    onMove() {},
    onOverride() {},
    wake: () => bell.wake(),
  };
  const trust = createTrust(parts);
  const audit = createAudit(store, createGroupCommit(store));
  const invoke = createInvoke({
    ...{ catalogue, audit, now, log: silentLog, onEnd() {}, onAuditDropped() {} },
    get ports() {
      return ports();
    },
  });
  const { showCards, remind } = bot.surface;
  const cards = { concurrency: 1, handlers: { cards: withId(showCards), remind: withId(remind) } };
  const worker = startWorkers(createJobQueue(store), [...trustLanes(parts), cards], {
    ...{ leaseMs: 30_000, pollMs: 50, now, onError() {} },
  });
  bell.wake = worker.wake;
  onTestFinished(() => worker.stop());
  await bot.surface.start();

  return {
    ...{ slack, bot, vendor, trust, store },
    slow(ms: number) {
      slowMs = ms;
    },
    /** Lets time pass, also for the jobs. */
    async pass(ms: number): Promise<void> {
      offsetMs += ms;
      worker.wake();
      await pause(60);
    },
    propose: (text: string, user = ADA) =>
      invoke({
        name: "note.write",
        input: { text },
        actor: { kind: "person", id: `slack:${user}` },
        origin: { surface: "slack", place: "slack:C0ENG" },
      }),
    invoke,
  };
}

export type ApprovalOffice = Awaited<ReturnType<typeof openOffice>>;

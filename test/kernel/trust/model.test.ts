import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { hashTag } from "#domain/trust/approval";
import { RISKS, type Risk, votesNeeded } from "#domain/trust/risk";
import { type Status, TRANSITIONS } from "#domain/trust/status";
import { UserError } from "#kernel/errors";
import { expire } from "#kernel/trust/decide";
import { performApproved } from "#kernel/trust/perform";
import { verifyAudit } from "#store/audit-check";
import { openStore } from "#store/open";
import { createFolder } from "../../support/stores.ts";
import { by, createTrustHouse, type Mood, POLICY, type TrustHouse } from "../../support/trust.ts";

/** Runs of the long proof are set from outside. */
const { FC_RUNS } = process.env;
const RUNS = Number(FC_RUNS ?? 15);
const STEPS = 60;
const PEOPLE = ["U1LEAD", "U2LEAD", "U3LEAD", "U5DEV", "UGUEST1"];
const LEADS = ["U1LEAD", "U2LEAD", "U3LEAD"];
const MOODS: Mood[] = ["answer", "lose-answer", "lose-request", "late", "refuse", "busy", "away", "blind"];

/** What must be true of one proposal, whatever happens to it. */
interface Model {
  id: string;
  requester: string;
  risk: Risk;
  /** Who agreed, as far as it was accepted. */
  agreed: Set<string>;
  status: Status;
}

type Step =
  | { do: "propose"; who: string; target: string }
  | { do: "vote"; who: string; which: number; verdict: "approve" | "decline"; isForged: boolean }
  | { do: "perform" | "expire"; which: number }
  | { do: "edit"; which: number }
  | { do: "be"; mood: Mood }
  | { do: "pass"; ms: number };

const which = fc.nat(2);
const propose = fc.record({
  do: fc.constant("propose" as const),
  who: fc.constantFrom(...PEOPLE),
  target: fc.constantFrom("a", "b"),
});
const vote = fc.record({
  do: fc.constant("vote" as const),
  who: fc.constantFrom(...PEOPLE, ...LEADS, ...LEADS),
  which,
  verdict: fc.constantFrom("approve" as const, "approve" as const, "approve" as const, "decline" as const),
  isForged: fc.nat(9).map((n) => n === 0),
});
const on = <Name extends "perform" | "expire" | "edit">(name: Name) => fc.record({ do: fc.constant(name), which });
const be = fc.record({ do: fc.constant("be" as const), mood: fc.constantFrom(...MOODS) });
const ms = fc.constantFrom(100, 1_000, 3_000, 12_000, 60_000, 20 * 60_000, 5 * 3_600_000);
const pass = fc.record({ do: fc.constant("pass" as const), ms });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: propose },
  { weight: 8, arbitrary: vote },
  { weight: 10, arbitrary: on("perform") },
  { weight: 1, arbitrary: on("expire") },
  { weight: 1, arbitrary: on("edit") },
  { weight: 4, arbitrary: be },
  { weight: 4, arbitrary: pass },
);

it("never does what nobody agreed to, never twice, and never takes a way that does not exist", async () => {
  const folder = await createFolder();
  let runs = 0;
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...RISKS),
      fc.array(step, { minLength: STEPS / 2, maxLength: STEPS, size: "max" }),
      async (risk, steps) => {
        const url = join(folder, `${runs++}.db`);
        const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
        await store.migrate();
        const policy = POLICY.replace("risk: medium, mode: ask", `risk: ${risk}`);
        const house = createTrustHouse(store, { risk, policy });
        const models: Model[] = [];
        for (const one of steps) {
          await take(house, models, { step: one, risk });
          await check(house, models);
          taken++;
        }
        expect(await verifyAudit(store)).toMatchObject({ ok: true });
        await store.close();
        await rm(url);
      },
    ),
    { numRuns: RUNS },
  );
  if (FC_RUNS) process.stdout.write(`${taken} steps of the model\n`);
});

interface Taken {
  step: Step;
  risk: Risk;
}

/** Does one thing; what is refused is as good as what is done. */
async function take(house: TrustHouse, models: Model[], { step, risk }: Taken): Promise<void> {
  if (step.do === "be") return house.vendor.be(step.mood);
  if (step.do === "pass") return house.pass(step.ms);
  if (step.do === "propose") {
    const input = { text: "hi", to: step.target };
    const made = await quietly(() => house.trust.propose({ call: by(house, step.who), effect: house.effect(), input }));
    if (made) models.push({ id: made.id, requester: step.who, risk, agreed: new Set(), status: made.status });
    return;
  }
  const model = models.at(-1 - (step.which % Math.max(1, models.length)));
  if (!model) return;
  if (step.do === "perform") return void (await quietly(() => performApproved(house.parts, model.id)));
  if (step.do === "expire") return expire(house.parts, model.id);
  if (step.do === "edit") return edit(house, model);
  if (step.do === "vote") await castVote(house, model, step);
}

async function castVote(house: TrustHouse, model: Model, { who, verdict, isForged }: Extract<Step, { do: "vote" }>) {
  const { payloadHash } = await house.trust.require(model.id);
  const tag = isForged ? "f".repeat(16) : hashTag(payloadHash);
  const decided = await quietly(() => house.trust.decide(by(house, who), { ref: model.id, verdict, tag }));
  if (!decided) return;
  expect(isForged).toBe(false);
  if (verdict === "approve") model.agreed.add(who);
}

/** Somebody with a hand in the database changes what waits to be done. */
async function edit(house: TrustHouse, { id }: Model): Promise<void> {
  const { approvals } = house.store.tables;
  const approval = await house.trust.require(id);
  if (approval.status !== "approved") return;
  await house.store.rows(sql`update ${approvals} set input = '{"text":"forged","to":"a"}' where id = ${id}`);
}

async function check(house: TrustHouse, models: Model[]): Promise<void> {
  for (const model of models) {
    const approval = await house.trust.require(model.id);
    checkMove(model.status, approval.status);
    model.status = approval.status;
    const things = house.vendor.things.filter(({ key }) => key === model.id);
    expect(things.length).toBeLessThanOrEqual(1);
    for (const { text } of things) {
      expect(text).toBe("hi");
      checkAgreed(model);
    }
    if (approval.status === "done") expect(things).toHaveLength(1);
  }
}

function checkMove(from: Status, to: Status): void {
  if (from === to) return;
  // One step of the test can be two of the life: begun and ended, or begun and put back.
  const isLegal = TRANSITIONS[from].some((next) => next === to || TRANSITIONS[next].includes(to));
  expect({ from, to, isLegal }).toMatchObject({ isLegal: true });
}

function checkAgreed({ requester, risk, agreed }: Model): void {
  if (risk === "low") return;
  expect(agreed.size).toBeGreaterThanOrEqual(votesNeeded(risk));
  if (risk === "medium") return;
  expect(agreed.has(requester)).toBe(false);
  expect([...agreed].every((who) => LEADS.includes(who))).toBe(true);
}

async function quietly<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    const isExpected = error instanceof UserError || (error instanceof Error && error.name === "NotYetError");
    if (!isExpected) throw error;
    return undefined;
  }
}

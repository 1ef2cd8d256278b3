import { describe, expect, it } from "vitest";
import { incidentEffects } from "#capabilities/incidents/page";
import { ticketEffects } from "#capabilities/tickets/effects";
import { hashTag } from "#domain/trust/approval";
import type { Effect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { NotYetError, RefusedError } from "#kernel/errors";
import { performApproved } from "#kernel/trust/perform";
import type { VendorFaultInput } from "#sandbox/wire/vendor-fault";
import { openTestStore } from "../../support/stores.ts";
import { openTrackers } from "../../support/trackers.ts";
import { by, createTrustHouse } from "../../support/trust.ts";

const STEPS_MAX = 500;
const EFFECTS = [...ticketEffects, ...incidentEffects] as unknown as Effect[];

/** The real performer, on the trackers of the sandbox, with a clock that the test moves. */
async function open() {
  const house = createTrustHouse(await openTestStore("sqlite"));
  const trackers = await openTrackers({ now: house.now });
  house.setCatalogue(...EFFECTS);
  house.parts.writes = { ...trackers.writes, adjutant: null };
  const { directory, vendors, settings } = trackers.writing;
  const known = { ...directory, personOf: async ({ handle }: { handle: string }) => ({ id: `person:${handle}` }) };
  const { log } = house.parts;
  const prds = { links: async () => [] };
  house.parts.contextOf = (call) =>
    ({ ...call, now: house.now, directory: known, vendors, settings, prds, log }) as unknown as Context;

  async function approve(name: string, input: unknown): Promise<string> {
    const effect = house.parts.catalogue.get(name) as Effect;
    const { id, payloadHash } = await house.trust.propose({
      ...{ call: by(house, "U5DEV"), effect, input: effect.input.parse(input) },
    });
    await house.trust.decide(by(house, "U1LEAD"), { ref: id, verdict: "approve", tag: hashTag(payloadHash) });
    return id;
  }

  async function perform(id: string) {
    for (let step = 0; step < STEPS_MAX; step++) {
      try {
        await performApproved(house.parts, id);
        break;
      } catch (error) {
        if (!(error instanceof NotYetError)) throw error;
        house.pass(Math.max(1, (error.retryAt?.getTime() ?? 0) - house.now().getTime()));
      }
    }
    return house.trust.require(id);
  }

  return { ...trackers, house, timing: house.parts.timing, approve, perform };
}

describe("what was approved", () => {
  it.each([
    ["issue.create", { project: "WEB", title: "A new one" }],
    ["issue.create", { project: "API", title: "A new one" }],
    ["issue.comment", { issue: "API-1003", body: "So?" }],
    ["issue.transition", { issue: "WEB-1003", status: "In Progress" }],
    ["issue.close", { issue: "API-1001" }],
    ["incident.page", { summary: "Down" }],
  ])("is done once although the answer of %s was lost: %o", async (name, input) => {
    const { jira, linear, pagerduty, world, approve, perform } = await open();
    const before = world.state.tickets.map((one) => JSON.stringify(one));
    const id = await approve(name, input);
    const lost: VendorFaultInput = { kind: "reset_after" };
    jira.fault({ ...lost, on: "POST" });
    for (const on of ["issueCreate", "commentCreate", "issueUpdate"]) linear.fault({ ...lost, on });
    pagerduty.fault(lost);
    expect(await perform(id)).toMatchObject({ status: "done" });
    const changed = world.state.tickets.filter((one) => !before.includes(JSON.stringify(one)));
    expect(changed.length + pagerduty.alerts().length).toBe(1);
    expect(changed.flatMap(({ comments }) => comments).length).toBe(name === "issue.comment" ? 1 : 0);
  });

  it("goes by the lane of the tracker that the project names", async () => {
    const { approve, perform } = await open();
    const inLinear = await perform(await approve("issue.comment", { issue: "WEB-1001", body: "x" }));
    expect(inLinear).toMatchObject({ status: "done", vendor: "linear", project: "WEB" });
    const inJira = await perform(await approve("issue.comment", { issue: "API-1001", body: "x" }));
    expect(inJira).toMatchObject({ status: "done", vendor: "jira", project: "API", team: "api" });
  });

  it("ends uncertain where Jira's search never shows the new issue, and is not tried again", async () => {
    const { jira, world, approve, perform } = await open();
    const id = await approve("issue.create", { project: "API", title: "A new one" });
    jira.fault({ kind: "reset", on: "POST /rest/api/3/issue" });
    expect(await perform(id)).toMatchObject({ status: "uncertain" });
    expect(world.state.tickets.filter(({ title }) => title === "A new one")).toEqual([]);
    const tries = jira.requests.entries().filter(({ operation }) => operation === "POST /rest/api/3/issue");
    expect(tries).toHaveLength(1);
  });

  it("pages on, and once, where PagerDuty took three pages and every answer was lost", async () => {
    const { pagerduty, timing, approve, perform } = await open();
    Object.assign(timing, { leaseMs: 2_000, settleMsMax: 1_000 });
    const id = await approve("incident.page", { summary: "Down" });
    for (let times = 0; times < 3; times++) pagerduty.fault({ kind: "reset_after" });
    expect(await perform(id)).toMatchObject({ status: "done" });
    expect(pagerduty.alerts()).toMatchObject([{ status: "triggered", events: 4 }]);
  });

  it("leaves it to a person where a page may have gone out and the next is refused", async () => {
    const { house, pagerduty, approve, perform } = await open();
    const writes = house.parts.writes.pagerduty;
    if (!writes) throw new Error("PagerDuty is connected.");
    let pages = 0;
    const page: typeof writes.page = async (event) => {
      if (++pages > 1) throw new RefusedError("PagerDuty does not know the key any more.");
      return writes.page(event);
    };
    house.parts.writes = { ...house.parts.writes, pagerduty: { ...writes, page } };
    const id = await approve("incident.page", { summary: "Down" });
    pagerduty.fault({ kind: "reset_after" });
    expect(await perform(id)).toMatchObject({ status: "uncertain" });
    expect([pages, pagerduty.alerts().length]).toEqual([2, 1]);
  });

  it("is superseded where the ticket has moved since", async () => {
    const { jira, world, approve, perform } = await open();
    const id = await approve("issue.transition", { issue: "API-1002", status: "Done" });
    const ticket = world.state.tickets.find(({ number }) => number === 1_002);
    if (ticket) ticket.status = "In Progress";
    expect(await perform(id)).toMatchObject({ status: "superseded" });
    expect(jira.requests.entries().every(({ method }) => method === "GET")).toBe(true);
  });
});

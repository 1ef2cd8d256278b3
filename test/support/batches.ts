import { ticketEffects } from "#capabilities/tickets/effects";
import type { Project } from "#domain/directory";
import { hashTag } from "#domain/trust/approval";
import type { Effect } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { NotYetError } from "#kernel/errors";
import { readRows } from "#kernel/trust/batch-rows";
import { fanOut } from "#kernel/trust/fan-out";
import { createFacts } from "#store/facts";
import { createMemory } from "#store/memory";
import { createTickets } from "#store/tickets";
import { performToEnd } from "./proposals.ts";
import { type dialects, openTestStore } from "./stores.ts";
import { openTrackers } from "./trackers.ts";
import { by, createTrustHouse } from "./trust.ts";

export const ROWS = [
  { title: "Checkout", kind: "epic" },
  { title: "Pay by card", kind: "story", parent: 0, serves: ["R1"] },
  { title: "Refunds", kind: "story", parent: 0, after: [1], body: "Money back." },
  { title: "Write it down", kind: "task" },
];

interface Options {
  dialect?: (typeof dialects)[number];
  allowedProjects?: string[];
  projects?: Project[];
}

/** The real performer and its batches, on the trackers of the sandbox, with a clock that the test moves. */
export async function open({ dialect = "sqlite", allowedProjects = ["*"], projects }: Options = {}) {
  const house = createTrustHouse(await openTestStore(dialect));
  const trackers = await openTrackers({ now: house.now, ...(projects && { projects }) });
  house.setCatalogue(...(ticketEffects as unknown as Effect[]));
  house.parts.writes = { ...trackers.writes, adjutant: null };
  const { directory, vendors } = trackers.writing;
  const known = { ...directory, personOf: async ({ handle }: { handle: string }) => ({ id: `person:${handle}` }) };
  const links: { requirement: string; ref: string }[] = [];
  const prds = {
    find: async (number: number) => ({ id: `prd-${number}` }),
    links: async () => [],
    link: async (link: { requirement: string; ref: string }) => void links.push(link),
  };
  const memory = createMemory(house.store);
  const tickets = createTickets(house.store);
  const about = {
    facts: createFacts(house.store),
    tickets,
    log: house.parts.log,
    prds,
    memory,
    settings: { allowedProjects },
  };
  const context = { now: house.now, directory: known, vendors, ...about };
  house.parts.contextOf = (call) => ({ ...call, ...context }) as unknown as Context;

  function proposeBatch(name: string, input: object) {
    const effect = house.parts.catalogue.get(name) as Effect;
    return house.trust.propose({ call: by(house, "U5DEV"), effect, input: effect.input.parse(input) });
  }
  const propose = (project: string, rows: object[] = ROWS) =>
    proposeBatch("issue.create-plan", { project, prd: 3, rows });

  async function agreeTo({ id, payloadHash }: { id: string; payloadHash: string }): Promise<string> {
    await house.trust.decide(by(house, "U1LEAD"), { ref: id, verdict: "approve", tag: hashTag(payloadHash) });
    await performToEnd(house, id);
    return id;
  }
  const approve = async (project: string, rows?: object[]) => agreeTo(await propose(project, rows));

  /** Each round begins what can begin and carries it out, until nothing is open. */
  async function carryOut(id: string) {
    for (let round = 0; round < 20; round++) {
      const isOver = await fanOut(house.parts, id).then(
        () => true,
        (error) => (error instanceof NotYetError ? false : Promise.reject(error)),
      );
      if (isOver) break;
      for (const one of await house.trust.list({ statuses: ["approved", "performing"], limit: 50 })) {
        await performToEnd(house, one.id);
      }
      house.pass(2_000);
    }
    return (await rows(id)).map(({ status }) => status);
  }
  const rows = async (id: string) => (await readRows(house.parts, await house.trust.require(id))) ?? [];
  const made = () => trackers.world.state.tickets.filter(({ title }) => ROWS.some((row) => row.title === title));
  return { ...trackers, house, links, propose, proposeBatch, agreeTo, approve, carryOut, rows, made };
}

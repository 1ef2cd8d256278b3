import { catalogue } from "#capabilities/index";
import { parseDeliveryLine } from "#integrations/import-line";
import type { Ports } from "#kernel/context";
import { createCorrections } from "#store/corrections";
import type { Dialect } from "#store/dialect";
import { createFacts } from "#store/facts";
import { importEvents } from "#store/import";
import { createMetrics } from "#store/metrics";
import { createPeople } from "#store/people";
import { createTalk } from "#store/talk";
import { createTeams } from "#store/teams";
import { createTickets } from "#store/tickets";
import { house } from "./house.ts";
import { testKernel } from "./kernel.ts";
import { SAMPLE_REPO, sampleEvents, sampleTicketLines } from "./sample.ts";
import { fill } from "./sample-store.ts";

const SIGNATURE = { by: "slack:U1", at: new Date("2026-01-01"), zone: "UTC" };
/** In the middle of the last sprint of the sample. */
export const HALF_TIME = "2026-08-10T12:00:00Z";

interface Change {
  tickets?: boolean;
  pulls?: boolean;
  members?: number;
}

/** Every capability over the sample's twelve weeks of pull requests and tickets, of a team that owns all of it. */
export async function sprintHouse(dialect: Dialect, { tickets = true, pulls = true, members = 3 }: Change = {}) {
  const { store, ports: built } = await house(dialect, []);
  if (pulls) await fill(store, sampleEvents());
  if (tickets) await importEvents(store, sampleTicketLines(), { parse: parseDeliveryLine });
  const directory = { ...createPeople(store), ...createTeams(store) };
  await directory.see(
    Array.from({ length: members }, (_, index) => ({
      ...{ vendor: "slack" as const, handle: `U${index + 1}`, name: `Person ${index + 1}` },
      ...{ email: null, kind: "human" as const },
    })),
    SIGNATURE.at,
  );
  const people = (await directory.people(10)).map(({ id }) => id);
  await directory.saveTeam({ key: "core", members: people, repositories: [SAMPLE_REPO] }, SIGNATURE);
  await directory.createProject(
    { key: "VIT", name: "Sample", tracker: "jira", team: "core", description: null },
    SIGNATURE,
  );
  const parts = { facts: createFacts(store), metrics: createMetrics(store), tickets: createTickets(store), directory };
  const more = {
    corrections: createCorrections(store),
    talk: createTalk(store, () => HEARD),
    model: null,
    places: PLACES as unknown as Ports["places"],
  };
  const { invoke } = testKernel(catalogue, { ...built, ...parts, ...more });

  async function ask(name: string, input: object = {}) {
    const actor = { kind: "person" as const, id: "slack:U1" };
    const outcome = await invoke({ name, input, actor, origin: { surface: "slack" } });
    if (outcome.status !== "done") throw new Error("message" in outcome ? outcome.message : outcome.status);
    // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
    return { result: outcome.result as any, view: outcome.view };
  }
  return { ask, invoke, talk: more.talk, store, directory, people };
}

/** What is listened to, and what everybody may read: a channel, of which the other is private. */
const HEARD = { channels: ["CPUBLIC1", "CPRIVATE1"], threshold: 1, projects: new Map() };
const PLACES = {
  placeOf: async (channel: string) =>
    channel === "CPUBLIC1" ? ({ kind: "public" } as const) : ({ kind: "private" } as const),
};

import { catalogue } from "#capabilities/index";
import { TRUSTS } from "#domain/knowledge/document";
import type { Ports } from "#kernel/context";
import { createRandom } from "#sandbox/world/random";
import type { Dialect } from "#store/dialect";
import type { createKnowledge } from "#store/knowledge";
import { createMemory } from "#store/memory";
import { createPeople } from "#store/people";
import { createQuestions } from "#store/questions";
import { createTeams } from "#store/teams";
import { testKernel } from "./kernel.ts";
import { openKnowledgeStore } from "./knowledge.ts";

const CASES_PER_ORGANISATION = 100;
const DOCUMENTS = 16;
const TOPICS = [
  "deploy",
  "backup",
  "invoice",
  "holiday",
  "rocket",
  "database",
  "release",
  "password",
  "office",
  "cache",
];
const LETTERS = "bcdfghjklmnpqrstvwxz";

function randomFrom(seed: number) {
  const { next } = createRandom(seed);
  const pick = <One>(of: readonly One[]): One => of[Math.floor(next() * of.length)] as One;
  return {
    pick,
    chance: (share: number) => next() < share,
    some: <One>(of: readonly One[], count: number): One[] => Array.from({ length: count }, () => pick(of)),
  };
}

type Random = ReturnType<typeof randomFrom>;
type Kind = "public" | "private" | "external" | "dm";

interface Organisation {
  members: Set<string>;
  /** Who reads each place; what is public every member can. */
  places: Map<string, { kind: Kind; readers: Set<string> }>;
  /** A word that stands in the documents of one audience and nowhere else. */
  canaries: Map<string, string>;
}

export interface LeakReport {
  cases: number;
  /** Cases in which something was found at all: without these nothing is proved. */
  withResults: number;
  revoked: number;
  leaks: string[];
}

/** Whether the rule of permission is in force while documents are searched. */
export interface LeakOptions {
  cases: number;
  seed: number;
  isFilterOff?: boolean;
}

/**
 * Random organisations, documents, memberships, questions and places. Whatever comes back may hold the canary of an audience
 * only if everybody who sees it is among that audience's readers, by a reckoning that shares nothing with the product's.
 */
export async function huntLeaks(
  dialect: Dialect,
  { cases, seed, isFilterOff = false }: LeakOptions,
): Promise<LeakReport> {
  const report: LeakReport = { cases: 0, withResults: 0, revoked: 0, leaks: [] };
  const { store, knowledge } = await openKnowledgeStore(dialect);
  for (let round = 0; report.cases < cases; round++) {
    const random = randomFrom(seed * 10_007 + round);
    const organisation = createOrganisation(random, round);
    await fill(knowledge, organisation, { random, round });
    const run = createRun({ store, knowledge, organisation, isFilterOff });
    for (let count = 0; count < CASES_PER_ORGANISATION && report.cases < cases; count++) {
      await runCase(run, { organisation, random, report, name: `${seed}/${round}/${count}` });
    }
  }
  return report;
}

function createOrganisation(random: Random, round: number): Organisation {
  const people = [1, 2, 3, 4, 5, 6].map((n) => `U${round}P${n}`);
  const members = new Set(people.filter((_one, index) => index === 0 || random.chance(0.75)));
  const kinds: Kind[] = ["public", "private", "private", "external"];
  const places = kinds.map((kind, index) => {
    const inside = people.filter((one) => members.has(one) && (kind === "public" || random.chance(0.5)));
    const outside = kind === "external" ? people.filter((one) => !members.has(one)) : [];
    return [
      `C${round}K${index}`,
      { kind, readers: new Set([...inside, ...outside, ...(kind === "external" ? ["USTRANGER"] : [])]) },
    ] as const;
  });
  const audiences = [
    "workspace",
    ...places.map(([id]) => `channel:${id}`),
    ...people.slice(0, 3).map((one) => `user:${one}`),
    `group:S${round}`,
  ];
  const canaries = audiences.map((audience) => [audience, makeCanary(random)] as const);
  return { members, places: new Map(places), canaries: new Map(canaries) };
}

/** Its last two letters differ, so that they can be mistaken for each other. */
function makeCanary(random: Random): string {
  return `zq${random.some([...LETTERS], 6).join("")}${random.pick(["ab", "ce", "di", "fo"])}`;
}

async function fill(
  knowledge: ReturnType<typeof createKnowledge>,
  { canaries }: Organisation,
  { random, round }: { random: Random; round: number },
) {
  const audiences = [...canaries.keys()];
  const documents = Array.from({ length: DOCUMENTS }, (_none, index) => {
    const audience = audiences[index % audiences.length] ?? "workspace";
    const canary = canaries.get(audience) ?? "";
    const [one, two, three] = random.some(TOPICS, 3);
    return {
      ...{ uri: `d${round}-${index}`, format: "markdown" as const, audience, trust: random.pick(TRUSTS) },
      title: `${one} ${canary}`,
      text: `# ${one} ${canary}\n\n## About the ${two} ${canary}\n\nThe ${one} of the ${two} is in ${canary}. Ask ${canary} for the ${three}.`,
      ...{ author: `${canary} Writer`, path: `${canary}/${one}.md`, url: `https://docs.example.com/${canary}` },
    };
  });
  const source = {
    key: round % 2 === 0 ? `src${round}` : "answers",
    kind: "api" as const,
    location: "x",
    audience: "workspace",
  };
  await knowledge.put(source, documents, { now: new Date() });
}

interface RunParts {
  store: Parameters<typeof createQuestions>[0];
  knowledge: Ports["knowledge"];
  organisation: Organisation;
  isFilterOff: boolean;
}

/** `meanwhile` happens between the search and the answer. */
function createRun({ store, knowledge, organisation, isFilterOff }: RunParts) {
  const hook = { meanwhile: () => {} };
  const all = [...organisation.canaries.keys()];
  const ports: Partial<Ports> = {
    knowledge: {
      ...knowledge,
      async search(query) {
        const found = await knowledge.search(isFilterOff ? { ...query, audiences: all } : query);
        hook.meanwhile();
        return found;
      },
    },
    places: {
      voterOf: async ({ id }) => ({
        ...{ person: id, slackIds: [], isOperator: false },
        isGuest: !organisation.members.has(id.replace("slack:", "")),
      }),
      isIn: async () => false,
      async placeOf(id) {
        const { kind = "external", readers = new Set() } = organisation.places.get(id) ?? {};
        return kind === "public" || kind === "private"
          ? { kind, members: readers.size }
          : { kind: kind === "dm" ? "dm" : "external" };
      },
    },
    ...{ model: null, questions: createQuestions(store), memory: createMemory(store) },
    directory: { ...createPeople(store), ...createTeams(store) },
    vendors: { github: null, jira: null, linear: null, google: null },
  };
  return { ...testKernel(catalogue, ports), hook, questions: createQuestions(store) };
}

interface Case {
  organisation: Organisation;
  random: Random;
  report: LeakReport;
  name: string;
}

async function runCase(run: ReturnType<typeof createRun>, one: Case): Promise<void> {
  const { organisation, random, report } = one;
  const { members, places, canaries } = organisation;
  const [place, { readers }] = random.pick([...places]);
  const actor = random.pick([...readers, ...members]);
  const isDirect = random.chance(0.3) || !readers.has(actor);
  const isPosted = !isDirect && random.chance(0.5);
  const q = askAbout(random, [...canaries.values()]);
  const isAsk = random.chance(0.6);
  const isRevoked = random.chance(0.1) && isAsk;
  run.hook.meanwhile = () => {
    if (isRevoked) members.delete(actor);
  };
  const shown = await show(run, { actor, isAsk, isPosted, q, place: isDirect ? "D1" : place });
  const said = [...canaries].filter(([, canary]) => shown.includes(canary));
  report.cases++;
  report.revoked += Number(isRevoked);
  report.withResults += Number(said.length > 0);
  judge(one, { said: said.map(([audience]) => audience), viewers: isPosted ? [...readers] : [actor] });
  if (isRevoked) members.add(actor);
}

interface Asking {
  actor: string;
  isAsk: boolean;
  isPosted: boolean;
  q: string;
  place: string;
}

/** All that comes back, with what is kept of the question. */
async function show(run: ReturnType<typeof createRun>, { actor, isAsk, isPosted, q, place }: Asking): Promise<string> {
  const id = `slack:${actor}`;
  const outcome = await run.invoke({
    ...(isAsk ? { name: "ask", input: { question: q } } : { name: "rag.search", input: { q, top_k: 20 } }),
    ...{ actor: { kind: "person", id }, origin: { surface: "slack", place: `slack:${place}` } },
    ...(isPosted && { isPosted }),
  });
  const kept = outcome.status === "done" ? (outcome.result as { id?: string }).id : undefined;
  return JSON.stringify([outcome, kept === undefined ? null : await run.questions.find(kept)]);
}

function judge({ organisation, report, name }: Case, { said, viewers }: { said: string[]; viewers: string[] }): void {
  const leaked = said.filter((audience) => !mayRead(organisation, audience, viewers));
  report.leaks.push(...leaked.map((audience) => `${name}: ${audience} to ${viewers}`));
}

/** Words of the documents, and now and then a word that is nearly a canary, which must not be corrected to it. */
function askAbout(random: Random, canaries: readonly string[]): string {
  const words = random.some(TOPICS, 1 + random.pick([1, 2, 3]));
  const canary = random.pick(canaries);
  const typo = `${canary.slice(0, -2)}${canary.at(-1)}${canary.at(-2)}`;
  return [...words, ...(random.chance(0.3) ? [typo] : []), "of the"].join(" ");
}

function mayRead({ members, places }: Organisation, audience: string, viewers: readonly string[]): boolean {
  const [kind, id = ""] = audience.split(":");
  return viewers.every((viewer) => {
    if (kind === "workspace") return members.has(viewer);
    if (kind === "user") return viewer === id;
    return kind === "channel" && (places.get(id)?.readers.has(viewer) ?? false);
  });
}

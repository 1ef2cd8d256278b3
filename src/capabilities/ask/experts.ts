import { z } from "zod";
import { type Codeowners, parseCodeowners } from "#domain/acting/codeowners";
import { findExperts, type Known } from "#domain/answer/experts";
import { ANSWERS, type Expert } from "#domain/answer/question";
import type { Person, Team, Vendor } from "#domain/directory";
import type { Passage } from "#domain/knowledge/passage";
import { accountOf } from "#kernel/actor";
import type { Context } from "#kernel/context";
import { DAY_MS } from "#lib/time";

const PEOPLE_MAX = 5_000;
/** Of so many repositories it is looked up who owns what. */
const REPOSITORIES_MAX = 3;
const CODEOWNERS_KEPT_MAX = 64_000;
const FRESH_MS = DAY_MS;

const Kept = z.object({ text: z.string(), at: z.string() });

/** Who may know what the nearest documents do not say: out of those alone that whoever asks may read. */
export async function listExperts(context: Context, passages: readonly Passage[]): Promise<Expert[]> {
  if (passages.length === 0) return [];
  const { directory, now } = context;
  const owners = await readOwners(context, passages);
  const people = await directory.people(PEOPLE_MAX);
  const identify = createIdentify(people, await directory.teams());
  const bots = new Set(await directory.bots(PEOPLE_MAX));
  const near = passages.map(({ document }) => ({
    ...document,
    owners: owners.get(repositoryOf(document) ?? "")?.ownersOf(document.path ?? "") ?? [],
    isAnswer: document.source === ANSWERS,
  }));
  const asker = accountOf(context)?.handle;
  return findExperts(near, now(), (name) => (bots.has(toLogin(name)) ? undefined : identify(name))).filter(
    ({ slack }) => slack === null || slack !== asker,
  );
}

function toLogin(called: string): string {
  return called.replace(/^@/, "").toLowerCase();
}

async function readOwners(context: Context, passages: readonly Passage[]): Promise<Map<string, Codeowners>> {
  const named = passages.flatMap(({ document }) => repositoryOf(document) ?? []);
  const repositories = [...new Set(named)].slice(0, REPOSITORIES_MAX);
  const read = await Promise.all(
    repositories.map(async (repo) => [repo, await readCodeowners(context, repo)] as const),
  );
  return new Map(read.map(([repo, text]) => [repo, parseCodeowners(text)]));
}

/** Asked once a day; without an answer there are still those who wrote. */
async function readCodeowners({ vendors, memory, now, log }: Context, repo: string): Promise<string> {
  const key = `codeowners:${repo}`;
  const kept = Kept.safeParse(await memory.recall(key));
  if (kept.success && now().getTime() - Date.parse(kept.data.at) < FRESH_MS) return kept.data.text;
  try {
    const text = ((await vendors.github?.codeowners(repo)) ?? "").slice(0, CODEOWNERS_KEPT_MAX);
    await memory.remember(key, { text, at: now().toISOString() }, now());
    return text;
  } catch (error) {
    log.warn({ error, repo }, "code owners could not be read");
    return "";
  }
}

/** By its source, or by where it can be read. */
function repositoryOf({ source, url }: Passage["document"]): string | undefined {
  const [, ofSource] = /^github:([\w.-]+\/[\w.-]+)/.exec(source) ?? [];
  const [, ofUrl] = /^https:\/\/[^/]+\/([\w.-]+\/[\w.-]+)\/blob\//.exec(url ?? "") ?? [];
  return ofSource ?? ofUrl;
}

/** Who stands behind a login, an address, a name or a team of GitHub; who nobody knows goes by what they are called. */
function createIdentify(people: readonly Person[], teams: readonly Team[]) {
  return (called: string): Known => {
    const team = /^@[\w-]+\/([\w.-]+)$/.exec(called)?.[1];
    if (team !== undefined) {
      const name = teams.find(({ key }) => key === team)?.name ?? called.slice(1);
      return { key: `team:${team}`, name, slack: null, isTeam: true };
    }
    const person = people.find((one) => isCalled(one, called));
    if (!person) return { key: called.toLowerCase(), name: toPlain(called), slack: null, isTeam: false };
    return { key: person.id, name: person.name, slack: handleOf(person, "slack") ?? null, isTeam: false };
  };
}

function isCalled(person: Person, called: string): boolean {
  const bare = toLogin(called);
  const [, address] = /<([^<>\s]+@[^<>\s]+)>/.exec(called) ?? [];
  return (
    `slack:${handleOf(person, "slack")}` === called ||
    handleOf(person, "github") === bare ||
    (person.email !== null && person.email.toLowerCase() === (address ?? called).toLowerCase()) ||
    person.name.toLowerCase() === called.replace(/\s*<.*$/, "").toLowerCase()
  );
}

function handleOf({ accounts }: Person, vendor: Vendor): string | undefined {
  return accounts.find((account) => account.vendor === vendor)?.handle;
}

/** Without an address, and without what would be a mention. */
function toPlain(called: string): string {
  return called.replace(/^@|\s*<.*$/g, "").replace(/@.*$/, "") || called;
}

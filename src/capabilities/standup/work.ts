import type { Vendor } from "#domain/directory";
import type { Observation } from "#domain/observation";
import { type TicketWork, workOf } from "#domain/reports/work";
import { EVERYTHING } from "#domain/scopes";
import type { Context } from "#kernel/context";
import { isSmallGroup } from "#kernel/groups";
import { isKeptFrom } from "#kernel/sight";
import { readBoard } from "#kernel/sprint-board";

const OWNERS_MAX = 50;
const TALK_MAX = 200;

/** A ticket that somebody asked for in a channel, and that nobody has made. */
export interface UntrackedTalk {
  channel: string;
  ts: string;
  title: string;
}

export interface Work {
  /** Null where no tracker was ever heard of. */
  tickets: TicketWork | null;
  /** The names of those whose tickets they are, by vendor and account. */
  owners: ReadonlyMap<string, string>;
  /** Null where nobody listens. */
  talk: UntrackedTalk[] | null;
}

/** What the trackers and the channels know of a team's work. */
export async function readWork(context: Context, observation: Observation): Promise<Work> {
  const { scope, asOf, since } = observation;
  const board = await readBoard(context, { team: scope.key, asOf });
  const input = { ...board, calendar: scope.calendar, team: scope.key, since: since.getTime(), asOf: asOf.getTime() };
  const found = board.histories.length > 0 ? workOf(input) : null;
  // Of so few people, what a sprint comes to would be about them.
  const isSmall = scope.key !== EVERYTHING && (await isSmallGroup(context, scope.key));
  const tickets = found && isSmall ? { ...found, sprint: null } : found;
  return { tickets, owners: await readOwners(context, tickets), talk: await readTalk(context, observation) };
}

export function ownerKey({ source, assignee }: { source: string; assignee: string | null }): string {
  return `${source}:${assignee ?? ""}`;
}

async function readOwners({ directory }: Context, tickets: TicketWork | null): Promise<Map<string, string>> {
  const shown = tickets?.epics.flatMap(({ items }) => items.map(({ ticket }) => ticket)) ?? [];
  const accounts = new Map(shown.filter(({ assignee }) => assignee !== null).map((one) => [ownerKey(one), one]));
  const names = new Map<string, string>();
  for (const [key, { source, assignee }] of [...accounts].slice(0, OWNERS_MAX)) {
    const person = await directory.personOf({ vendor: source as Vendor, handle: assignee ?? "" });
    if (person) names.set(key, person.name);
  }
  return names;
}

/** Asked for since the last working day, in places where everybody may read it. */
async function readTalk(context: Context, { since, asOf }: Observation): Promise<UntrackedTalk[] | null> {
  const { talk } = context;
  if (talk.listening().channels.length === 0) return null;
  const decisions = await talk.decisions({ limit: TALK_MAX });
  const asked = decisions.filter(({ kind, at, outcome }) => {
    return kind === "create" && outcome === "asked" && at >= since && at <= asOf;
  });
  const hidden = new Set<string>();
  for (const channel of new Set(asked.map((one) => one.channel))) {
    if (await isKeptFrom(context, { requester: "", homes: [channel] })) hidden.add(channel);
  }
  return asked
    .filter(({ channel }) => !hidden.has(channel))
    .map(({ channel, ts, subject }) => ({ channel, ts, title: subject }));
}

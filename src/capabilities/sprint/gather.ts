import type { Freshness, Incident } from "#domain/delivery";
import type { EvaluationScope } from "#domain/findings";
import { reportRules } from "#domain/report-rules";
import { EVERYTHING } from "#domain/scopes";
import { ageingOf } from "#domain/sprints/ageing";
import { type BurndownDay, burndownOf } from "#domain/sprints/burndown";
import type { SprintMaterial } from "#domain/sprints/figures";
import { healthOf, type SprintHealth } from "#domain/sprints/health";
import { pastOf } from "#domain/sprints/past";
import { listRisks } from "#domain/sprints/risks";
import { ticketKeysOf, toProjectKeys } from "#domain/ticket-keys";
import type { Context } from "#kernel/context";
import { refuseSmall } from "#kernel/groups";
import { findScope } from "#kernel/observe";
import { readBoard, type SprintBoard } from "#kernel/sprint-board";
import { DAY_MS } from "#lib/time";
import { type Capacity, readCapacity } from "./capacity.ts";
import { type Delivery, readDelivery } from "./delivery.ts";

/** Pull requests are opened before the sprint in which their tickets end, but seldom longer. */
const PULLS_BEFORE_MS = 60 * DAY_MS;

export interface Question {
  team: string;
  days: number;
  sprint?: string | undefined;
  asOf: Date;
}

/** What the report is made of; everything that may be unknown is null or a text that says why. */
export interface Gathered {
  scope: EvaluationScope;
  asOf: Date;
  days: number;
  board: SprintBoard;
  delivery: Delivery;
  known: Known | null;
  capacity: Capacity | null;
  incidents: Incident[];
  freshness: Freshness[];
}

/** A sprint that began, with all that is counted of it. */
export interface Known {
  health: SprintHealth;
  material: SprintMaterial;
  burndown: BurndownDay[];
}

export async function gather(context: Context, { team, days, sprint, asOf }: Question): Promise<Gathered> {
  const scope = await findScope(context.directory, { key: team, zone: context.settings.zone });
  if (team !== EVERYTHING) await refuseSmall(context, team);
  const board = await readBoard(context, { team, asOf, sprint });
  const delivery = await readDelivery(context, { scope, days, asOf });
  const known = await know(context, { scope, board, asOf, wip: delivery.wip });
  const endsAt = known?.health.scope.sprint.endsAt ?? null;
  const [capacity, incidents, freshness] = await Promise.all([
    readCapacity(context, { scope, asOf, endsAt }),
    context.facts.openIncidents(scope.repositories, asOf),
    context.facts.freshness(),
  ]);
  return { scope, asOf, days, board, delivery, known, capacity, incidents, freshness };
}

interface Asked {
  scope: EvaluationScope;
  board: SprintBoard;
  asOf: Date;
  wip: Delivery["wip"];
}

async function know(context: Context, asked: Asked): Promise<Known | null> {
  const { scope, board } = asked;
  if (typeof board.choice === "string") return null;
  const { sprint } = board.choice;
  const [{ categoryOf, histories }, asOf, calendar] = [board, asked.asOf.getTime(), scope.calendar];
  const health = healthOf({ sprint, histories, categoryOf, calendar, asOf, team: scope.key, wip: asked.wip });
  if (!health) return null;
  const ageing = ageingOf({ histories, categoryOf, asOf });
  const named = await readNamed(context, asked, health.scope.startedAt);
  const sprints = board.sprints.filter((one) => one.board === sprint.board && one.id !== sprint.id);
  const material = {
    ...{ scope: health.scope, sums: health.sums, ageing },
    past: pastOf({ sprints, histories, categoryOf }),
    risks: listRisks({ scope: health.scope, ageing, named, asOf }),
  };
  return { health, material, burndown: burndownOf({ scope: health.scope, calendar, categoryOf }) };
}

/** The tickets that pull requests name; null where no pull request was ever heard of. */
async function readNamed(
  { facts, directory, rules }: Context,
  { scope, asOf, board }: Asked,
  startedAt: number,
): Promise<Set<string> | null> {
  const window = { from: new Date(startedAt - PULLS_BEFORE_MS), to: asOf };
  const [open, ended, projects] = await Promise.all([
    facts.openPullRequests(scope.repositories, asOf),
    facts.endedPullRequests(scope.repositories, window),
    board.projects ?? directory.projects().then(toProjectKeys),
  ]);
  const pulls = [...open, ...ended];
  if (pulls.length === 0) return null;
  const rule = reportRules(rules.current(), undefined).find(({ kind }) => kind === "no_ticket_link");
  const pattern = rule?.kind === "no_ticket_link" ? rule.ticket_pattern : "";
  return new Set(pulls.flatMap((pull) => ticketKeysOf(pull, pattern, projects)));
}

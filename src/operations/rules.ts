import { PULL_REQUESTS_MAX } from "#domain/pull-request";
import { type Replay, replayRule } from "#domain/replay";
import { readMoment } from "#domain/report-fields";
import type { Rule } from "#domain/rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { EVERYTHING } from "#domain/scopes";
import { toProjectKeys } from "#domain/ticket-keys";
import { UserError } from "#kernel/errors";
import { findScope } from "#kernel/observe";
import type { Operation } from "#kernel/operation";
import type { Directory } from "#kernel/ports/directory";
import type { Facts, Window } from "#kernel/ports/facts";
import { DAY_MS } from "#lib/time";
import { readNamedFile } from "./named-file.ts";

const WEEKS_12_MS = 84 * DAY_MS;
const DAYS_PER_WEEK = 7;

export interface RulesTesting {
  facts: Facts;
  directory: Directory;
  zone: string;
  now(): Date;
}

/** `adjutant rules test FILE`: what rules would have said over the last twelve weeks, before they are switched on. */
export function testRules(open: () => Promise<RulesTesting>): Operation {
  return {
    name: "rules test",
    usage: "adjutant rules test FILE [--team KEY] [--from 2026-01-31] [--to 2026-03-31] [--json]",
    summary: "Replay a rules file over history: how often each rule would have fired, and on what.",
    async run({ words: [file], fields, json, terminal }) {
      const rules = parseRulesYaml(await readNamedFile(file, "Name the rules file: adjutant rules test FILE"));
      const replayed = await replayAll(await open(), rules, fields);
      const lines = json ? [JSON.stringify(replayed)] : describeAll(replayed);
      for (const line of lines) terminal.print(line);
      return true;
    },
  };
}

interface Replayed {
  replays: Replay[];
  pull_requests: number;
  /** Whether there were more pull requests than can be replayed at once. */
  is_cut: boolean;
}

async function replayAll(testing: RulesTesting, rules: Rule[], fields: Record<string, string[]>): Promise<Replayed> {
  const { directory, zone, facts } = testing;
  const window = readWindow(fields, testing.now());
  const scope = await findScope(directory, { key: fields["team"]?.[0] ?? EVERYTHING, zone });
  const teams = scope.key === EVERYTHING ? await directory.teams() : [];
  const projectKeys = toProjectKeys(await directory.projects());
  const histories = await facts.histories(scope.repositories, window);
  const replays = rules.map((rule) => replayRule(histories, rule, { ...window, scope, teams, projectKeys }));
  return { replays, pull_requests: histories.length, is_cut: histories.length >= PULL_REQUESTS_MAX };
}

function readWindow(fields: Record<string, string[]>, now: Date): Window {
  const to = readMoment(fields["to"]?.[0], now);
  const given = fields["from"]?.[0];
  const from = given === undefined ? new Date(to.getTime() - WEEKS_12_MS) : readMoment(given, now);
  if (from < to) return { from, to };
  const [start, end] = [from.toISOString().slice(0, 10), to.toISOString().slice(0, 10)];
  throw new UserError(`--from ${start} is not before --to ${end}. Give the earlier date first.`);
}

function describeAll({ replays, pull_requests, is_cut }: Replayed): string[] {
  const lines = replays.map((replay) => describe(replay, pull_requests));
  const cut = `Only the oldest ${pull_requests} pull requests were replayed. Choose a team or a shorter time for all of them.`;
  return is_cut ? [...lines, cut] : lines;
}

/** "stale48h would have fired 14 times on 9 of 120 pull requests: 1.2 a week". */
function describe({ rule, kind, fired, subjects, from, to }: Replay, total: number): string {
  if (fired === null) return `${rule} (${kind}) cannot be replayed: it fires once for each by its nature.`;
  const weeks = (to.getTime() - from.getTime()) / (DAYS_PER_WEEK * DAY_MS);
  const times = fired === 1 ? "once" : `${fired} times`;
  const on =
    kind === "wip_limit_exceeded" ? subjects.join(", ") || "any team" : `${subjects.length} of ${total} pull requests`;
  return `${rule} would have fired ${times} on ${on}: ${Math.round((fired / weeks) * 10) / 10} a week.`;
}

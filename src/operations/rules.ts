import { readFile } from "node:fs/promises";
import { type Replay, replayRule } from "#domain/replay";
import type { Rule } from "#domain/rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { EVERYTHING, everythingScope, teamScope } from "#domain/scopes";
import { toProjectKeys } from "#domain/ticket-keys";
import { UserError } from "#kernel/errors";
import type { Operation } from "#kernel/operation";
import type { Directory } from "#kernel/ports/directory";
import type { Facts } from "#kernel/ports/facts";
import { DAY_MS } from "#lib/time";

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
      const rules = parseRulesYaml(await readRules(file));
      const { replays, pull_requests } = await replayAll(await open(), rules, fields);
      if (json) terminal.print(JSON.stringify({ pull_requests, replays }));
      else for (const replay of replays) terminal.print(describe(replay, pull_requests));
      return true;
    },
  };
}

async function readRules(file: string | undefined): Promise<string> {
  if (!file) throw new UserError("Name the rules file: adjutant rules test FILE");
  return readFile(file, "utf8").catch((cause) => {
    throw new UserError(`${file} cannot be read.`, { cause });
  });
}

async function replayAll(testing: RulesTesting, rules: Rule[], fields: Record<string, string[]>) {
  const to = readDate(fields["to"]?.[0]) ?? testing.now();
  const from = readDate(fields["from"]?.[0]) ?? new Date(to.getTime() - WEEKS_12_MS);
  const scope = await findScope(testing, fields["team"]?.[0] ?? EVERYTHING);
  const projectKeys = toProjectKeys(await testing.directory.projects());
  const histories = await testing.facts.histories(scope.repositories, { from, to });
  const replays = rules.map((rule) => replayRule(histories, rule, { from, to, scope, projectKeys }));
  return { replays, pull_requests: histories.length };
}

async function findScope({ directory, zone }: RulesTesting, key: string) {
  if (key === EVERYTHING) return everythingScope(zone);
  const team = await directory.team(key);
  if (!team) throw new UserError(`There is no team “${key}”.`);
  return teamScope(team);
}

/** "stale48h would have fired 14 times on 9 of 120 pull requests: 1.2 a week". */
function describe({ rule, fired, subjects, from, to }: Replay, total: number): string {
  const weeks = (to.getTime() - from.getTime()) / (DAYS_PER_WEEK * DAY_MS);
  const times = fired === 1 ? "once" : `${fired} times`;
  const perWeek = weeks > 0 ? Math.round((fired / weeks) * 10) / 10 : fired;
  return `${rule} would have fired ${times} on ${subjects.length} of ${total} pull requests: ${perWeek} a week.`;
}

function readDate(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new UserError(`“${text}” is not a date. Write it like 2026-01-31.`);
  return date;
}

import { z } from "zod";
import type { Evaluation, EvidenceRow } from "#domain/findings";
import type { Observation } from "#domain/observation";
import { AsOfField, readMoment, TeamField } from "#domain/report-fields";
import { parseRules, type Rule } from "#domain/rules";
import { parseRulesYaml } from "#domain/rules-yaml";
import { defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import { judge } from "#kernel/observe";
import type { View } from "#lib/view";

const YAML_LENGTH_MAX = 64 * 1024;

const Row = z.record(z.string(), z.unknown());
const Result = z.object({ as_of: z.string(), results: z.record(z.string(), z.array(Row)) });

/** Tries rules on the present, or on any moment, without switching them on. */
export const evaluateRules = defineCapability({
  name: "signals.evaluate",
  summary: "What given rules would find now, without switching them on.",
  risk: "read",
  input: z.object({
    yaml: z.string().max(YAML_LENGTH_MAX).optional().describe("Rules in YAML, as in a rules file."),
    rules: z.array(z.unknown()).max(100).optional().describe("The same as a list."),
    team: TeamField,
    as_of: AsOfField,
  }),
  result: Result,

  async run(context, { yaml, rules, team, as_of }) {
    const asOf = readMoment(as_of, context.now());
    const observation = await judge(context, { team, asOf, rules: readRules(yaml, rules) });
    const results = observation.evaluations.map((evaluation) => [
      evaluation.rule.name,
      toRows(evaluation, observation),
    ]);
    return { as_of: asOf.toISOString(), results: Object.fromEntries(results) };
  },

  view: (result) => describe(result),
});

function readRules(yaml: string | undefined, rules: unknown[] | undefined): Rule[] {
  if (yaml !== undefined) return parseRulesYaml(yaml);
  if (rules !== undefined) return parseRules(rules);
  throw new UserError("Give rules as yaml or as a list called rules.");
}

function toRows({ rule, rows, wip }: Evaluation, observation: Observation): z.output<typeof Row>[] {
  if (rule.kind !== "wip_limit_exceeded") return rows.filter(({ included }) => included).map(toPullRow(observation));
  const day = observation.scope.calendar.localDate(observation.asOf);
  return wip.map((row) => ({ day, ...row }));
}

/** `delivery_id` is the subject: facts are folded from many deliveries, and belong to none of them. */
function toPullRow({ open }: Observation) {
  const bySubject = new Map(open.map((pull) => [pull.subject, pull]));
  return ({ subject, url, title, value, reason }: EvidenceRow) => {
    const pull = bySubject.get(subject);
    return {
      delivery_id: subject,
      opened_at: pull?.openedAt.toISOString() ?? null,
      author: pull?.author ?? null,
      ...{ subject, url, title, reason, waited_hours: value },
    };
  };
}

function describe({ results }: z.output<typeof Result>): View {
  const items = Object.entries(results).map(([name, rows]) => ({ content: [{ bold: name }, `: ${rows.length}`] }));
  const total = Object.values(results).reduce((sum, rows) => sum + rows.length, 0);
  return {
    text: `${items.length} rules, ${total} findings.`,
    nodes: [
      { type: "header", text: "What these rules find" },
      { type: "items", items },
    ],
  };
}

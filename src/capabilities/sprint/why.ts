import { z } from "zod";
import { EvidenceRow } from "#domain/findings";
import { definitionOf, type MetricName } from "#domain/metrics/definitions";
import type { MetricRow } from "#domain/metrics/metric";
import { readMoment } from "#domain/report-fields";
import { DELIVERY_FIGURES, DORA_STRIP } from "#domain/sprints/delivery";
import { DIVISOR, SPRINT_FIGURE_NAMES, type SprintFigureName, sprintFigure } from "#domain/sprints/figures";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { toQuestion } from "./delivery.ts";
import { SprintInput } from "./fields.ts";
import { type Gathered, gather } from "./gather.ts";
import { describeProof } from "./why-view.ts";

const ROWS_MAX = 1_000;
const DELIVERY_NAMES = [...(Object.keys(DELIVERY_FIGURES) as [DeliveryKey, ...DeliveryKey[]]), ...DORA_STRIP] as const;
const FIGURE_NAMES = [...SPRINT_FIGURE_NAMES, ...DELIVERY_NAMES] as const;

export const SprintProof = z.object({
  figure: z.enum(FIGURE_NAMES),
  label: z.string(),
  formula: z.string(),
  /** How the value is made of the rows that count: a rate divides by those left out as “divided by”. */
  made: z.string(),
  unit: z.string(),
  team: z.string(),
  team_name: z.string(),
  sprint: z.string().nullable(),
  as_of: z.string(),
  zone: z.string(),
  value: z.number().nullable(),
  /** Why there is none. */
  reason: z.string().nullable(),
  rows: z.array(EvidenceRow),
  rows_total: z.number(),
});
export type SprintProof = z.output<typeof SprintProof>;

type Found = Pick<SprintProof, "label" | "formula" | "made" | "unit" | "value" | "reason"> & { rows: EvidenceRow[] };

export const sprintWhy = defineCapability({
  name: "sprint.why",
  summary: "The proof of a figure of sprint health: its formula, and every row it counts or leaves out.",
  risk: "read",
  input: z.object({ figure: z.enum(FIGURE_NAMES).describe("Which figure, like committed."), ...SprintInput }),
  result: SprintProof,

  async run(context, { figure, team, days, sprint, as_of }) {
    const gathered = await gather(context, { team, days, sprint, asOf: readMoment(as_of, context.now()) });
    const { rows, ...found } = isOfSprint(figure)
      ? prove(gathered, figure)
      : await proveDelivery(context, gathered, figure);
    const { scope, board, asOf } = gathered;
    return {
      ...{ figure, ...found, team: scope.key, team_name: scope.name, zone: scope.calendar.zone },
      ...{ as_of: asOf.toISOString(), sprint: typeof board.choice === "string" ? null : board.choice.sprint.name },
      rows: rows.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, ROWS_MAX),
      rows_total: rows.length,
    };
  },

  view: describeProof,
});

function isOfSprint(figure: (typeof FIGURE_NAMES)[number]): figure is SprintFigureName {
  return (SPRINT_FIGURE_NAMES as readonly string[]).includes(figure);
}

function prove({ known, board }: Gathered, name: SprintFigureName): Found {
  const { label, formula, made, unit, measure, rows } = sprintFigure(name);
  const reason = typeof board.choice === "string" ? board.choice : null;
  const material = known?.material;
  const found = material ? { value: measure(material), rows: rows(material) } : { value: null, rows: [] };
  return { label, formula, made, unit, reason, ...found };
}

type DeliveryKey = keyof typeof DELIVERY_FIGURES;

async function proveDelivery(
  context: Context,
  gathered: Gathered,
  figure: (typeof DELIVERY_NAMES)[number],
): Promise<Found> {
  const { strip, figures } = gathered.delivery;
  const name: MetricName = isCounted(figure) ? DELIVERY_FIGURES[figure] : figure;
  const { label, formula, value: made, unit } = definitionOf(name);
  const judged = strip.find((one) => one.name === figure);
  const value = isCounted(figure) ? figures[figure].now : (judged?.value ?? null);
  const page = { offset: 0, limit: ROWS_MAX };
  // Rows of so few people that their figure is not shown are not shown either.
  const found = value === null ? [] : (await context.metrics.rows(name, toQuestion(gathered), page)).rows;
  const rows = found.map((row) => toEvidence(name, row));
  return { label, formula, made, unit, value, reason: judged?.hint ?? null, rows };
}

function isCounted(figure: string): figure is DeliveryKey {
  return figure in DELIVERY_FIGURES;
}

/** Those that count first, then what they are divided by, then what was left out. */
function rankOf({ included, reason }: EvidenceRow): number {
  if (included) return 0;
  return reason === DIVISOR ? 1 : 2;
}

function toEvidence(rule: string, row: MetricRow): EvidenceRow {
  const { subject, title, url, value, leftOut, reason, startedAt, endedAt } = row;
  return {
    ...{ subject, title, url, value, rule, included: leftOut === null, reason: leftOut ?? reason },
    ...{ started_at: toIso(startedAt), ended_at: toIso(endedAt) },
  };
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

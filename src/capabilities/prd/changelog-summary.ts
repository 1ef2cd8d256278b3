import { z } from "zod";
import { describeChange, type SectionChange } from "#domain/prd/changes";
import type { Prd } from "#domain/prd/prd";
import type { Context } from "#kernel/context";
import { prdChangelog } from "#prompts/prd-changelog-v1";

/** Below what an invocation may take, so that there is an answer without it. */
const TIME_MAX_MS = 15_000;
const SOURCE_CHARS_MAX = 12_000;

/** What a model made of the differences; or, in `notice`, why there is nothing of it. */
export const Summary = z.object({
  text: z.string().nullable(),
  notice: z.string().nullable(),
  model: z.string(),
  trace_id: z.string(),
});
export type Summary = z.output<typeof Summary>;

/** Null where no model is connected, or nothing changed. The facts stay ours: this only stands beside them. */
export async function summarise(
  context: Context,
  prd: Prd,
  changes: readonly SectionChange[],
): Promise<Summary | null> {
  const { model } = context;
  if (!model || changes.length === 0) return null;
  const source = {
    ...{ id: `prd:${prd.number}`, kind: "differences", text: toSource(changes) },
    trust: prd.origin.isTainted ? ("anyone" as const) : ("member" as const),
  };
  const ask = { call: context, input: null, sources: [source], timeMaxMs: TIME_MAX_MS };
  const outcome = await model.complete(prdChangelog, ask);
  const by = { model: outcome.provenance.model, trace_id: outcome.provenance.traceId };
  if (outcome.status === "unusable") return { ...by, text: null, notice: outcome.message };
  return { ...by, text: outcome.value.summary, notice: null };
}

function toSource(changes: readonly SectionChange[]): string {
  const parts = changes.map((change) =>
    [describeChange(change), ...change.lines.map(({ sign, text }) => `${sign} ${text}`)].join("\n"),
  );
  return parts.join("\n\n").slice(0, SOURCE_CHARS_MAX);
}

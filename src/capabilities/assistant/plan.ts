import { z } from "zod";
import { type Catalogue, defineCapability, isEffect } from "#kernel/capability";
import { assistant } from "#prompts/assistant-v1";
import { describeMenu, isOffered } from "./menu.ts";

const REQUEST_MAX = 3_000;
/** Somebody waits for it, and for what it leads to. */
const TIME_MAX_MS = 20_000;

const Step = z.object({
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** Whether it only looks; all else waits for a person's word. */
  is_read: z.boolean(),
});
const Planned = z.object({ steps: z.array(Step), notice: z.string().nullable(), trace_id: z.string().nullable() });
type Planned = z.output<typeof Planned>;

const NOTHING: Planned = { steps: [], notice: null, trace_id: null };

/** A model proposes, and nothing of it is done here: whoever asks for the steps sees to that, one by one, through `invoke`. */
export const planSteps = defineCapability({
  name: "assistant.plan",
  summary: "Find the steps that serve what somebody asks for in their own words.",
  risk: "read",
  hears: "sentences",
  input: z.object({
    request: z.string().trim().min(1).max(REQUEST_MAX).meta({ takesRest: true }).describe("What somebody asks for."),
  }),
  result: Planned,
  async run(context, { request }): Promise<Planned> {
    const { model, catalogue, traceId, actor, signal } = context;
    if (!model) return NOTHING;
    const outcome = await model.complete(assistant, {
      call: { traceId, actor, signal },
      input: describeMenu(catalogue),
      sources: [{ id: "request", kind: "what a member asks for", text: request, trust: "member" }],
      timeMaxMs: TIME_MAX_MS,
    });
    if (outcome.status === "unusable") return { ...NOTHING, notice: outcome.message };
    const steps = outcome.value.steps.flatMap((step) => readStep(catalogue, step) ?? []);
    return { steps, notice: null, trace_id: outcome.provenance.traceId };
  },
  view: ({ steps, notice }) => {
    const text = notice ?? (steps.length === 0 ? "There is nothing I could do for that." : `${steps.length} steps.`);
    const items = steps.map(({ name, input }) => ({ content: [{ code: `${name} ${JSON.stringify(input)}` }] }));
    return {
      text,
      nodes: [{ type: "text", content: [text] }, ...(items.length > 0 ? [{ type: "items" as const, items }] : [])],
    };
  },
});

/** What names nothing of the list, or asks for it with what it does not take, is no step. */
function readStep(catalogue: Catalogue, { name, input }: { name: string; input: string }) {
  const capability = catalogue.get(name);
  const given = readObject(input);
  if (!capability || !isOffered(capability) || !given || !capability.input.safeParse(given).success) return undefined;
  return { name, input: given, is_read: !isEffect(capability) };
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text.trim() === "" ? "{}" : text));
  } catch {
    // A model wrote it.
    return undefined;
  }
}

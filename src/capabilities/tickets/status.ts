import { z } from "zod";
import { parseDraft } from "#domain/plan/parse";
import { DRIFT_KINDS, listDrift } from "#domain/spec/drift";
import { STAGES, traceRequirements } from "#domain/spec/trace";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { readTickets, requireText } from "./known.ts";
import { describeStatus } from "./status-view.ts";
import { readWork } from "./work.ts";

const Pull = z.object({
  subject: z.string(),
  title: z.string(),
  url: z.string(),
  state: z.enum(["open", "closed", "merged", "gone"]),
  merged_at: z.string().nullable(),
  deployed_at: z.string().nullable(),
  deployment: z.string().nullable(),
});

const Ticket = z.object({
  ref: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  /** As its tracker says; null where it could not be asked. */
  status: z.string().nullable(),
  pulls: z.array(Pull),
});

export const SpecStatus = z.object({
  prd: z.number(),
  title: z.string(),
  state: z.string(),
  requirements: z.array(
    z.object({ id: z.string(), text: z.string(), stage: z.enum(STAGES), tickets: z.array(Ticket) }),
  ),
  drift: z.array(
    z.object({ kind: z.enum(DRIFT_KINDS), about: z.string(), words: z.string(), url: z.string().nullable() }),
  ),
});
export type SpecStatus = z.output<typeof SpecStatus>;

/** From what was written to what was shipped, each step with what proves it, and where the two have come apart. */
export const specStatus = defineCapability({
  name: "prd.status",
  summary:
    "What became of a PRD: requirement by requirement its tickets, pull requests and deployments, and what drifted.",
  risk: "read",
  command: "/prd status",
  input: z.object({ prd: z.coerce.number().int().positive().describe("The number of the PRD.") }),
  result: SpecStatus,
  run: readStatus,
  view: describeStatus,
});

async function readStatus(context: Context, { prd: number }: { prd: number }): Promise<SpecStatus> {
  const { prds } = context;
  const { prd, head } = await requireText(context, number);
  const { requirements, acceptance } = parseDraft(head.text);
  const links = await prds.links({ prd: prd.id });
  const [tickets, work] = await Promise.all([readTickets(context, links), readWork(context, prd, links)]);
  const all = [...requirements, ...acceptance];
  const traced = traceRequirements({ requirements: all, links, tickets, ...work });
  const texts = await readTexts(context, [...new Set(links.map(({ version }) => version))]);
  const drift = listDrift({ state: prd.state, requirements: traced, links, texts, unplanned: work.unplanned });
  return { prd: number, title: prd.title, state: prd.state, requirements: traced.map(toWire), drift };
}

/** What each requirement said in the versions that tickets were made from. */
async function readTexts({ prds }: Context, versions: readonly string[]) {
  const texts = new Map<string, Map<string, string>>();
  for (const id of versions) {
    const version = await prds.version(id);
    if (!version) continue;
    const { requirements, acceptance } = parseDraft(version.text);
    texts.set(id, new Map([...requirements, ...acceptance].map((one) => [one.id, one.text])));
  }
  return texts;
}

type Traced = ReturnType<typeof traceRequirements>[number];

function toWire({ id, text, stage, tickets }: Traced): SpecStatus["requirements"][number] {
  return {
    ...{ id, text, stage },
    tickets: tickets.map(({ ref, title, url, status, pulls }) => ({
      ...{ ref, title, url, status },
      pulls: pulls.map(({ mergedAt, deployedAt, ...pull }) => ({
        ...pull,
        merged_at: mergedAt?.toISOString() ?? null,
        deployed_at: deployedAt?.toISOString() ?? null,
      })),
    })),
  };
}

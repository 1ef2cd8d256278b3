import { z } from "zod";
import { type Idea, judgeIdea, titleOf } from "#domain/plan/idea";
import type { NewPlan } from "#domain/plan/plan";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { View } from "#lib/view";
import { PlanInput } from "./fields.ts";
import { describeForm } from "./form-view.ts";
import { originOf } from "./origin.ts";

const OPTIONS_MAX = 100;

const Asked = z.object({
  /** Null where nothing was said yet, so that it is asked for. */
  plan: z.string().nullable(),
  title: z.string(),
  is_in_slack: z.boolean(),
  projects: z.array(z.string()),
});
type Asked = z.output<typeof Asked>;

/** From an idea to a PRD with its tickets. It takes longer than anybody waits, so this only begins it. */
export const plan = defineCapability({
  name: "plan",
  summary: "Turn an idea into a product requirements document with a plan of tickets.",
  risk: "record",
  command: "/plan",
  usage: "/plan IDEA, or /plan alone for a form",
  shortcut: "Plan this",
  input: PlanInput,
  result: Asked,
  async run(context, input): Promise<Asked> {
    const isInSlack = context.origin.surface === "slack";
    if (Object.keys(input).length === 0) {
      if (!isInSlack)
        throw new UserError('Say the idea, like: adjutant plan "Refunds take a day. They should take an hour."');
      const projects = (await context.directory.projects()).map(({ key }) => key).slice(0, OPTIONS_MAX);
      return { plan: null, title: "", is_in_slack: isInSlack, projects };
    }
    const { id, title } = await beginPlan(context, input, {});
    return { plan: id, title, is_in_slack: isInSlack, projects: [] };
  },
  view: describe,
});

interface Batched {
  batch?: string;
  position?: number;
}

/** Judges the idea, and has it planned; what is wrong with it is thrown as a UserError. */
export async function beginPlan(
  context: Context,
  input: PlanInput,
  { batch, position = 0 }: Batched,
): Promise<{ id: string; title: string }> {
  const idea = toIdea(input);
  const wrong = judgeIdea(idea);
  if (wrong !== undefined) throw new UserError(wrong);
  const project = input.project ? await requireProject(context, input.project) : null;
  const begun: NewPlan = {
    id: [context.id ?? context.traceId, ...(batch === undefined ? [] : [position])].join("/"),
    ...{ batch: batch ?? null, position, title: titleOf(idea), wish: { kind: "draft", idea, project } },
    ...(await originOf(context, { hasOthers: (input.message?.others.length ?? 0) > 0 })),
    thread: input.message?.thread ?? null,
  };
  await context.plans.begin(begun);
  return { id: begun.id, title: begun.title };
}

function toIdea({
  idea = "",
  title = "",
  context = "",
  constraints = "",
  template = "standard",
  message,
}: PlanInput): Idea {
  const brought = (message?.others ?? []).map((text) => ({ text, url: null }));
  return { title, idea: idea || (message?.text ?? ""), context, constraints, template, brought };
}

async function requireProject({ directory }: Context, key: string): Promise<string> {
  const known = (await directory.projects()).map((project) => project.key);
  if (known.includes(key)) return key;
  const list =
    known.length > 0
      ? `There are ${known.slice(0, OPTIONS_MAX).join(", ")}.`
      : "There is none yet: add it with projects.create.";
  throw new UserError(`project: There is no project “${key}”. ${list}`);
}

function describe({ plan: id, title, is_in_slack: isInSlack, projects }: Asked): View {
  if (id === null) return describeForm(projects);
  const text = `Planning “${title}”…`;
  const where = isInSlack
    ? "How far it is shows in a message here, and the draft arrives in its thread."
    : `Ask for it with: adjutant plan.show ${id}`;
  return { text: `${text} ${where}`, nodes: [{ type: "text", content: [{ bold: text }, " ", where] }] };
}

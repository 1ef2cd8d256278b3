import { z } from "zod";
import { Repository } from "#domain/directory";
import type { EventOf } from "#domain/events";
import { DeploymentKind } from "#domain/metrics/correction";
import { readMoment } from "#domain/report-fields";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import type { Correctable } from "#kernel/ports/corrections";
import { sha256 } from "#lib/hash";
import { cleanText } from "#lib/text";
import { confirmRecord, idOf, Recorded, refuseGuests } from "./recorded.ts";
import { requireRepository } from "./repositories.ts";

const ID_LENGTH = 16;
/** Nobody deploys what is older than what it is kept in; it is a year mistyped. */
const FIRST = new Date("2000-01-01T00:00:00Z");

const Input = z.object({
  repository: Repository.describe("What was deployed, like acme/api."),
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .describe("The tag, commit or branch that was deployed, or the id of a deployment."),
  kind: z
    .enum([...DeploymentKind.options, "as-told"])
    .optional()
    .describe("Whether it was normal, a hotfix or a rollback; as-told takes back what was said."),
  status: z
    .enum(["success", "failure", "never"])
    .optional()
    .describe("How it ended; never says that it did not happen."),
  branch: z.string().trim().min(1).max(200).optional().describe("The release line that it is of, like main."),
  sha: z
    .string()
    .regex(/^[0-9a-f]{7,40}$/)
    .optional()
    .describe("The commit, where the name is a tag."),
  environment: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(100)
    .default("production")
    .describe("Where it was deployed to."),
  at: z.iso.datetime({ offset: true }).optional().describe("When it ended; now when left out."),
});
type Input = z.output<typeof Input>;

export const recordDeployment = defineCapability({
  name: "deployments.record",
  summary: "Say that a deployment happened or failed, or what kind of deployment it was.",
  risk: "record",
  command: "/deploy",
  input: Input,
  result: Recorded,

  async run(context, input) {
    await refuseGuests(context);
    const known = await context.corrections.deployment(input.repository, input.name, input.environment);
    if (known) return correct(context, known, input);
    if (input.status === "never") throw new UserError(`No deployment “${input.name}” of ${input.repository} is known.`);
    return add(context, input);
  },

  view: confirmRecord,
});

/** What is known already is only told apart: when and how it ended is its source's to say. */
async function correct(context: Context, { subject, said }: Correctable, input: Input): Promise<Recorded> {
  refuseIdle(input);
  const { repository: repo, kind, status } = input;
  const before = said ?? { kind: null, isVoid: false };
  const isVoid = status === undefined ? before.isVoid : status === "never";
  const deploymentKind = toKind(kind, before.kind);
  const at = context.now().getTime();
  const words = { kind: "correction" as const, repo, subject, at, by: context.actor.id, cause: null };
  await context.corrections.record(idOf(context), { ...words, deploymentKind, isVoid });
  const back = { kind: before.kind ?? "as-told", status: before.isVoid ? "never" : "success" };
  const undo = { name: "deployments.record", input: { repository: repo, name: subject, ...back } };
  return { subject, does: describeCorrection(subject, deploymentKind, isVoid), undo };
}

/** What would change nothing, and what is not ours to say. */
function refuseIdle({ name, kind, status }: Input): void {
  if (status === "failure") {
    throw new UserError("Its source says how a known deployment ended. What it broke is an incident: /incident-fact.");
  }
  if (kind !== undefined || status !== undefined) return;
  throw new UserError(`${name} is known already. Say kind:hotfix, kind:rollback, kind:normal or status:never.`);
}

function toKind(said: Input["kind"], before: DeploymentKind | null): DeploymentKind | null {
  if (said === undefined) return before;
  return said === "as-told" ? null : said;
}

function describeCorrection(subject: string, kind: DeploymentKind | null, isVoid: boolean): string {
  if (isVoid) return `${subject} never happened`;
  return kind === null ? `${subject} is what its source says` : `${subject} was a ${kind} deployment`;
}

function readAt(context: Context, { at }: Input): Date {
  const moment = readMoment(at, context.now());
  if (moment < FIRST)
    throw new UserError(`${at} is before the year 2000. Say when it ended, like 2026-08-17T09:30:00Z.`);
  return moment;
}

async function add(context: Context, input: Input): Promise<Recorded> {
  const { repository: repo, branch, sha, environment, status, kind } = input;
  await requireRepository(context, repo);
  const [ref, at] = [cleanText(input.name, 200), readAt(context, input).getTime()];
  const id = `said-${sha256(idOf(context)).slice(0, ID_LENGTH)}`;
  const state = status === "failure" ? ("failure" as const) : ("success" as const);
  // Without a commit none is known: a name of its own keeps it from looking like another deployment's.
  const place = { repo, id, environment, ref, branch: branch ?? null, sha: sha ?? id };
  const event: EventOf<"deployment"> = {
    ...{ kind: "deployment", ...place, creator: context.actor.id, url: "", createdAt: at, at },
    status: { state, at },
  };
  await context.corrections.record(idOf(context), event);
  const subject = `${repo}/deployments/${id}`;
  if (kind !== undefined && kind !== "as-told") {
    const said = { kind: "correction" as const, repo, subject, at: context.now().getTime(), by: context.actor.id };
    await context.corrections.record(`${idOf(context)}:kind`, {
      ...said,
      deploymentKind: kind,
      cause: null,
      isVoid: false,
    });
  }
  const undo = { name: "deployments.record", input: { repository: repo, name: subject, status: "never" } };
  return {
    subject,
    does: `${ref} of ${repo} ${state === "success" ? "was deployed" : "failed to deploy"} to ${environment}`,
    undo,
  };
}

import { z } from "zod";
import { NO_DEPLOYMENT } from "#domain/metrics/correction";
import { repositoryOf } from "#domain/subject";
import { defineCapability } from "#kernel/capability";
import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { confirmRecord, idOf, Recorded, refuseGuests } from "./recorded.ts";

/** What takes back what was said. */
const AS_TOLD = "as-told";

export const recordIncident = defineCapability({
  name: "incidents.record",
  summary: "Say which deployment an incident belongs to, or that none caused it.",
  risk: "record",
  command: "/incident-fact",
  input: z.object({
    incident: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}#\d{1,9}$/, { error: "Write the incident like acme/api#7." })
      .describe("The incident, like acme/api#7."),
    deployment: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .describe("Its tag, commit or id; none where no deployment caused it, as-told to take back what was said."),
  }),
  result: Recorded,

  async run(context, { incident, deployment: name }) {
    await refuseGuests(context);
    const known = await context.corrections.incident(incident);
    if (!known)
      throw new UserError(`${incident} is no incident that is known: it is an issue with the label incident.`);
    const repo = repositoryOf(incident);
    const cause = await findCause(context, repo, name);
    const said = { repo, subject: incident, at: context.now().getTime(), by: context.actor.id, cause };
    await context.corrections.record(idOf(context), {
      kind: "correction",
      ...said,
      deploymentKind: null,
      isVoid: false,
    });
    const undo = { name: "incidents.record", input: { incident, deployment: known.said?.cause ?? AS_TOLD } };
    return { subject: incident, does: describe(incident, cause), undo };
  },

  view: confirmRecord,
});

/** The id of the deployment; what nobody knows is refused, because it would be said in vain. */
async function findCause({ corrections }: Context, repo: string, name: string): Promise<string | null> {
  if (name === AS_TOLD) return null;
  if (name === NO_DEPLOYMENT) return NO_DEPLOYMENT;
  const found = await corrections.deployment(repositoryOf(name) || repo, name);
  if (!found) throw new UserError(`No deployment “${name}” of ${repo} is known.`);
  return found.subject;
}

function describe(incident: string, cause: string | null): string {
  if (cause === null) return `${incident} belongs to the deployment that the rules find`;
  return cause === NO_DEPLOYMENT ? `${incident} was caused by no deployment` : `${incident} was caused by ${cause}`;
}

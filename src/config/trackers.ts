import { z } from "zod";
import type { Category } from "#domain/tickets/categories";
import { optional, Secrets, Url, withDefault } from "./fields.ts";

const FieldId = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,99}$/, "Write the id of a field, like customfield_10016.");
const Categories = z.enum(["todo", "doing", "done", "dropped"]);
/** QA=doing, Won't Ship=dropped */
const Statuses = z
  .string()
  .transform((list) => list.split(",").map((pair) => pair.split("=").map((part) => part.trim())))
  .pipe(
    z.array(z.tuple([z.string().min(1).max(255), Categories], { error: "Write STATUS=todo, doing, done or dropped." })),
  );

/** What we read of the environment about where tickets live. */
export const TrackersEnvironment = {
  JIRA_URL: optional(Url),
  JIRA_EMAIL: optional(z.email("Write the e-mail address that the token belongs to.")),
  JIRA_TOKEN: optional(z.string().min(8)),
  JIRA_WEBHOOK_SECRET: optional(Secrets),
  JIRA_POINTS_FIELD: withDefault(FieldId, "customfield_10016"),
  JIRA_SPRINT_FIELD: withDefault(FieldId, "customfield_10020"),
  JIRA_FLAG_FIELD: withDefault(FieldId, "customfield_10021"),
  LINEAR_API_URL: withDefault(Url, "https://api.linear.app/graphql"),
  LINEAR_API_KEY: optional(z.string().min(8)),
  LINEAR_WEBHOOK_SECRET: optional(Secrets),
  TICKET_STATUSES: optional(Statuses),
};

const Shape = z.object(TrackersEnvironment);
type Shape = z.output<typeof Shape>;

export interface TrackersConfig {
  /** Null where a vendor is not connected. */
  jira: { url: string; email: string; token: string } | null;
  linear: { apiUrl: string; apiKey: string } | null;
  tickets: {
    /** What statuses mean where the trackers' own word does not count. */
    statuses: ReadonlyMap<string, Category>;
    /** Which of the site's own fields hold what. */
    jiraFields: { points: string; sprint: string; flag: string };
    webhookSecrets: { jira: string[]; linear: string[] };
  };
}

export function toTrackers(env: Shape): TrackersConfig {
  const { JIRA_URL: url, JIRA_EMAIL: email, JIRA_TOKEN: token, LINEAR_API_KEY: apiKey } = env;
  return {
    jira: url && email && token ? { url, email, token } : null,
    linear: apiKey ? { apiUrl: env.LINEAR_API_URL, apiKey } : null,
    tickets: {
      statuses: new Map(env.TICKET_STATUSES ?? []),
      jiraFields: { points: env.JIRA_POINTS_FIELD, sprint: env.JIRA_SPRINT_FIELD, flag: env.JIRA_FLAG_FIELD },
      webhookSecrets: { jira: env.JIRA_WEBHOOK_SECRET ?? [], linear: env.LINEAR_WEBHOOK_SECRET ?? [] },
    },
  };
}

export function faultInTrackers({ JIRA_URL, JIRA_EMAIL, JIRA_TOKEN }: Shape): string | undefined {
  const given = [JIRA_URL, JIRA_EMAIL, JIRA_TOKEN].filter((value) => value !== undefined).length;
  if (given === 0 || given === 3) return undefined;
  return "JIRA_URL, JIRA_EMAIL and JIRA_TOKEN belong together: set all of them, or none.";
}

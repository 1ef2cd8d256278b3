import type { Issue } from "jira.js/cloud";
import { z } from "zod";

/** Where the mark of an effect is kept, on an issue and on a comment. */
export const EFFECT_PROPERTY = "adjutant.effect";

export interface JiraUser {
  accountId: string;
  name: string;
  email: string | null;
}

const User = z.object({
  accountId: z.string(),
  displayName: z.string().optional(),
  /** Many hide theirs. */
  emailAddress: z.string().optional(),
});
/** jira.js leaves the fields of an issue open; these are the ones that we asked for. */
const Fields = z.object({
  summary: z.string(),
  status: z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }).optional() }),
  assignee: User.nullish(),
});

export function readUser(user: unknown): JiraUser | undefined {
  const parsed = User.safeParse(user);
  if (!parsed.success) return undefined;
  const { accountId, displayName, emailAddress } = parsed.data;
  return { accountId, name: displayName ?? accountId, email: emailAddress || null };
}

export function readIssue({ id, key, fields }: Issue, url: string) {
  const { summary, status, assignee } = Fields.parse(fields);
  if (id === undefined || key === undefined) throw new Error("Jira shows an issue without a key.");
  return {
    ...{ id, key, title: summary, url: `${url}/browse/${key}`, status: status.name },
    isDone: status.statusCategory?.key === "done",
    assignee: readUser(assignee) ?? null,
  };
}

import type { Inline } from "#lib/view";

/** What something is about: `owner/repo#7`, `owner/repo/deployments/7`, `team:core`. */
export interface Subject {
  subject: string;
  url: string;
}

/** The repository a subject lies in; empty for a team. */
export function repositoryOf(subject: string): string {
  return /^[^/#:]+\/[^/#]+/.exec(subject)?.[0] ?? "";
}

/** Its name, as a link where there is something to open. */
export function toLink({ subject, url }: Subject): Inline {
  return url ? { link: url, label: subject } : { bold: subject };
}

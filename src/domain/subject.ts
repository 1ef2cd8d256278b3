import type { Inline } from "#lib/view";

/** What something is about: `owner/repo#7`, `owner/repo/deployments/7`, `team:core`. */
export interface Subject {
  subject: string;
  url: string;
}

/** `owner/repo` of `owner/repo#7`, `owner/repo@SHA`, `owner/repo:branch` or `owner/repo/deployments/7`; empty for a team. */
export function repositoryOf(subject: string): string {
  return /^[^/#:]+\/[^/#@:]+/.exec(subject)?.[0] ?? "";
}

/** Its name, as a link where there is something to open. */
export function toLink({ subject, url }: Subject): Inline {
  return url ? { link: url, label: subject } : { bold: subject };
}

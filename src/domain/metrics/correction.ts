import { z } from "zod";
import type { Contribution } from "../fact-tables.ts";
import { toVersion } from "../version.ts";

export const DeploymentKind = z.enum(["normal", "hotfix", "rollback"]);
export type DeploymentKind = z.output<typeof DeploymentKind>;

/** What people say of an incident that no deployment brought. */
export const NO_DEPLOYMENT = "none";

/** What a person says of a deployment or an incident; what they say later replaces it. */
export const CorrectionEvent = z.object({
  kind: z.literal("correction"),
  repo: z.string(),
  isClockSuspect: z.boolean().optional(),
  /** `owner/repo/deployments/7` or `owner/repo#7`. */
  subject: z.string(),
  at: z.number().int().nonnegative(),
  by: z.string(),
  deploymentKind: DeploymentKind.nullable(),
  /** The deployment behind an incident, or "none". */
  cause: z.string().nullable(),
  /** Whether it never happened. */
  isVoid: z.boolean(),
});
export type CorrectionEvent = z.output<typeof CorrectionEvent>;

export function readCorrection(event: CorrectionEvent): Contribution[] {
  const { subject, at, by, deploymentKind: kind, cause, isVoid } = event;
  const version = toVersion(at, 0, [by, kind, cause, isVoid]);
  return [{ table: "corrections", row: { subject, version, at, by, kind, cause, isVoid } }];
}

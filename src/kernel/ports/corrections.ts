import type { EventOf } from "#domain/events";
import type { CorrectionEvent, DeploymentKind } from "#domain/metrics/correction";

/** What is known of a deployment or an incident that somebody speaks of. */
export interface Correctable {
  /** `owner/repo/deployments/7` or `owner/repo#7`. */
  subject: string;
  /** What somebody said of it before, as it stands now. */
  said: { kind: DeploymentKind | null; cause: string | null; isVoid: boolean } | null;
}

/** What people know better than the tools. Each is kept as an event, so that facts made anew know it too. */
export interface Corrections {
  /** The latest deployment of a repository by its id, or by its tag or commit in an environment; in any where none is named. */
  deployment(repository: string, name: string, environment?: string): Promise<Correctable | undefined>;
  incident(subject: string): Promise<Correctable | undefined>;
  /** The same id twice is kept once. */
  record(id: string, event: CorrectionEvent | EventOf<"deployment">): Promise<void>;
}

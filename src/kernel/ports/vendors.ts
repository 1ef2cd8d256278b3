import type { CalendarReads, CalendarWrites } from "./calendar.ts";
import type { GithubReads, GithubWrites } from "./github.ts";
import type { JiraReads, JiraWrites } from "./jira.ts";
import type { LinearReads, LinearWrites } from "./linear.ts";
import type { PagerdutyWrites } from "./pagerduty.ts";
import type { PolicyWrites } from "./policy.ts";

/** What can be read of each vendor at any time; null for one that is not connected. */
export interface VendorReads {
  github: GithubReads | null;
  jira: JiraReads | null;
  linear: LinearReads | null;
  /** A calendar. */
  google: CalendarReads | null;
}

/** What can be changed at each vendor. Every method is one request, sent once. */
export interface VendorWrites {
  github: GithubWrites | null;
  jira: JiraWrites | null;
  linear: LinearWrites | null;
  pagerduty: PagerdutyWrites | null;
  google: CalendarWrites | null;
  /** Our own policy. */
  adjutant: PolicyWrites | null;
}

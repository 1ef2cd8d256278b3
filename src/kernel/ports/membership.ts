import type { Voter } from "#domain/trust/decide";
import type { Place } from "#domain/trust/verdict";
import type { Actor } from "../invocation.ts";

/** Who people are to the policy, asked of Slack anew every minute. Throws UnavailableError when it cannot be known. */
export interface Membership {
  /** Undefined for what is no human: a schedule, a rule, a key bound to nobody. */
  voterOf(actor: Actor): Promise<Voter | undefined>;
  /** What kind of place a channel is; `external` where nothing can be known. */
  placeOf(channel: string): Promise<Place>;
  /** Whether a member of Slack is in a channel. */
  isIn(channel: string, slackId: string): Promise<boolean>;
  /** The Slack ids of those in a group of Slack. */
  membersOf(group: string): Promise<string[]>;
}

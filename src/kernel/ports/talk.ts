import type { Listening, TalkDecision } from "#domain/talk/decision";

/** What was heard in channels that are listened to: which thread is about which ticket, and what was decided. */
export interface Talk {
  /** As the policy has it now. */
  listening(): Listening;
  /** The ticket that a thread is about. */
  subjectOf(channel: string, thread: string): Promise<string | undefined>;
  remember(thread: { channel: string; thread: string; subject: string; at: Date }): Promise<void>;
  /** Noted twice, it is there once. */
  note(decision: TalkDecision): Promise<void>;
  /** The newest first. */
  decisions(options: { subject?: string | undefined; limit: number }): Promise<TalkDecision[]>;
}

import type { TalkKind } from "./judge.ts";

/** What came of something that was said. */
export const TALK_OUTCOMES = ["proposed", "asked", "quiet", "refused"] as const;
export type TalkOutcome = (typeof TALK_OUTCOMES)[number];

/** Why something that people said in a channel led to something, or did not. Their words are not kept. */
export interface TalkDecision {
  /** Of the invocation that heard it. */
  id: string;
  channel: string;
  /** Of the message, by which Slack finds it. */
  ts: string;
  /** A ticket, or the title of one that is asked for; empty where there is none. */
  subject: string;
  kind: TalkKind;
  confidence: number;
  reason: string;
  outcome: TalkOutcome;
  /** The number of what was proposed. */
  approval: number | null;
  at: Date;
}

/** In which channels it is listened at all, and how sure one has to be. */
export interface Listening {
  channels: readonly string[];
  threshold: number;
  projects: ReadonlyMap<string, { threshold: number }>;
}

/** So much below the threshold somebody is asked; what is less sure than that is passed over. */
const ASKING_BAND = 0.25;

/** What is done with something said of a project so surely. */
export function courseOf(confidence: number, project: string, { threshold, projects }: Listening): TalkOutcome {
  const bar = projects.get(project)?.threshold ?? threshold;
  if (confidence >= bar) return "proposed";
  return confidence > 0 && confidence >= bar - ASKING_BAND ? "asked" : "quiet";
}

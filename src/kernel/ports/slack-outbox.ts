/** One message to send or to replace; `body` is the rendered message in JSON. */
export interface OutgoingMessage {
  /** A second message with the same key is not taken. */
  key: string;
  channel: string;
  kind: "post" | "update";
  body: string;
  /** The ts of the thread to answer in. */
  thread?: string;
  /** The key of an earlier message in whose thread this one belongs. */
  parent?: string;
  /** The ts of the message to replace. */
  target?: string;
}

type OutboxState = "queued" | "sending" | "checking" | "sent" | "uncertain" | "failed";

/** A message as its sender holds it. `attempts` is the token that says who holds it. */
export interface ClaimedMessage {
  id: string;
  key: string;
  lane: string;
  kind: "post" | "update";
  body: string;
  thread: string | null;
  parent: string | null;
  target: string | null;
  /** `checking`: an earlier attempt may have worked, so look before sending. */
  state: "sending" | "checking";
  attempts: number;
  attemptedAt: Date | null;
  createdAt: Date;
}

interface SentMessage {
  channel: string;
  state: OutboxState;
  ts: string | null;
  reason: string | null;
}

/** A message that was posted, with the body of its latest edition. */
export interface PostedMessage {
  key: string;
  channel: string;
  ts: string;
  body: string;
}

export interface Settlement {
  state: OutboxState;
  ts?: string;
  /** Where it stands: what was sent to a person stands in the conversation with them. */
  channel?: string;
  reason?: string;
  notBefore?: Date;
  body?: string;
}

/** A call that was too long for a button. */
export interface KeptCall {
  id: string;
  call: string;
}

/** What is to be said in Slack: kept first, then sent one after another per channel. */
export interface SlackOutbox {
  enqueue(messages: OutgoingMessage[], now: Date): Promise<void>;
  /** Takes the oldest due message of each channel that is not listed. */
  claim(claim: { now: Date; until: Date; exceptLanes: string[]; limit: number }): Promise<ClaimedMessage[]>;
  /** False when the message is no longer the claimer's. */
  settle(message: ClaimedMessage, settlement: Settlement): Promise<boolean>;
  find(key: string): Promise<SentMessage | undefined>;
  findPosted(at: { key: string } | { channel: string; ts: string }): Promise<PostedMessage | undefined>;
  /** Keeps calls that were too long for their buttons. */
  keepCalls(calls: KeptCall[], now: Date): Promise<void>;
  findCall(id: string): Promise<string | undefined>;
  /** Forgets what ended before, a limited number at a time; call again until it answers 0. */
  purge(before: Date): Promise<number>;
}

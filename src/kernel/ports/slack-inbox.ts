/** What Slack delivered, as it is kept. `body` is the payload in JSON. */
export interface Delivered {
  key: string;
  type: string;
  body: string;
}

export interface Redelivered extends Delivered {
  /** Counts the times somebody began to perform it, this one included. */
  attempts: number;
  receivedAt: Date;
}

interface Lease {
  now: Date;
  until: Date;
}

/** Remembers every delivery before it is acknowledged, so that a crash loses none and a repetition performs none twice. */
export interface SlackInbox {
  /** Keeps a delivery, under a lease; false when it is kept already. */
  keep(delivered: Delivered, lease: Lease): Promise<boolean>;
  /** Remembers that a delivery was performed. */
  finish(key: string): Promise<void>;
  /** Keeps the lease on what is still being performed. */
  extend(keys: string[], until: Date): Promise<void>;
  /**
   * Takes over what nobody is performing any more, oldest first. `isStart`: this process performs nothing yet, so where
   * it can be the only one, everything unfinished is free to take.
   */
  claim(lease: Lease & { limit: number; isStart: boolean }): Promise<Redelivered[]>;
  /** Gives up on one, saying why; a person can revive it. */
  bury(key: string, reason: string): Promise<void>;
  /** How many are unfinished. */
  depth(): Promise<number>;
  /** Forgets what came before, a limited number at a time; call again until it answers 0. */
  purge(before: Date): Promise<number>;
}

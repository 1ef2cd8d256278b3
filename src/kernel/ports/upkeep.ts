/** How much of its own work waits, and what was given up. */
export interface Backlog {
  jobs: { ready: number; dead: number };
  /** Of Slack: messages that may have been posted, and deliveries that could not be performed. */
  letters: { uncertain: number; dead: number };
  /** Events stored and not yet folded. */
  unfolded: number;
}

/** What the product knows of its own health. */
export interface Upkeep {
  backlog(): Promise<Backlog>;
}

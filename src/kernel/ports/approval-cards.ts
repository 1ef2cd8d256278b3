/** A card of an approval: one living message in one channel. */
export interface ApprovalCard {
  approval: string;
  channel: string;
  /** The key of its message in the outbox. */
  message: string;
  /** Rises with every edition. */
  version: number;
  /** The hash of what was shown last; empty before anything was. */
  shown: string;
}

export interface ApprovalCards {
  list(approval: string): Promise<ApprovalCard[]>;
  save(card: ApprovalCard): Promise<void>;
}

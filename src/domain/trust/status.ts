export const STATUSES = [
  "pending",
  "approved",
  "declined",
  "expired",
  "superseded",
  "performing",
  "done",
  "failed",
  "uncertain",
  "described",
] as const;
export type Status = (typeof STATUSES)[number];

/** From which status to which a change may lead; what is missing here is illegal. */
export const TRANSITIONS: Record<Status, readonly Status[]> = {
  pending: ["approved", "declined", "superseded", "expired"],
  // Uncertain: it was told before, nobody answered, and it is not to be told again.
  approved: ["performing", "expired", "superseded", "described", "uncertain"],
  // Back to approved: it was never sent, or is proved absent, and may be tried again.
  performing: ["done", "failed", "uncertain", "approved"],
  uncertain: ["done", "failed"],
  declined: [],
  expired: [],
  superseded: [],
  done: [],
  failed: [],
  described: [],
};

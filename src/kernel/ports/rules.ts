import type { Rule } from "#domain/rules";

/** The rules in force. */
export interface Rules {
  current(): Rule[];
  /** Why the file is not in force, when the one before it still is; null when all is well. */
  problem(): string | null;
}

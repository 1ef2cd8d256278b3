import { UserError } from "#kernel/errors";
import type { Announcements } from "#kernel/ports/announcements";

/**
 * Without Slack nothing can be announced, which is for the person who asked to know. It stands apart from what speaks to
 * Slack, whose libraries would be nearly half of all that a command of the terminal loads.
 */
export const NOWHERE: Announcements = {
  async post() {
    throw new UserError("Slack is not connected, so there is nowhere to post.");
  },
  async update() {
    throw new UserError("Slack is not connected, so there is nothing to update.");
  },
  find: async () => undefined,
  standing: async () => undefined,
};

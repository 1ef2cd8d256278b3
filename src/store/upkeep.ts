import { countUnfolded } from "./counts.ts";
import type { Store } from "./db.ts";
import { countJobs } from "./jobs.ts";
import { countLetters } from "./slack-letters.ts";

/** What waits, and what was given up (kernel/ports/upkeep.ts). */
export function createUpkeep(store: Store) {
  return {
    async backlog() {
      const [jobs, letters, unfolded] = await Promise.all([
        countJobs(store),
        countLetters(store),
        countUnfolded(store),
      ]);
      return { jobs, letters, unfolded };
    },
  };
}

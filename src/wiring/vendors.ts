import type { Config } from "#config";
import { createGithubReads } from "#integrations/github/reads";
import { createGithubWrites } from "#integrations/github/writes";
import type { VendorReads, VendorWrites } from "#kernel/ports/vendors";
import type { Metrics } from "#lib/metrics";
import { githubOf } from "./github.ts";
import { createTrackers } from "./trackers.ts";

/** What is read of vendors at the moment, and what is changed there. */
export function createVendors(config: Config, metrics: Metrics): { reads: VendorReads; writes: VendorWrites } {
  const now = () => new Date();
  const github = githubOf(config, metrics);
  const trackers = createTrackers(config, metrics);
  return {
    reads: { github: github ? createGithubReads(github) : null, ...trackers.reads },
    writes: { github: github ? createGithubWrites(github, now) : null, ...trackers.writes },
  };
}

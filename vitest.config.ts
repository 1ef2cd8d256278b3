import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const postgresUrl = process.env["TEST_DATABASE_URL"];

/** What takes longest, and mostly waits, begins first, so that nothing is left to wait for at the end. */
const LONG = /\/test\/(?:journeys\/|kernel\/trust\/kills|surfaces\/slack\/(?:lines|approvals|outbox))/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => Number(LONG.test(moduleId));
    return sorted.toSorted((a, b) => isLong(b) - isLong(a));
  }
}

export default defineConfig({
  test: {
    globalSetup: "test/support/postgres.ts",
    provide: { postgresUrl },
    // Most tests wait for timers and sockets, so one worker per core would leave the cores idle.
    maxWorkers: 4,
    // Nothing here is mocked, so a worker need not load the product anew for each file: that was a third of all the work.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: { include: ["src/**"], exclude: ["src/sandbox/**"] },
  },
});

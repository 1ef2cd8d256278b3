import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const postgresUrl = process.env["TEST_DATABASE_URL"];

const STARTS_PROCESSES = /test\/(journeys|kernel\/trust\/kills)/;

/** Begun last, those that take longest would be waited for by workers with nothing left to do. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { long = [], short = [] } = Object.groupBy(await super.sort(files), ({ moduleId }) =>
      STARTS_PROCESSES.test(moduleId) ? "long" : "short",
    );
    return [...long, ...short];
  }
}

export default defineConfig({
  test: {
    globalSetup: ["test/support/postgres.ts", "test/support/browser.ts", "test/support/templates.ts"],
    provide: { postgresUrl },
    // Most tests wait for timers and sockets, so one worker per core would leave the cores idle.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Nothing here is mocked, so a worker need not load the product anew for each file: that was a third of all the work.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: { include: ["src/**"], exclude: ["src/sandbox/**"] },
  },
});

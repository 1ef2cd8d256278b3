import { defineConfig } from "vitest/config";

const postgresUrl = process.env["TEST_DATABASE_URL"];

export default defineConfig({
  test: {
    globalSetup: ["test/support/postgres.ts", "test/support/browser.ts"],
    provide: { postgresUrl },
    // Most tests wait for timers and sockets, so one worker per core would leave the cores idle.
    maxWorkers: 3,
    // Nothing here is mocked, so a worker need not load the product anew for each file: that was a third of all the work.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: { include: ["src/**"], exclude: ["src/sandbox/**"] },
  },
});

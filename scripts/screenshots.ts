// node scripts/screenshots.ts: takes the pictures of docs/screenshots anew, while the journey over the numbers is walked.
import { spawnSync } from "node:child_process";

const JOURNEY = "test/journeys/numbers-page.test.ts";

const { status } = spawnSync("vitest", ["run", JOURNEY], {
  env: { ...process.env, SCREENSHOTS: "docs/screenshots", PATH: `node_modules/.bin:${process.env["PATH"]}` },
  stdio: "inherit",
});
process.exitCode = status ?? 1;

// The model of an approval's life against the real one, and the tests that say the rest.

import { atLeast, equal, type Figure } from "../figure.ts";
import { run } from "../main-job/terminal.ts";
import { proveFiles } from "../suite.ts";

/** A run has at least so many. */
const STEPS_MIN = 30;
const RUNS = { short: 60, long: 2_600 };

export async function* proveModel(isLong: boolean): AsyncGenerator<Figure> {
  const runs = isLong ? RUNS.long : RUNS.short;
  const { code, printed } = await run("vitest", ["run", "test/kernel/trust/model.test.ts", "--testTimeout=3600000"], {
    FC_RUNS: String(runs),
  });
  const [steps = "0"] = /\d+(?= steps of the model)/.exec(printed) ?? [];
  yield atLeast(`model of an approval, ${runs} runs: steps counted`, Number(steps), runs * STEPS_MIN);
  yield equal("model of an approval: ends with", code, 0);
}

const FILES: [what: string, files: string[]][] = [
  ["journeys: nudge, approve, kill, tickets, on both databases", ["test/journeys/approvals.test.ts"]],
  [
    "in a browser: nudge, approve, decline, modify, expire, text, pause and kill -9, dry run",
    ["test/journeys/approvals-page.test.ts"],
  ],
  ["cards, clicks and dialogs in Slack", ["test/surfaces/slack/approvals.test.ts"]],
  ["both notations and every mode × tier × place × requester", ["test/domain/trust"]],
  [
    "every effect against lost answers, late applies and refusals",
    ["test/capabilities/tickets", "test/kernel/trust/perform.test.ts", "test/kernel/trust/decide.test.ts"],
  ],
];

export async function* proveTests(): AsyncGenerator<Figure> {
  for (const [what, files] of FILES) yield proveFiles(what, files);
}

import type { Operation } from "#kernel/operation";
import { type Check, runCheck } from "#lib/check";

const CHECK_MS_MAX = 15_000;

/** Looks at everything the product needs from its surroundings; each failure says what to do. */
export function doctor(checks: () => readonly Check[]): Operation {
  return {
    name: "doctor",
    usage: "adjutant doctor [--json]",
    summary: "Check Node, database, tokens and what they may do, repositories, rules, webhook secrets and clocks.",
    async run({ terminal, json }) {
      const results = await Promise.all(checks().map((check) => runCheck(check, CHECK_MS_MAX)));
      const isHealthy = results.every(({ ok }) => ok);
      if (json) terminal.print(JSON.stringify({ ok: isHealthy, checks: results }, null, 2));
      for (const { name, ok, detail } of json ? [] : results) {
        terminal.print(`${ok ? "ok  " : "FAIL"} ${name}: ${detail}`);
      }
      return isHealthy;
    },
  };
}

import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import { describeDifference, replayPolicy } from "#domain/trust/replay-policy";
import type { Operation } from "#kernel/operation";
import type { Approvals } from "#kernel/ports/approvals";
import { UserError } from "#lib/errors";
import { readNamedFile } from "./named-file.ts";

const LAST_DEFAULT = 200;
const LAST_MAX = 10_000;

/** `adjutant policy test FILE`: what another policy would have decided, before it is put in force. */
export function testPolicy(open: () => Promise<Pick<Approvals, "listSince">>): Operation {
  return {
    name: "policy test",
    usage: "adjutant policy test FILE [--last 200] [--json]",
    summary: "Ask a policy about the last proposals: where it would have decided otherwise, and how.",
    async run({ words: [file], fields, json, terminal }) {
      const policy = parsePolicyYaml(await readNamedFile(file, "Name the policy file: adjutant policy test FILE"));
      const { listSince } = await open();
      const proposals = await listSince({ since: new Date(0), limit: readLast(fields["last"]?.[0]) });
      const replay = replayPolicy(policy, proposals);
      if (json) terminal.print(JSON.stringify(replay));
      else for (const line of describe(replay)) terminal.print(line);
      return true;
    },
  };
}

function readLast(text: string | undefined): number {
  const last = text === undefined ? LAST_DEFAULT : Number(text);
  if (Number.isInteger(last) && last > 0 && last <= LAST_MAX) return last;
  throw new UserError(`Say how many proposals to look at, ${LAST_MAX} at most: --last 200`);
}

function describe({ looked, differing }: ReturnType<typeof replayPolicy>): string[] {
  if (looked === 0) return ["Nothing was proposed yet, so there is nothing to test it on."];
  const lines = differing.map(describeDifference);
  return [...lines, `${differing.length} of the last ${looked} proposals would have been decided otherwise.`];
}

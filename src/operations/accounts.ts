import type { Octokit } from "@octokit/rest";
import type { SeenAccount } from "#domain/directory";
import { findCommitEmail } from "#integrations/github/emails";
import type { Directory } from "#kernel/ports/directory";
import type { Memory } from "#kernel/ports/memory";
import { DAY_MS } from "#lib/time";
import { type Authored, listUnmetActors, listUnplaced } from "#store/actors";
import type { Store } from "#store/db";

const UNMET_MAX = 500;
const ASKED_PER_RUN_MAX = 20;
const ASK_AGAIN_MS = 30 * DAY_MS;

export interface Meeting {
  store: Store;
  directory: Directory;
  memory: Memory;
  now(): Date;
  listMembers(): Promise<SeenAccount[]>;
  /** Undefined while no token is set. */
  github: (() => Promise<Octokit>) | undefined;
}

/** Meets whom Slack and the facts know, and links accounts of one e-mail address. What stays unknown is listed to people. */
export async function meetAccounts(meeting: Meeting): Promise<void> {
  const { store, directory, now } = meeting;
  await directory.see(await meeting.listMembers(), now());
  await directory.see(await listUnmetActors(store, UNMET_MAX), now());
  for (const authored of await listUnplaced(store, ASKED_PER_RUN_MAX)) await askForEmail(meeting, authored);
}

/** GitHub hides addresses in profiles; the commits of a pull request name them. Each account is asked about once a month. */
async function askForEmail({ github, directory, memory, now }: Meeting, authored: Authored): Promise<void> {
  if (!github) return;
  const key = `github:email-asked:${authored.handle}`;
  const asked = await memory.recall(key);
  if (typeof asked === "string" && now().getTime() - Date.parse(asked) < ASK_AGAIN_MS) return;
  const email = await findCommitEmail(await github(), authored);
  await memory.remember(key, now().toISOString(), now());
  if (email)
    await directory.see([{ vendor: "github", handle: authored.handle, kind: "human", name: null, email }], now());
}

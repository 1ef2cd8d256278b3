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
const ASKED_KEY = "github:email-asked:";

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
  if (!meeting.github) return;
  const askedBefore = new Date(now().getTime() - ASK_AGAIN_MS);
  const unasked = await listUnplaced(store, { keyPrefix: ASKED_KEY, askedBefore, limit: ASKED_PER_RUN_MAX });
  for (const authored of unasked) await askForEmail(meeting, await meeting.github(), authored);
}

/** GitHub hides addresses in profiles; the commits of a pull request name them. Each account is asked about once a month. */
async function askForEmail({ directory, memory, now }: Meeting, client: Octokit, authored: Authored): Promise<void> {
  const email = await findCommitEmail(client, authored);
  await memory.remember(`${ASKED_KEY}${authored.handle}`, now().toISOString(), now());
  if (email)
    await directory.see([{ vendor: "github", handle: authored.handle, kind: "human", name: null, email }], now());
}

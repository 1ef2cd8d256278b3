import type { Octokit } from "@octokit/rest";
import type { SeenAccount } from "#domain/directory";
import { findCommitEmail } from "#integrations/github/emails";
import type { Directory } from "#kernel/ports/directory";
import type { Memory } from "#kernel/ports/memory";
import type { VendorReads } from "#kernel/ports/vendors";
import { DAY_MS } from "#lib/time";
import { type Assigned, type Authored, listUnmetActors, listUnmetAssignees, listUnplaced } from "#store/actors";
import type { Store } from "#store/db";

const UNMET_MAX = 500;
const ASKED_PER_RUN_MAX = 20;
const ASK_AGAIN_MS = 30 * DAY_MS;
const ASKED_KEY = "github:email-asked:";
const ASSIGNEE_KEY = "assignee-asked:";

export interface Meeting {
  store: Store;
  directory: Directory;
  memory: Memory;
  now(): Date;
  listMembers(): Promise<SeenAccount[]>;
  /** Undefined while no token is set. */
  github: (() => Promise<Octokit>) | undefined;
  /** Where tickets are assigned to people. */
  vendors: Pick<VendorReads, "jira" | "linear">;
}

/** Meets whom Slack and the facts know, and links accounts of one e-mail address. What stays unknown is listed to people. */
export async function meetAccounts(meeting: Meeting): Promise<void> {
  const { store, directory, now } = meeting;
  await directory.see(await meeting.listMembers(), now());
  await directory.see(await listUnmetActors(store, UNMET_MAX), now());
  const askedBefore = new Date(now().getTime() - ASK_AGAIN_MS);
  // An outage of one of them keeps nobody from being met by the other.
  const ended = await Promise.allSettled([meetAssignees(meeting, askedBefore), meetAuthors(meeting, askedBefore)]);
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}

async function meetAuthors(meeting: Meeting, askedBefore: Date): Promise<void> {
  const { store } = meeting;
  if (!meeting.github) return;
  const unasked = await listUnplaced(store, { keyPrefix: ASKED_KEY, askedBefore, limit: ASKED_PER_RUN_MAX });
  for (const authored of unasked) await askForEmail(meeting, await meeting.github(), authored);
}

/** Trackers name people by ids that say nothing; each is asked about once a month. */
async function meetAssignees(meeting: Meeting, askedBefore: Date): Promise<void> {
  const { store, directory, memory, now } = meeting;
  const unmet = await listUnmetAssignees(store, { keyPrefix: ASSIGNEE_KEY, askedBefore, limit: ASKED_PER_RUN_MAX });
  for (const { source: vendor, handle, ref } of unmet) {
    const found = await findAssignee(meeting.vendors, { source: vendor, handle, ref });
    await memory.remember(`${ASSIGNEE_KEY}${vendor}:${handle}`, now().toISOString(), now());
    if (found) await directory.see([{ vendor, handle, kind: "human", ...found }], now());
  }
}

async function findAssignee({ jira, linear }: Meeting["vendors"], { source, handle, ref }: Assigned) {
  const users = source === "jira" ? await jira?.assignable(ref, { accountId: handle }) : await linear?.users(handle);
  const [user] = users ?? [];
  return user && { name: user.name, email: user.email ?? null };
}

/** GitHub hides addresses in profiles; the commits of a pull request name them. Each account is asked about once a month. */
async function askForEmail({ directory, memory, now }: Meeting, client: Octokit, authored: Authored): Promise<void> {
  const email = await findCommitEmail(client, authored);
  await memory.remember(`${ASKED_KEY}${authored.handle}`, now().toISOString(), now());
  if (email)
    await directory.see([{ vendor: "github", handle: authored.handle, kind: "human", name: null, email }], now());
}

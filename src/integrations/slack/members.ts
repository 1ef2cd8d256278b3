import type { WebClient } from "@slack/web-api";
import type { SeenAccount } from "#domain/directory";

const PAGE_SIZE = 200;
const PAGES_MAX = 100;

/** Everyone in the workspace, as the directory remembers them. E-mail addresses come only with their scope. */
export async function listMembers(client: WebClient): Promise<SeenAccount[]> {
  const members: SeenAccount[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const reply = await client.users.list({ limit: PAGE_SIZE, ...(cursor && { cursor }) });
    members.push(...(reply.members ?? []).flatMap(toAccount));
    cursor = reply.response_metadata?.next_cursor || undefined;
    if (!cursor) break;
  }
  return members;
}

interface Member {
  id?: string;
  deleted?: boolean;
  is_bot?: boolean;
  real_name?: string;
  name?: string;
  tz?: string;
  profile?: { email?: string; display_name?: string; real_name?: string };
}

/** Slack's own bot is a member too, and says nothing of being one. */
const SLACKBOT = "USLACKBOT";

function toAccount({ id, deleted, is_bot, real_name, name, tz, profile }: Member): SeenAccount[] {
  if (!id || deleted) return [];
  const shown = profile?.real_name || real_name || profile?.display_name || name || id;
  const kind = is_bot || id === SLACKBOT ? "bot" : "human";
  return [{ vendor: "slack", handle: id, name: shown, email: profile?.email ?? null, zone: tz ?? null, kind }];
}

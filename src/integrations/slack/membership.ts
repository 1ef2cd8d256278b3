import type { WebClient } from "@slack/web-api";
import { UnavailableError } from "#lib/errors";

/** For so long what Slack said of somebody is taken to be true still. */
const KEPT_MS = 60_000;
const KEPT_MAX = 5_000;
const MEMBERS_PAGE = 200;
const MEMBERS_MAX = 5_000;

interface Actor {
  kind: string;
  id: string;
}

export interface MembershipOptions {
  /** Undefined where there is no Slack: then nobody is known, but the operator at the machine. */
  client: WebClient | undefined;
  /** Whether whoever is at this machine may decide, as only without real credentials. */
  isLocalMode: boolean;
  /** Whom an API key stands for, as a Slack member; undefined for one that stands for nobody. */
  ownerOf(key: string): string | undefined;
  /** Groups that the policy speaks of. */
  groups(): string[];
  personOf(account: { vendor: "slack"; handle: string }): Promise<{ id: string } | undefined>;
  now(): Date;
}

/** Who people are, and what places are, as Slack says (kernel/ports/membership.ts). */
export function createMembership(options: MembershipOptions) {
  const { client, isLocalMode, ownerOf, groups, personOf, now } = options;
  const remember = createMemo(now);

  async function voterOf({ kind, id }: Actor) {
    if (kind === "operator")
      return isLocalMode ? { person: id, slackIds: [], isGuest: false, isOperator: true } : undefined;
    const handle = kind === "key" ? ownerOf(id) : handleOf(kind, id);
    return handle && client ? readVoter(client, handle) : undefined;
  }

  async function readVoter(client: WebClient, handle: string) {
    const [member, inGroups] = await remember(`user:${handle}`, () =>
      Promise.all([readMember(client, handle), readGroups(client, groups(), handle)]),
    );
    // Ours, and not remembered: whoever was met a moment ago is no stranger any more.
    const person = await personOf({ vendor: "slack", handle });
    const isGuest = member.isGuest || person === undefined;
    return { person: person?.id ?? `slack:${handle}`, slackIds: [handle, ...inGroups], isGuest, isOperator: false };
  }

  async function placeOf(channel: string): Promise<Place> {
    if (!client) return { kind: "external" };
    if (/^[DUW]/.test(channel)) return { kind: "dm" };
    return remember(`channel:${channel}`, () => readPlace(client, channel)).catch((): Place => ({ kind: "external" }));
  }

  async function isIn(channel: string, slackId: string): Promise<boolean> {
    if (!client) return false;
    const members = await remember(`members:${channel}`, () => readMembers(client, channel));
    return members.includes(slackId);
  }

  async function membersOf(group: string): Promise<string[]> {
    return client ? remember(`group:${group}`, () => readGroup(client, group)) : [];
  }

  return { voterOf, placeOf, isIn, membersOf };
}

function handleOf(kind: string, id: string): string | undefined {
  const [vendor, handle] = id.split(":");
  return kind === "person" && vendor === "slack" ? handle : undefined;
}

type Place = { kind: "dm" } | { kind: "private" | "public"; members: number } | { kind: "external" };

/** Answers from memory for a minute; a failure is not remembered. */
function createMemo(now: () => Date) {
  const kept = new Map<string, { value: Promise<unknown>; until: number }>();
  return function remember<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
    const known = kept.get(key);
    if (known && known.until > now().getTime()) return known.value as Promise<Value>;
    const value = read();
    kept.set(key, { value, until: now().getTime() + KEPT_MS });
    value.catch(() => kept.delete(key));
    if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value ?? "");
    return value;
  };
}

async function readMember(client: WebClient, user: string) {
  const [{ user: member }, { team_id: ours }] = await Promise.all([
    asking(client.users.info({ user })),
    asking(client.auth.test()),
  ]);
  if (!member || member.deleted || member.is_bot) return { isGuest: true };
  // Somebody of another workspace, who shares a channel with us.
  const isForeign = member.team_id !== undefined && ours !== undefined && member.team_id !== ours;
  return { isGuest: Boolean(isForeign || member.is_restricted || member.is_ultra_restricted || member.is_stranger) };
}

/** Of the groups that the policy names, those this member is in. */
async function readGroups(client: WebClient, groups: string[], user: string): Promise<string[]> {
  const memberships = await Promise.all(
    groups.map(async (usergroup) => {
      const members = await readGroup(client, usergroup);
      return members.includes(user) ? [usergroup] : [];
    }),
  );
  return memberships.flat();
}

/** Of a channel that we are not in nobody can say; there we could not post anyway. */
async function readMembers(client: WebClient, channel: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = { channel, limit: MEMBERS_PAGE, ...(cursor !== undefined && { cursor }) };
    const { members = [], response_metadata: next } = await asking(client.conversations.members(page));
    found.push(...members);
    cursor = next?.next_cursor || undefined;
  } while (cursor !== undefined && found.length < MEMBERS_MAX);
  return found;
}

async function readGroup(client: WebClient, usergroup: string): Promise<string[]> {
  const { users = [] } = await asking(client.usergroups.users.list({ usergroup }).catch(withoutMembers));
  return users;
}

/** A group that was deleted, or mistyped in the policy, must not keep everybody else from deciding, or from pausing. */
function withoutMembers(error: unknown): { users?: string[] } {
  const code = error instanceof Error && "data" in error ? (error.data as { error?: string }).error : undefined;
  if (code === "no_such_subteam" || code === "subteam_not_found") return {};
  throw error;
}

async function readPlace(client: WebClient, channel: string): Promise<Place> {
  const { channel: found } = await asking(client.conversations.info({ channel, include_num_members: true }));
  if (!found || found.is_ext_shared || found.is_pending_ext_shared) return { kind: "external" };
  if (found.is_im || found.is_mpim) return { kind: "dm" };
  return { kind: found.is_private ? "private" : "public", members: found.num_members ?? Number.POSITIVE_INFINITY };
}

/** Who may decide must be known: what cannot be read refuses. */
async function asking<Reply>(reply: Promise<Reply>): Promise<Reply> {
  try {
    return await reply;
  } catch (cause) {
    throw new UnavailableError("Slack does not say who you are at the moment.", { cause });
  }
}

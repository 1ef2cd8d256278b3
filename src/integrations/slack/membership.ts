import type { WebClient } from "@slack/web-api";
import { UnavailableError } from "#lib/errors";

/** For so long what Slack said of somebody is taken to be true still. */
const KEPT_MS = 60_000;
const KEPT_MAX = 5_000;

interface Actor {
  kind: string;
  id: string;
}

export interface MembershipOptions {
  /** Undefined where there is no Slack: then nobody is known, but the operator at the machine. */
  client: WebClient | undefined;
  /** Whether whoever is at this machine may decide, as only without real credentials. */
  isLocalMode: boolean;
  /** Groups that the policy speaks of. */
  groups(): string[];
  personOf(account: { vendor: "slack"; handle: string }): Promise<{ id: string } | undefined>;
  now(): Date;
}

/** Who people are, and what places are, as Slack says (kernel/ports/membership.ts). */
export function createMembership(options: MembershipOptions) {
  const { client, isLocalMode, groups, personOf, now } = options;
  const remember = createMemo(now);

  async function voterOf({ kind, id }: Actor) {
    if (kind === "operator")
      return isLocalMode ? { person: id, slackIds: [], isGuest: false, isOperator: true } : undefined;
    const [vendor, handle] = id.split(":");
    if (kind !== "person" || vendor !== "slack" || !handle || !client) return undefined;
    return remember(`user:${handle}`, async () => {
      const [member, person, inGroups] = await Promise.all([
        readMember(client, handle),
        personOf({ vendor: "slack", handle }),
        readGroups(client, groups(), handle),
      ]);
      const isGuest = member.isGuest || person === undefined;
      return { person: person?.id ?? id, slackIds: [handle, ...inGroups], isGuest, isOperator: false };
    });
  }

  async function placeOf(channel: string): Promise<Place> {
    if (!client) return { kind: "external" };
    if (/^[DUW]/.test(channel)) return { kind: "dm" };
    return remember(`channel:${channel}`, () => readPlace(client, channel)).catch((): Place => ({ kind: "external" }));
  }

  async function membersOf(group: string): Promise<string[]> {
    return client ? remember(`group:${group}`, () => readGroup(client, group)) : [];
  }

  return { voterOf, placeOf, membersOf };
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
  const { user: member } = await asking(client.users.info({ user }));
  const isGone = !member || member.deleted === true || member.is_bot === true;
  const isGuest =
    isGone || member.is_restricted === true || member.is_ultra_restricted === true || member.is_stranger === true;
  return { isGuest };
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

async function readGroup(client: WebClient, usergroup: string): Promise<string[]> {
  const { users = [] } = await asking(client.usergroups.users.list({ usergroup }));
  return users;
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

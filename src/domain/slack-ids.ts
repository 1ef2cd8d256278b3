/** Ids of Slack tell by their first letter what they are of; W is a member of a whole organisation. */
export const MEMBER_ID = /^[UW][A-Z0-9]{2,20}$/;
export const GROUP_ID = /^S[A-Z0-9]{2,20}$/;
/** A channel, public or private. */
export const CHANNEL_ID = /^[CG][A-Z0-9]{2,20}$/;
/** Wherever something can be posted: a channel, or a direct message. */
export const PLACE_ID = /^[CGD][A-Z0-9]{2,20}$/;

const MENTION = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/;

/** "slack:U024" and "U024" are U024; undefined for what is no member of Slack: keys, rules, groups. */
export function memberIn(id: string): string | undefined {
  const bare = id.replace(/^slack:/, "");
  return MEMBER_ID.test(bare) ? bare : undefined;
}

/** Whom somebody means, without the signs of a mention: "<@U024|ben>" is U024, "@ben" is ben. */
export function bareName(words: string): string {
  return words.replace(MENTION, "$1").replace(/^@/, "");
}

/** "slack:C024" and "slack:C024:1700000000.1" are in C024; undefined of what is elsewhere. */
export function slackIdIn(ref: string | undefined): string | undefined {
  const [vendor, id] = ref?.split(":") ?? [];
  return vendor === "slack" ? id : undefined;
}

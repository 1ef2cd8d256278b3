/** What the app may do in a workspace, why, and what is lost without it. */
export interface Scope {
  name: string;
  why: string;
  /** For an optional scope: what is different without it. */
  without?: string;
}

/** As few as today's features need; the manifest, the README and the doctor read them here. */
export const SCOPES: readonly Scope[] = [
  { name: "commands", why: "Hear slash commands." },
  { name: "app_mentions:read", why: "Hear when somebody mentions Adjutant." },
  {
    name: "im:history",
    why: "Hear what people write to Adjutant directly, and read what they wrote while it was away.",
  },
  { name: "assistant:write", why: "Show what it is working on, let people stop it, and suggest what to ask." },
  { name: "chat:write", why: "Answer, in the places Adjutant was invited to." },
  { name: "users:read", why: "Know names and time zones, and tell people from bots." },
  {
    name: "users:read.email",
    why: "Match people with their accounts elsewhere by e-mail address.",
    without: "People link their accounts by hand, with /adjutant link.",
  },
  {
    name: "channels:read",
    why: "Know whether a channel is public and how many are in it, which decides what may be posted there unasked.",
    without: "Every public channel is treated as if strangers read it.",
  },
  {
    name: "groups:read",
    why: "The same of private channels, and whether whoever has something posted there by the clock is in it.",
    without: "Every private channel is treated as if strangers read it.",
  },
  {
    name: "usergroups:read",
    why: "Know who is in the groups that the policy names as approvers.",
    without: "The policy has to name people one by one.",
  },
  {
    name: "files:write",
    why: "Show a chart as a picture in a workspace that does not draw charts itself.",
    without: "There the chart's finding and its numbers stand in words alone.",
  },
  {
    name: "channels:history",
    why: "Look whether a message arrived whose answer was lost, read the thread of one that somebody wants planned, and hear replies in the threads of drafts.",
    without:
      "Such a message in a public channel is shown as uncertain, for a person to settle, and is planned without its thread; questions of a draft are answered with its buttons, or by mentioning Adjutant.",
  },
  {
    name: "groups:history",
    why: "The same in private channels.",
    without: "Such a message in a private channel is shown as uncertain, for a person to settle.",
  },
];

export const SLACK_SCOPES = {
  required: SCOPES.filter(({ without }) => without === undefined).map(({ name }) => name),
  optional: SCOPES.filter(({ without }) => without !== undefined).map(({ name }) => name),
};

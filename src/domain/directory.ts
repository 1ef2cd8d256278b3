import { z } from "zod";

/** People, teams and projects as the whole product names them. */

export const Vendor = z.enum(["slack", "github", "jira", "linear"]);
export type Vendor = z.output<typeof Vendor>;

/** An account as a vendor's events name it: a Slack user id, a GitHub login in lower case. */
export const AccountRef = z.object({ vendor: Vendor, handle: z.string().min(1).max(100) });
export type AccountRef = z.output<typeof AccountRef>;

export interface Person {
  id: string;
  name: string;
  email: string | null;
  /** IANA zone, for the times of messages only: as they set it, or else as Slack says. */
  zone: string | null;
  /** When they work, where they said so. */
  hours?: OfficeHours | undefined;
  /** Whether they want to be asked for the standup; yes unless they said no. */
  wantsPrompts?: boolean | undefined;
  accounts: AccountRef[];
}

/** In minutes after midnight. */
export interface OfficeHours {
  opens: number;
  closes: number;
}

/** What a vendor tells of an account. */
export interface SeenAccount extends AccountRef {
  name: string | null;
  email: string | null;
  zone?: string | null;
  kind: "human" | "bot";
}

export const TimeZone = z.string().refine(isTimeZone, { error: "Not a time zone. Write it like Europe/Berlin." });

export const Repository = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, { error: "Not a repository. Write it like owner/name." });

export const Key = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: "Use a short key of letters, digits and dashes, like core or web-team." });

/** Keys of projects are those of the tracker, in capitals: they are what tickets begin with. */
export const ProjectKey = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z][A-Z0-9]{0,19}$/, { error: "Use the key that tickets begin with, like ACME." });

/** A field that can be emptied: nothing, or the word none, as people type it where they cannot write null. */
export function orNone<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" || value === "none" ? null : value), schema.nullable());
}

/** A day of the calendar, like 2026-12-25. */
export const LocalDate = z.iso.date({ error: "Write a date like 2026-12-25." });

export const WorkingDays = z.array(z.number().int().min(1).max(7)).min(1).max(7);

export const Team = z.object({
  key: z.string(),
  name: z.string(),
  zone: z.string(),
  /** 1 Monday … 7 Sunday. */
  working_days: z.array(z.number()),
  /** Local dates on which nobody works, like 2026-12-25. */
  holidays: z.array(z.string()).optional(),
  repositories: z.array(z.string()),
  members: z.array(z.object({ id: z.string(), name: z.string() })),
  wip_limit: z.number().nullable(),
  channel: z.string().nullable(),
});
export type Team = z.output<typeof Team>;

export const Tracker = z.enum(["github", "jira", "linear"]);

export const Project = z.object({
  key: z.string(),
  name: z.string(),
  tracker: Tracker,
  team: z.string().nullable(),
  description: z.string().nullable(),
});
export type Project = z.output<typeof Project>;

/** The same login, however it was typed. */
export function toHandle(vendor: Vendor, name: string): string {
  const bare = name.trim().replace(/^@/, "");
  return vendor === "slack" ? bare.toUpperCase() : bare.toLowerCase();
}

function isTimeZone(zone: string): boolean {
  // The zone that everybody has; asking for it would load all the others.
  if (zone === "UTC") return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

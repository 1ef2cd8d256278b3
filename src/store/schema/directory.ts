import { randomUUIDv7 } from "node:crypto";
import type { Columns } from "../dialect.ts";

/** Who and what we know: people with their accounts, teams, projects, and small remembered values. */
export function defineDirectory(columns: Columns) {
  const people = definePeople(columns);
  return { ...people, ...defineTeams(columns, people.people), ...defineMemory(columns) };
}

function definePeople({ table, text, instant, primaryKey, index }: Columns) {
  const people = table("people", {
    id: text("id").primaryKey().$defaultFn(randomUUIDv7),
    name: text("name").notNull(),
    email: text("email"),
    zone: text("zone"),
    createdAt: instant("created_at").notNull(),
  });
  /** An account belongs to at most one person; one that nobody claimed yet has no person and is listed as unknown. */
  const accounts = table(
    "accounts",
    {
      vendor: text("vendor", { enum: ["slack", "github", "jira", "linear"] }).notNull(),
      /** The vendor's name for it as events give it: a Slack user id, a GitHub login in lower case. */
      handle: text("handle").notNull(),
      personId: text("person_id").references(() => people.id, { onDelete: "set null" }),
      name: text("name"),
      email: text("email"),
      kind: text("kind", { enum: ["human", "bot"] }).notNull(),
      linkedBy: text("linked_by"),
      linkedAt: instant("linked_at"),
      seenAt: instant("seen_at").notNull(),
      /** Its owner wanted to be forgotten: what the vendor says of it is not learned again. */
      erasedAt: instant("erased_at"),
    },
    (account) => [
      primaryKey({ columns: [account.vendor, account.handle] }),
      index("accounts_person").on(account.personId),
    ],
  );
  return { people, accounts };
}

function defineTeams(
  { table, text, json, integer, instant, primaryKey }: Columns,
  people: ReturnType<typeof definePeople>["people"],
) {
  const teams = table("teams", {
    key: text("key").primaryKey(),
    name: text("name").notNull(),
    zone: text("zone").notNull(),
    /** 1 Monday … 7 Sunday. */
    workingDays: json("working_days").$type<number[]>().notNull(),
    /** Local dates, like 2026-12-25. */
    holidays: json("holidays").$type<string[]>().notNull(),
    wipLimit: integer("wip_limit"),
    channel: text("channel"),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  });
  const teamMembers = table(
    "team_members",
    {
      team: text("team")
        .notNull()
        .references(() => teams.key, { onDelete: "cascade" }),
      personId: text("person_id")
        .notNull()
        .references(() => people.id, { onDelete: "cascade" }),
    },
    (member) => [primaryKey({ columns: [member.team, member.personId] })],
  );
  const teamRepositories = table(
    "team_repositories",
    {
      team: text("team")
        .notNull()
        .references(() => teams.key, { onDelete: "cascade" }),
      repo: text("repo").notNull(),
    },
    (repository) => [primaryKey({ columns: [repository.team, repository.repo] })],
  );
  const projects = table("projects", {
    key: text("key").primaryKey(),
    name: text("name").notNull(),
    tracker: text("tracker", { enum: ["github", "jira", "linear"] }).notNull(),
    team: text("team").references(() => teams.key, { onDelete: "set null" }),
    description: text("description"),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  });
  return { teams, teamMembers, teamRepositories, projects };
}

/** Watermarks, learned ids, and other single values that must survive a restart. */
function defineMemory({ table, text, json, instant }: Columns) {
  return {
    memory: table("memory", {
      key: text("key").primaryKey(),
      value: json("value").$type<unknown>().notNull(),
      updatedAt: instant("updated_at").notNull(),
    }),
  };
}

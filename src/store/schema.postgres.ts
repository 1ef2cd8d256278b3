import { defineTables } from "./schema.ts";

/** For drizzle-kit alone, which compares the tables a module exports with the last migration. */
export const {
  accounts,
  events,
  invocations,
  jobs,
  memory,
  people,
  projects,
  slots,
  teamMembers,
  teamRepositories,
  teams,
} = defineTables("postgres");

import type { Team } from "#domain/directory";
import { holidaysOf, parseHolidays } from "#domain/schedule/holidays";
import { createWatchedFile, type WatchedFileOptions } from "./watched-file.ts";

/** The days off that a file of the operator's names. */
export function createHolidaysSource(options: Omit<WatchedFileOptions<unknown>, "name" | "parse" | "fallback">) {
  return createWatchedFile({ ...options, name: "holidays", parse: parseHolidays, fallback: "" });
}

export type HolidaysSource = Pick<ReturnType<typeof createHolidaysSource>, "current">;

interface Teams {
  teams(): Promise<Team[]>;
  team(key: string): Promise<Team | undefined>;
}

/** Teams with the days off of the file beside their own. */
export function withHolidays<Directory extends Teams>(directory: Directory, { current }: HolidaysSource): Directory {
  const add = (team: Team): Team => ({ ...team, holidays: holidaysOf(current(), team) });
  return {
    ...directory,
    async teams() {
      return (await directory.teams()).map(add);
    },
    async team(key: string) {
      const team = await directory.team(key);
      return team && add(team);
    },
  };
}

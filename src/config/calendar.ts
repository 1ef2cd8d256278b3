import { z } from "zod";
import { optional, Url, withDefault } from "./fields.ts";

/** What we read of the environment about calendars: that in which meetings are put, and that of the days off. */
export const CalendarEnvironment = {
  GOOGLE_CALENDAR_URL: withDefault(Url, "https://www.googleapis.com/calendar/v3"),
  GOOGLE_CALENDAR_ID: withDefault(z.string().min(1).max(200), "primary"),
  GOOGLE_CALENDAR_TOKEN: optional(z.string().min(8)),
  HOLIDAYS_PATH: optional(z.string()),
};

const Shape = z.object(CalendarEnvironment);

export interface CalendarConfig {
  /** Null where none is connected: a meeting is then a file alone. */
  calendar: { url: string; calendarId: string; token: string } | null;
  /** A file with the days on which nobody works; each team has its own besides. */
  holidaysPath: string | null;
}

export function toCalendar(env: z.output<typeof Shape>): CalendarConfig {
  const { GOOGLE_CALENDAR_URL: url, GOOGLE_CALENDAR_ID: calendarId, GOOGLE_CALENDAR_TOKEN: token } = env;
  const calendar = token === undefined ? null : { url, calendarId, token };
  return { calendar, holidaysPath: env.HOLIDAYS_PATH ?? null };
}

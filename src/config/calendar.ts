import { z } from "zod";
import { optional, Url, withDefault } from "./fields.ts";

/** What we read of the environment about the calendar in which meetings are put. */
export const CalendarEnvironment = {
  GOOGLE_CALENDAR_URL: withDefault(Url, "https://www.googleapis.com/calendar/v3"),
  GOOGLE_CALENDAR_ID: withDefault(z.string().min(1).max(200), "primary"),
  GOOGLE_CALENDAR_TOKEN: optional(z.string().min(8)),
};

const Shape = z.object(CalendarEnvironment);

export interface CalendarConfig {
  /** Null where none is connected: a meeting is then a file alone. */
  calendar: { url: string; calendarId: string; token: string } | null;
}

export function toCalendar(env: z.output<typeof Shape>): CalendarConfig {
  const { GOOGLE_CALENDAR_URL: url, GOOGLE_CALENDAR_ID: calendarId, GOOGLE_CALENDAR_TOKEN: token } = env;
  return { calendar: token === undefined ? null : { url, calendarId, token } };
}

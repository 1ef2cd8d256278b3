import { z } from "zod";
import { createHttp, type HttpOptions } from "#lib/http";
import { explainReply, proveReply, ReplyError } from "../reply-error.ts";

const VENDOR = "Google Calendar";
const CREDENTIAL = "GOOGLE_CALENDAR_TOKEN";
const MARK = "adjutant";
const BODY_BYTES_MAX = 1_000_000;
/** It was deleted before. */
const GONE = 410;

export interface GoogleCalendarOptions {
  /** https://www.googleapis.com/calendar/v3 */
  url: string;
  /** Whose it is: an address, or "primary". */
  calendarId: string;
  token: string;
  now: () => Date;
  onAttempt?: HttpOptions["onAttempt"];
}

interface NewEvent {
  id: string;
  mark: string;
  title: string;
  description: string;
  start: Date;
  end: Date;
  zone: string;
  attendees: readonly string[];
}

const Event = z.object({
  status: z.string().default("confirmed"),
  htmlLink: z.url().optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).optional() }).optional(),
});
const Calendar = z.object({ id: z.string(), summary: z.string() });
const Refusal = z.object({ error: z.object({ message: z.string() }) });

/** One calendar of Google over our HTTP core (kernel/ports/calendar.ts). Guests hear of each change. */
export function createGoogleCalendar(options: GoogleCalendarOptions) {
  const send = createSend(options);
  return { reads: createReads(send, options), writes: createWrites(send, options.now) };
}

/** `path` is below the calendar. */
type Send = (path: string, init?: RequestInit) => Promise<string>;

function createSend({ url, calendarId, token, onAttempt }: GoogleCalendarOptions): Send {
  const baseUrl = url.replace(/\/+$/, "");
  const http = createHttp({
    ...{ vendor: VENDOR, baseUrl, bodyBytesMax: BODY_BYTES_MAX },
    ...(onAttempt && { onAttempt }),
  });
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" };
  return async (path, init = {}) => {
    const reply = await http(`${baseUrl}/calendars/${encodeURIComponent(calendarId)}${path}`, { ...init, headers });
    const text = await reply.text();
    if (!reply.ok) throw new ReplyError(`Google said ${reply.status}: ${wordsIn(text)}`, reply);
    return text;
  };
}

function createReads(send: Send, { calendarId, now }: GoogleCalendarOptions) {
  const explain = (error: unknown, what: string) =>
    explainReply(error, { vendor: VENDOR, what, credential: CREDENTIAL }, now());
  return {
    async calendar() {
      const text = await send("").catch((error: unknown) => Promise.reject(explain(error, `calendar ${calendarId}`)));
      const { id, summary } = Calendar.parse(JSON.parse(text));
      return { id, name: summary };
    },
    async event(id: string) {
      try {
        return toEvent(await send(`/events/${id}`));
      } catch (error) {
        if (error instanceof ReplyError && error.status === 404) return undefined;
        throw explain(error, "event");
      }
    },
  };
}

function createWrites(send: Send, now: () => Date) {
  return {
    async insert(event: NewEvent): Promise<{ url: string | null }> {
      const body = JSON.stringify(toBody(event));
      try {
        return toEvent(await send("/events?sendUpdates=all", { method: "POST", body }));
      } catch (error) {
        throw proveReply(error, now());
      }
    },
    async remove(id: string): Promise<void> {
      try {
        await send(`/events/${id}?sendUpdates=all`, { method: "DELETE" });
      } catch (error) {
        if (error instanceof ReplyError && error.status === GONE) return;
        throw proveReply(error, now());
      }
    },
  };
}

function toBody({ id, mark, title, description, start, end, zone, attendees }: NewEvent) {
  return {
    ...{ id, summary: title, description },
    start: { dateTime: start.toISOString(), timeZone: zone },
    end: { dateTime: end.toISOString(), timeZone: zone },
    attendees: attendees.map((email) => ({ email })),
    extendedProperties: { private: { [MARK]: mark } },
  };
}

function toEvent(text: string) {
  const { status, htmlLink = null, extendedProperties } = Event.parse(JSON.parse(text));
  const mark = extendedProperties?.private?.[MARK] ?? null;
  return { url: htmlLink, isCancelled: status === "cancelled", mark };
}

function wordsIn(text: string): string {
  try {
    return Refusal.parse(JSON.parse(text)).error.message;
  } catch {
    return "no words.";
  }
}

import { z } from "zod";
import { createFaults, type Faults } from "../wire/faults.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { type Ask, type Reply, serveVendor, type VendorRequest, type Voice } from "../wire/vendor.ts";
import { VendorFault, type VendorFaultInput } from "../wire/vendor-fault.ts";
import { createRandom } from "../world/random.ts";

const TOKEN = "ya29.sandboxtoken";
const CALENDAR = "team@acme.example";
const ROOT = "/calendar/v3";
const LEDGER_MAX = 10_000;
const TITLE_MAX = 1_024;
const DESCRIPTION_MAX = 8_192;
const GUESTS_MAX = 200;

/** A meeting as it is in the calendar; what was deleted stays there as cancelled, and keeps its id. */
export interface Meeting {
  id: string;
  status: "confirmed" | "cancelled";
  summary: string;
  description: string;
  start: z.output<typeof Time>;
  end: z.output<typeof Time>;
  attendees: { email: string }[];
  extendedProperties: { private: Record<string, string> };
  created: string;
}

export interface GoogleSandbox {
  /** Of the calendar interface. */
  url: string;
  token: string;
  calendarId: string;
  meetings(): Meeting[];
  requests: Ledger<VendorRequest>;
  faults: Faults<VendorFault>;
  fault(fault: VendorFaultInput): void;
  close(): Promise<void>;
}

const Time = z.strictObject({ dateTime: z.iso.datetime({ offset: true }), timeZone: z.string().refine(isZone) });
const NewMeeting = z.strictObject({
  /** The letters and digits of base32hex. */
  id: z.string().regex(/^[a-v0-9]{5,1024}$/),
  summary: z.string().max(TITLE_MAX),
  description: z.string().max(DESCRIPTION_MAX).default(""),
  start: Time,
  end: Time,
  attendees: z
    .array(z.strictObject({ email: z.email() }))
    .max(GUESTS_MAX)
    .default([]),
  extendedProperties: z
    .strictObject({ private: z.record(z.string().max(44), z.string().max(1_024)) })
    .default({ private: {} }),
});

/** One calendar of Google's, which takes an id of the client's once. */
export async function createGoogleSandbox({ port = 0, seed = 1, now = () => new Date() } = {}): Promise<GoogleSandbox> {
  const faults = createFaults<VendorFault>(createRandom(seed).next);
  const requests = createLedger<VendorRequest>(LEDGER_MAX);
  const meetings = new Map<string, Meeting>();
  const listening = await serveVendor({ voice: createVoice(meetings, now), faults, requests, port });
  return {
    ...{ url: `${listening.url}${ROOT}`, token: TOKEN, calendarId: CALENDAR, requests, faults },
    meetings: () => [...meetings.values()],
    fault: (fault) => faults.arm(VendorFault.parse(fault)),
    close: () => listening.close(),
  };
}

function createVoice(meetings: Map<string, Meeting>, now: () => Date): Voice {
  return {
    operationOf: ({ method, path }) => `${method} ${partOf(path)?.replace(/\/events\/.+$/, "/events/{id}") ?? path}`,
    stop: ({ headers }) => (headers.authorization === `Bearer ${TOKEN}` ? undefined : fail(401, {})),
    fail,
    answer: (ask) => answer(meetings, ask, now),
  };
}

/** What is asked of the one calendar that there is; undefined of another one. */
function partOf(path: string): string | undefined {
  const [, name = "", part = ""] = /^\/calendar\/v3\/calendars\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  const isOurs = ["primary", CALENDAR].includes(decodeURIComponent(name));
  return isOurs ? part : undefined;
}

function answer(meetings: Map<string, Meeting>, ask: Ask, now: () => Date): Reply {
  const part = partOf(ask.path);
  const [, id] = /^\/events\/([^/]+)$/.exec(part ?? "") ?? [];
  if (part === "" && ask.method === "GET") return { status: 200, body: toCalendar() };
  if (part === "/events" && ask.method === "POST") return insert(meetings, ask, now);
  const meeting = meetings.get(id ?? "");
  if (!meeting) return fail(404, {});
  if (ask.method === "GET") return { status: 200, body: toWire(meeting) };
  return ask.method === "DELETE" ? remove(meeting) : fail(404, {});
}

function insert(meetings: Map<string, Meeting>, { body, query }: Ask, now: () => Date): Reply {
  const asked = NewMeeting.safeParse(body);
  if (!asked.success || !["all", "externalOnly", "none"].includes(query["sendUpdates"] ?? "none")) return fail(400, {});
  const { data } = asked;
  if (Date.parse(data.end.dateTime) <= Date.parse(data.start.dateTime)) return fail(400, {});
  if (meetings.has(data.id)) return fail(409, {});
  const meeting: Meeting = { ...data, status: "confirmed", created: now().toISOString() };
  meetings.set(data.id, meeting);
  return { status: 200, body: toWire(meeting) };
}

function remove(meeting: Meeting): Reply {
  if (meeting.status === "cancelled") return fail(410, {});
  meeting.status = "cancelled";
  return { status: 204 };
}

function toCalendar() {
  return {
    kind: "calendar#calendar",
    etag: '"0"',
    id: CALENDAR,
    summary: "Acme engineering",
    timeZone: "Europe/Berlin",
  };
}

function toWire(meeting: Meeting) {
  const htmlLink = `https://calendar.example.com/event?eid=${meeting.id}`;
  return { kind: "calendar#event", etag: '"1"', htmlLink, iCalUID: `${meeting.id}@google.example`, ...meeting };
}

const WORDS: Record<number, [reason: string, message: string]> = {
  400: ["invalid", "Invalid value"],
  401: ["authError", "Invalid Credentials"],
  403: ["rateLimitExceeded", "Rate Limit Exceeded"],
  404: ["notFound", "Not Found"],
  409: ["duplicate", "The requested identifier already exists."],
  410: ["deleted", "Resource has been deleted"],
  429: ["rateLimitExceeded", "Rate Limit Exceeded"],
};

function fail(status: number, headers: Record<string, string>): Reply {
  const [reason, message] = WORDS[status] ?? ["backendError", "Backend Error"];
  return {
    status,
    body: { error: { code: status, message, errors: [{ domain: "global", reason, message }] } },
    headers,
  };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

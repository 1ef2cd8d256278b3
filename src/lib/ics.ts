const LINE_OCTETS_MAX = 75;
/** What no text of a calendar may have in it (RFC 5545, 3.3.11), besides the ends of lines and tabs. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

export interface IcsPerson {
  name: string;
  email: string;
}

export interface IcsEvent {
  /** The same for the same meeting, so that a later file takes the place of an earlier one. */
  uid: string;
  /** Counts up with each file of one meeting. */
  sequence: number;
  /** When the file was made. */
  stamp: Date;
  start: Date;
  end: Date;
  summary: string;
  description: string;
  /** Who asks; without them nobody is invited, because the format wants to know who it is that invites. */
  organizer: IcsPerson | null;
  attendees: readonly IcsPerson[];
}

/**
 * One meeting as a file that calendars take in (RFC 5545). Times are in UTC, so that no zone has to be described; lines end
 * with CRLF and are folded after 75 octets, between signs.
 */
export function toIcs(event: IcsEvent): string {
  const { uid, sequence, stamp, start, end, summary, description, organizer, attendees } = event;
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Adjutant//Adjutant//EN", "CALSCALE:GREGORIAN", "BEGIN:VEVENT"],
    `UID:${toText(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${toUtc(stamp)}`,
    `DTSTART:${toUtc(start)}`,
    `DTEND:${toUtc(end)}`,
    `SUMMARY:${toText(summary)}`,
    `DESCRIPTION:${toText(description)}`,
    ...(organizer ? [`ORGANIZER;${toPerson(organizer)}`, ...attendees.map(toAttendee)] : []),
    ...["STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR"],
  ];
  return `${lines.map(fold).join("\r\n")}\r\n`;
}

function toAttendee(person: IcsPerson): string {
  return `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;${toPerson(person)}`;
}

/** Quotes cannot be escaped in a parameter but by RFC 6868. */
function toPerson({ name, email }: IcsPerson): string {
  const bare = clean(name).replace(/[\n\t]+/g, " ");
  const quoted = bare.replaceAll("^", "^^").replaceAll('"', "^'");
  return `CN="${quoted}":mailto:${encodeURI(clean(email))}`;
}

function toText(text: string): string {
  return clean(text).replaceAll("\\", "\\\\").replaceAll(";", "\\;").replaceAll(",", "\\,").replaceAll("\n", "\\n");
}

function clean(text: string): string {
  return text.toWellFormed().replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(CONTROLS, "");
}

/** `20261124T090000Z`. */
function toUtc(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function fold(line: string): string {
  const parts: string[] = [];
  let [part, octets] = ["", 0];
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    // The space that a continued line begins with counts.
    if (octets + size > LINE_OCTETS_MAX - (parts.length > 0 ? 1 : 0)) {
      parts.push(part);
      [part, octets] = ["", 0];
    }
    part += sign;
    octets += size;
  }
  return [...parts, part].join("\r\n ");
}

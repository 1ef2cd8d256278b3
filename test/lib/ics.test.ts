import fc from "fast-check";
import { expect, it } from "vitest";
import { type IcsEvent, toIcs } from "#lib/ics";

const EVENT: IcsEvent = {
  ...{ uid: "prd-1-abc@adjutant", sequence: 3, stamp: new Date("2026-11-20T08:00:00.123Z") },
  ...{ start: new Date("2026-11-24T09:00:00Z"), end: new Date("2026-11-24T09:30:00Z") },
  ...{ summary: "Review", description: "", organizer: null, attendees: [] },
};
const ADA = { name: "Ada Park", email: "ada@acme.example" };

/** As a reader of the format undoes it: unfold the lines, then read what is escaped. */
function read(ics: string, name: string): string | undefined {
  const lines = ics.replaceAll("\r\n ", "").split("\r\n");
  const value = lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
  return value?.replace(/\\([\\;,nN])/g, (_whole, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign));
}

it("writes a meeting as RFC 5545 has it", () => {
  expect(toIcs({ ...EVENT, organizer: ADA, attendees: [{ name: 'Ben "B" Osei', email: "ben@acme.example" }] })).toBe(
    [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Adjutant//Adjutant//EN",
      "CALSCALE:GREGORIAN",
      "BEGIN:VEVENT",
      "UID:prd-1-abc@adjutant",
      "SEQUENCE:3",
      "DTSTAMP:20261120T080000Z",
      "DTSTART:20261124T090000Z",
      "DTEND:20261124T093000Z",
      "SUMMARY:Review",
      "DESCRIPTION:",
      'ORGANIZER;CN="Ada Park":mailto:ada@acme.example',
      "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Ben ^'B^'",
      '  Osei":mailto:ben@acme.example',
      "STATUS:CONFIRMED",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ].join("\r\n"),
  );
});

it("invites nobody where it is not known who invites", () => {
  expect(toIcs({ ...EVENT, attendees: [ADA] })).not.toMatch(/ATTENDEE|ORGANIZER/);
});

it("lets no text become a line of its own, and folds every line between signs", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const ics = toIcs({ ...EVENT, summary: text, organizer: { name: text, email: "a@b.example" } });
      const lines = ics.split("\r\n");
      expect(lines.every((line) => Buffer.byteLength(line) <= 75 && line.isWellFormed())).toBe(true);
      expect(ics.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      expect(ics.replaceAll("\r\n ", "").split("\r\n")).toHaveLength(17);
      const said = text
        .toWellFormed()
        .replaceAll(/\r\n?/g, "\n")
        .replaceAll(/(?![\t\n])\p{Cc}/gu, "");
      expect(read(ics, "SUMMARY")).toBe(said);
    }),
  );
});

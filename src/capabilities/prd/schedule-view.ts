import { describeInstant } from "#lib/time";
import type { View, ViewNode } from "#lib/view";
import type { Scheduled } from "./schedule.ts";

/** The meeting, the file for any calendar, and what becomes of the team's own. */
export function describeScheduled(scheduled: Scheduled): View {
  const { number, title, version, start, minutes, zone, people, file_name, ics } = scheduled;
  const when = `${describeInstant(new Date(start), zone)}, ${minutes} minutes`;
  const names = people.map(({ name }) => name).join(", ") || "nobody else yet";
  return {
    text: `Review of version ${version} of PRD ${number}, ${title}: ${when}, with ${names}.`,
    nodes: [
      { type: "header", text: `Review of PRD ${number}` },
      { type: "text", content: [{ bold: when }, ` · version ${version} of “${title}” · with ${names}`] },
      ...describeDoubts(scheduled),
      { type: "text", content: [describeCalendar(scheduled)] },
      { type: "header", text: file_name },
      { type: "code", text: ics },
      { type: "note", content: [`As a file: ${describeCommand(scheduled)}`] },
    ],
  };
}

function describeDoubts({ people, notice }: Scheduled): ViewNode[] {
  const away = people.filter(({ is_at_work }) => !is_at_work).map(({ name }) => name);
  const silent = people.filter(({ has_address }) => !has_address).map(({ name }) => name);
  const doubts = [
    ...(away.length === 0 ? [] : [`It is outside working hours for ${away.join(", ")}.`]),
    ...(silent.length === 0 ? [] : [`No e-mail address is known of ${silent.join(", ")}: tell them yourself.`]),
    ...(notice === null ? [] : [notice]),
  ];
  return doubts.map((doubt) => ({ type: "text", content: [doubt] }));
}

function describeCalendar({ approval }: Scheduled): string {
  if (approval?.status === "pending")
    return `Asked for approval ${approval.number} to put it into the team's calendar.`;
  if (approval) return `Approval ${approval.number} puts it into the team's calendar.`;
  return "Nobody is invited yet: open the file in your calendar.";
}

function describeCommand({ number, start, minutes }: Scheduled): string {
  const options = `--prd ${number} --when ${start} --minutes ${minutes} --file`;
  return `adjutant prd.schedule ${options} --json | jq -r .ics > review.ics`;
}

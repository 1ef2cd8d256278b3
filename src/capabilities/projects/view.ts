import type { Project } from "#domain/directory";
import type { View } from "#lib/view";

export function describeProjects(projects: Project[]): View {
  if (projects.length === 0) {
    const text = "There is no project yet. Until there is one, any key like ABC-1 counts as a ticket.";
    return {
      text,
      nodes: [
        { type: "text", content: [text] },
        { type: "note", content: [{ code: "/adjutant projects.create key:ACME name:Acme tracker:jira" }] },
      ],
    };
  }
  return {
    text: `${projects.length} ${projects.length === 1 ? "project" : "projects"}: ${projects.map(({ key }) => key).join(", ")}.`,
    nodes: [
      {
        type: "items",
        items: projects.map(({ key, name, tracker, team, description }) => ({
          content: [{ bold: key }, ` ${name}, tickets in ${tracker}${team ? `, team ${team}` : ""}`],
          ...(description && { detail: [description] }),
        })),
      },
    ],
  };
}

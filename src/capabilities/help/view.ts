import type { Item, View } from "#lib/view";
import type { Entry } from "./help.ts";

/** One command in full, with its options. */
export function describeOne(entry: Entry): View {
  const options: Item[] = entry.fields.map(({ name, required, description }) => ({
    content: [{ code: name }, ` ${description}${required ? " Required." : ""}`],
  }));
  return {
    text: `${entry.usage}: ${entry.summary}`,
    nodes: [
      { type: "header", text: entry.command },
      { type: "text", content: [entry.summary] },
      { type: "text", content: [{ code: entry.usage }] },
      ...(options.length > 0 ? [{ type: "items" as const, title: "Options", items: options }] : []),
      { type: "note", content: ["Words fill the options in order; ", { code: "option:value" }, " names one."] },
    ],
  };
}

/** Everything, what people use every day first. */
export function describeSome(entries: Entry[]): View {
  const daily = entries.filter(({ command, name }) => !command.startsWith("/adjutant ") || name === "help");
  const others = entries.filter((entry) => !daily.includes(entry));
  return {
    text: `Adjutant answers to ${entries.length} commands. Start with /standup and /triage.`,
    nodes: [
      { type: "header", text: "What I can do" },
      ...list("Every day", daily),
      ...list("Also", others),
      {
        type: "note",
        content: [
          "Mention me or write to me directly with the same words. ",
          { code: "/adjutant help standup" },
          " tells more about one.",
        ],
      },
    ],
  };
}

function list(title: string, entries: Entry[]) {
  if (entries.length === 0) return [];
  return [{ type: "items" as const, title, items: entries.map(toItem) }];
}

function toItem(entry: Entry): Item {
  return { content: [{ code: entry.usage }, ` ${entry.summary}`] };
}

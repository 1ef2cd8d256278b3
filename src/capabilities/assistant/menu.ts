import { type Capability, type Catalogue, isEffect } from "#kernel/capability";
import { listFields } from "#lib/words";

/** What a model may choose from: what people read, and what changes systems of others, which waits for a person's word. */
export function isOffered(capability: Capability): boolean {
  if (isEffect(capability)) return capability.vendor !== "adjutant" && capability.vendor !== "slack";
  const isAsked = capability.command !== undefined || capability.phrases !== undefined;
  return capability.risk === "read" && isAsked;
}

/** A line for each: "triage: What needs somebody. team? (Key of a team.) mine? (Only what needs you.)" */
export function describeMenu(catalogue: Catalogue): string {
  return [...catalogue.values()].filter(isOffered).map(describeLine).join("\n");
}

function describeLine({ name, summary, input }: Capability): string {
  const fields = listFields(input).map(({ name: field, isRequired, isList, description = "", options }) => {
    const choice = options ? ` one of ${options.join("|")}:` : "";
    return `${field}${isRequired ? "" : "?"}${isList ? "[]" : ""} (${choice}${description.slice(0, 80)})`;
  });
  return `${name}: ${summary} ${fields.join(" ")}`.trim();
}

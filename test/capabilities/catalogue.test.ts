import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { catalogue } from "#capabilities/index";
import { RULE_KINDS } from "#domain/rules";
import { renderText } from "#surfaces/cli/text";

const manifest = JSON.parse(readFileSync("manifest.json", "utf8"));
const capabilities = [...catalogue.values()];
/** What a result may be about a single person: their own accounts, and whose step is next. */
const PERSONAL = new Set(["whoami", "link", "unlink", "people"]);
const COUNTS_OF_PEOPLE = /per_person|by_person|by_author|ranking|leaderboard|response_time|presence/;

interface JsonSchema {
  type?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
}

describe.each(capabilities)("$name", (capability) => {
  const input = z.toJSONSchema(capability.input, { io: "input", unrepresentable: "any" }) as JsonSchema;
  const result = z.toJSONSchema(capability.result, { unrepresentable: "any" }) as JsonSchema;

  it("is named and described the way people read it", () => {
    expect(capability.name).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/);
    expect(capability.summary).toMatch(/^[A-Z].{10,110}\.$/);
  });

  it("gives every field of its input a hint, and answers an object in snake case", () => {
    for (const field of Object.values(input.properties ?? {})) expect(field.description).toMatch(/\.$/);
    expect(result.type).toBe("object");
    for (const key of Object.keys(result.properties ?? {})) expect(key).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
  });

  it("counts nothing about single people", () => {
    if (!PERSONAL.has(capability.name)) expect(JSON.stringify(result)).not.toMatch(COUNTS_OF_PEOPLE);
  });

  it("keeps its schema, or shows the change in review", () => {
    expect({ risk: capability.risk, input, result }).toMatchSnapshot();
  });

  it("says what it touches and how to find out whether it happened, if it acts outside", () => {
    const isEffect = !["read", "record"].includes(capability.risk);
    expect("reconcile" in capability && "target" in capability).toBe(isEffect);
  });
});

it("has every command in the manifest, and no other", () => {
  const declared = manifest.features.slash_commands.map(({ command }: { command: string }) => command);
  const typed = capabilities.map(({ command = "/adjutant" }) => command.split(" ")[0]);
  expect(declared.toSorted()).toEqual([...new Set(typed)].toSorted());
});

it("knows a command by one name only", () => {
  const commands = capabilities.flatMap(({ command }) => command ?? []);
  expect(new Set(commands).size).toBe(commands.length);
});

it("documents every kind of rule that the README names", () => {
  const readme = readFileSync("README.md", "utf8");
  for (const kind of RULE_KINDS) expect(readme).toContain(kind);
});

it("shows in a terminal whatever it shows in Slack", () => {
  const view = { text: "", nodes: [{ type: "buttons" as const, buttons: [] }, { type: "divider" as const }] };
  expect(renderText(view)).toContain("---");
});

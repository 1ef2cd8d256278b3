import { expect, it } from "vitest";
import { z } from "zod";
import { listFields, parseWords, splitWords, usageOf } from "#lib/words";

const Standup = z.object({
  team: z
    .string()
    .regex(/^[a-z][a-z-]*$/)
    .optional()
    .describe("Which team."),
  hours: z.coerce.number().int().min(1).max(168).default(24),
  as_of: z.iso.datetime().optional(),
});
const Team = z.object({
  key: z.string(),
  wip_limit: z.number().nullable().optional(),
  repositories: z.array(z.string().includes("/")).default([]),
  is_quiet: z.boolean().default(false),
});

it.each([
  ["", {}],
  ["core", { team: "core" }],
  ["48", { hours: 48 }],
  ["core 48", { team: "core", hours: 48 }],
  ["48 core", { hours: 48, team: "core" }],
  ["hours:48 core", { hours: 48, team: "core" }],
  ['team:"core"', { team: "core" }],
  ["core 2026-08-17T00:00:00Z", { team: "core", as_of: "2026-08-17T00:00:00Z" }],
  ["as-of:2026-08-17T00:00:00Z", { as_of: "2026-08-17T00:00:00Z" }],
])("reads “%s”", (text, input) => {
  expect(parseWords(splitWords(text), Standup)).toEqual({ ok: true, input });
});

it("collects lists, takes a flag by its name and keeps quoted text together", () => {
  const words = splitWords("core acme/api 5 acme/web is_quiet");
  expect(parseWords(words, Team)).toEqual({
    ok: true,
    input: { key: "core", repositories: ["acme/api", "acme/web"], wip_limit: 5, is_quiet: true },
  });
  expect(parseWords(["repositories:a/b,c/d", "is_quiet:no"], Team)).toMatchObject({
    input: { repositories: ["a/b", "c/d"], is_quiet: false },
  });
  expect(splitWords('say “two words” field:"and more" "open end')).toEqual([
    "say",
    "two words",
    "field:and more",
    "open end",
  ]);
});

it("names the options when a word names none of them, and never guesses", () => {
  expect(parseWords(["tean:core"], Standup)).toEqual({
    ok: false,
    issues: [
      { field: "tean", message: "There is no option “tean”. Did you mean “team”? It takes team, hours, as_of." },
    ],
  });
  expect(parseWords(["core", "platform"], Standup)).toMatchObject({ ok: false, issues: [{ field: "platform" }] });
  expect(parseWords(["anything"], z.object({}))).toMatchObject({
    issues: [{ message: expect.stringContaining("takes no options") }],
  });
});

it("leaves the judgement of a named value to the schema", () => {
  const parsed = parseWords(["hours:often"], Standup);
  expect(parsed).toEqual({ ok: true, input: { hours: "often" } });
  expect(Standup.safeParse({ hours: "often" }).success).toBe(false);
});

it("does not take a URL for a named option", () => {
  expect(parseWords(["https://example.com/x"], z.object({ url: z.url() }))).toEqual({
    ok: true,
    input: { url: "https://example.com/x" },
  });
});

it("says how fields are typed", () => {
  expect(usageOf(Team)).toBe("<key> [wip_limit] [repositories]… [is_quiet]");
  expect(usageOf(z.strictObject({ by: z.enum(["day", "week"]).default("day") }))).toBe("[by]");
  expect(listFields(Standup)[0]).toEqual({
    name: "team",
    isList: false,
    isRequired: false,
    description: "Which team.",
  });
  expect(listFields(z.object({ by: z.enum(["day", "week"]) }))).toMatchObject([
    { isRequired: true, options: ["day", "week"] },
  ]);
});

it("lets a text that takes the rest have every word that fits nowhere else", () => {
  const reason = z.string().optional().meta({ takesRest: true });
  const schema = z.object({
    ref: z.string().regex(/^\d+$/),
    reason,
    tag: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
  });
  const parsed = parseWords(["12", "it", "is", "too", "early"], schema);
  expect(parsed).toEqual({ ok: true, input: { ref: "12", reason: "it is too early" } });
  expect(parseWords(["12"], schema)).toEqual({ ok: true, input: { ref: "12" } });
  expect(parseWords(["why", "12"], schema)).toEqual({ ok: true, input: { ref: "12", reason: "why" } });
});

it("takes a word with a colon for a part of a longer text, unless it comes near an option", () => {
  const schema = z.object({
    idea: z.string().optional().meta({ takesRest: true }),
    template: z.string().optional().meta({ isNamed: true }),
    project: z.string().optional().meta({ isNamed: true }),
  });
  const words = splitWords("Refunds: begin with the scan template:small Note: soon");
  expect(parseWords(words, schema)).toEqual({
    ok: true,
    input: { idea: "Refunds: begin with the scan Note: soon", template: "small" },
  });
  expect(parseWords(["proyect:web"], schema)).toMatchObject({ ok: false, issues: [{ field: "proyect" }] });
});

const Deployed = z.object({
  repository: z.string().includes("/", { error: "Write it like owner/name." }).describe("Which."),
  name: z.string(),
  kind: z.enum(["hotfix", "normal"]).optional(),
});

it.each([
  ["nope", "repository", "“nope” does not fit repository: Write it like owner/name."],
  ["nope v9 hotfix", "repository", "“nope” does not fit repository: Write it like owner/name."],
])("says of “%s” what the required %s should have been, though another field would take it", (text, field, message) => {
  expect(parseWords(splitWords(text), Deployed)).toEqual({ ok: false, issues: [{ field, message }] });
});

it("names the choices of what is required, and says it once", () => {
  const schema = z.object({
    figure: z.enum(["wip", "age"], { error: "Unknown figure." }),
    team: z.string().default("all"),
  });
  expect(parseWords(["Stale PRs"], schema)).toMatchObject({
    issues: [{ field: "figure", message: "“Stale PRs” does not fit figure: Unknown figure. Choose one of wip, age." }],
  });
  const approve = z.object({ ref: z.string().regex(/^\d+$/, { error: "Give its number." }) });
  expect(parseWords(["abc"], approve)).toEqual({
    ok: false,
    issues: [{ field: "ref", message: "“abc” does not fit ref: Give its number." }],
  });
});

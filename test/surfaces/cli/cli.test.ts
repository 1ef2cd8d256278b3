import { expect, it } from "vitest";
import { z } from "zod";
import { createCatalogue, defineCapability } from "#kernel/capability";
import { UserError } from "#kernel/errors";
import type { Operation, OperationCall } from "#kernel/operation";
import { readArguments } from "#surfaces/cli/arguments";
import { EXIT, runCli } from "#surfaces/cli/cli";
import { renderText } from "#surfaces/cli/text";
import { testKernel } from "../../support/kernel.ts";
import { createTestTerminal } from "../../support/terminal.ts";

const count = defineCapability({
  name: "count",
  summary: "Counts to a number for somebody.",
  risk: "read",
  command: "/tally",
  input: z.object({
    who: z.string().default("all").describe("For whom."),
    upto: z.coerce.number().int().max(10).default(3).describe("How far."),
    skipped: z.array(z.string().regex(/^\d+$/)).default([]).describe("Which to leave out."),
  }),
  result: z.object({ who: z.string(), upto: z.number(), skipped: z.array(z.string()) }),
  run: async (_context, input) => input,
  view: ({ who, upto }) => ({
    text: `${who} ${upto}`,
    nodes: [{ type: "text", content: [`${who} counted to ${upto}`] }],
  }),
});

function start() {
  const { terminal, printed, complaints } = createTestTerminal();
  const calls: OperationCall[] = [];
  const rebuild: Operation = {
    name: "facts rebuild",
    usage: "adjutant facts rebuild [WHEN] [--known-at DATE]",
    summary: "Rebuilds.",
    async run(call) {
      calls.push(call);
      if (call.words.includes("badly")) throw new UserError("Not like that.");
      return !call.words.includes("failing");
    },
  };
  const catalogue = createCatalogue([count]);
  const { invoke } = testKernel(catalogue);
  const run = (line: string) =>
    runCli({ catalogue, operations: [rebuild], invoke, terminal }, line.split(" ").filter(Boolean));
  return { run, printed, complaints, calls };
}

it("runs a capability from words, options, or both", async () => {
  const { run, printed } = start();
  for (const line of ["count core 5", "count 5 core", "count --upto 5 --who core", "count core --upto=5"]) {
    expect(await run(line)).toBe(EXIT.done);
  }
  expect(new Set(printed)).toEqual(new Set(["core counted to 5"]));
});

it("prints the result as JSON when asked to", async () => {
  const { run, printed } = start();
  await run("count --json");
  expect(JSON.parse(printed[0] ?? "")).toEqual({ who: "all", upto: 3, skipped: [] });
});

it("takes a list with commas, in several options, or both", async () => {
  const { run, printed } = start();
  await run("count --skipped 1,2 --skipped 3 --json");
  expect(JSON.parse(printed[0] ?? "")).toMatchObject({ skipped: ["1", "2", "3"] });
});

it.each([
  ["nothing", "There is no command “nothing”."],
  ["cuont", "There is no command “cuont”. Did you mean “count”?"],
  ["facts", "“facts” alone is no command here. There are: facts rebuild."],
  ["tally", "“tally” alone is no command here. There are: count."],
  ["tenement", "There is no command “tenement”. Run it"],
  ["facts rebiuld", "Did you mean “facts rebuild”?"],
  ["count --upto", "--upto needs a value: --upto VALUE"],
  ["count --upto --json", "--upto needs a value"],
  ["count --upto 99", "upto: 10 at most."],
  ["count --upto many", "upto: Write a number."],
  ["count --uptoo 5", "There is no option “uptoo”. Did you mean “upto”?"],
  ["count core 5 x y", "“y” does not fit skipped"],
  ["count -x", "There is no option -x."],
  ["facts rebuild --known 2026", "There is no option --known. Did you mean --known-at?"],
  ["facts rebuild now then", "“then” is one word too many. Usage: adjutant facts rebuild"],
])("says what is wrong with “%s” on standard error, and ends as a misuse", async (line, word) => {
  const { run, printed, complaints, calls } = start();
  expect(await run(line)).toBe(EXIT.usage);
  expect(complaints.join("\n")).toContain(word);
  expect(printed).toEqual([]);
  expect(calls).toEqual([]);
});

it.each([
  ["count --upto 99 --json", { detail: "upto: 10 at most.", issues: [{ field: "upto", message: "10 at most." }] }],
  ["nothing --json", { detail: expect.stringContaining("There is no command") }],
  ["count --json --upto", { detail: expect.stringContaining("needs a value") }],
  ["facts rebuild badly --json", { detail: "Not like that." }],
])("complains of “%s” in the shape in which HTTP does", async (line, problem) => {
  const { run, printed, complaints } = start();
  expect(await run(line)).toBe(EXIT.usage);
  expect(JSON.parse(complaints.join(""))).toEqual(problem);
  expect(printed).toEqual([]);
});

it.each(["--help", "-h"])("tells with %s how anything is asked for, and runs nothing", async (flag) => {
  const { run, printed, calls } = start();
  for (const command of ["", "count", "facts rebuild"]) expect(await run(`${command} ${flag}`)).toBe(EXIT.done);
  const [all, one, operation] = printed;
  expect(all).toContain("Counts to a number");
  expect(one).toMatch(/^adjutant count \[WHO\] \[UPTO\] \[SKIPPED…\]/);
  expect(one).toMatch(/--upto +How far\./);
  expect(operation).toBe("adjutant facts rebuild [WHEN] [--known-at DATE]\nRebuilds.");
  expect(calls).toEqual([]);
});

it("finds operations by all their words, and passes on how they ended", async () => {
  const { run, calls, complaints } = start();
  expect(await run("facts rebuild --known-at 2026 now")).toBe(EXIT.done);
  expect(calls[0]).toMatchObject({ words: ["now"], fields: { known_at: ["2026"] } });
  expect(await run("facts rebuild failing")).toBe(EXIT.failed);
  expect(await run("facts rebuild badly")).toBe(EXIT.usage);
  expect(complaints.at(-1)).toBe("Not like that.");
});

it("lists everything when asked for nothing", async () => {
  const { run, printed } = start();
  expect(await run("")).toBe(EXIT.done);
  expect(printed[0]).toContain("Counts to a number");
  expect(printed[0]).toContain("facts rebuild");
});

it("keeps what stands behind -- as words", () => {
  expect(readArguments(["count", "--", "--upto"])).toMatchObject({ words: ["count", "--upto"], fields: {} });
});

it("prints a view so that foreign text cannot steer the terminal", () => {
  const content = ["title \u001b[2J\u202e ", { link: "https://example.com", label: "here" }, { bold: "b" }];
  const view = {
    text: "t",
    nodes: [
      { type: "header" as const, text: "Standup" },
      { type: "items" as const, title: "Open", items: [{ content }], more: 3 },
      { type: "figures" as const, figures: [{ label: "WIP", value: null, note: "n=0" }] },
      {
        type: "table" as const,
        caption: "Table",
        columns: ["a", "bb"],
        rows: [
          ["x", 1],
          [null, 22],
        ],
      },
    ],
  };
  const text = renderText(view);
  expect(text).not.toContain("\u001b");
  expect(text).not.toContain("\u202e");
  expect(text).toContain("here <https://example.com>");
  expect(text).toContain("and 3 more");
  expect(text).toContain("WIP: no data (n=0)");
  expect(text).toMatch(/no data {2}22/);
});

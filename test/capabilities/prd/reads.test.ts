import { expect, it } from "vitest";
import { renderMessage, renderModal } from "#surfaces/slack/render";
import { buttonsOf, fillIn, formOf, openPrd, openPrds, TEXT, wordsOf } from "./house.ts";

async function withHistory() {
  const house = await openPrd();
  await house.ask("write", { prd: 1, base: "main", section: 1, text: "## Goals\n- Two clicks." }, "U02");
  await house.ask(
    "write",
    { prd: 1, base: "main", section: 3, text: "## Rollout\nSlowly.", message: "Say how" },
    "U03",
  );
  return house;
}

it("lists the PRDs, newest first and without what is archived", async () => {
  const { ask } = await openPrds();
  expect((await ask("list", {})).view.text).toContain("no PRD like that yet");
  for (const title of ["One", "Two", "Three"]) await ask("import", { file: "Text.", title });
  await ask("archive", { prd: 2 });
  expect((await ask("list", {})).result.prds.map(({ number }: { number: number }) => number)).toEqual([3, 1]);
  expect((await ask("list", { state: "archived" })).result.prds).toMatchObject([{ title: "Two" }]);
  await expect(ask("list", { project: "nonsense" })).rejects.toThrow(
    "There is no project “NONSENSE”. Ask for those in a state: draft, in_review, approved, archived.",
  );
});

it("shows a PRD with its sections and what can be done with it", async () => {
  const { ask } = await withHistory();
  const { view } = await ask("show", { prd: 1 });
  expect(view.text).toBe("PRD 1, Export: draft, version 3.");
  expect(buttonsOf(view).map(({ label }) => label)).toEqual([
    "Edit",
    "Branch",
    "Request review",
    "Schedule review",
    "Create tickets",
    "Status",
    "History",
    "Export",
  ]);
  expect(wordsOf(view)).toContain("- Two clicks.");
});

it("shows of a long PRD what people read at once, within what Slack takes, and says how much more there is", async () => {
  const section = (index: number) =>
    `## Part ${index}\n${Array.from({ length: 20 }, () => "words ".repeat(10)).join("\n")}`;
  const { ask } = await openPrd({ text: Array.from({ length: 40 }, (_, index) => section(index)).join("\n") });
  const { view } = await ask("show", { prd: 1 });
  expect(wordsOf(view)).toMatch(/\d{3} more lines\. “Export” shows all of it\./);
  expect(renderMessage(view).shown.blocks.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(renderModal(view).shown)).toContain("more lines");
});

it("tells the versions, newest first, with who wrote what on which", async () => {
  const { ask } = await withHistory();
  const { result, view } = await ask("log", { prd: 1 });
  expect(result.versions).toMatchObject([
    { number: 3, author: { name: "Cleo" }, message: "Say how", parents: [2] },
    { number: 2, author: { name: "Ben" }, message: "Edit Goals", parents: [1] },
    { number: 1, author: { name: "Ann" }, message: "Import", parents: [] },
  ]);
  expect(wordsOf(view)).toContain("[main]");
  expect((await ask("log", { prd: 1, version: "v2" })).result.versions).toHaveLength(2);
});

it("shows what changed between any two versions, and takes the one before where none is named", async () => {
  const { ask } = await withHistory();
  const whole = await ask("diff", { prd: 1, from: "v1" });
  expect(whole.result.sections).toMatchObject([
    { heading: "Goals", fate: "changed", added: 1, removed: 1 },
    { heading: "Rollout", fate: "added", added: 2, removed: 0 },
  ]);
  expect(wordsOf(whole.view)).toContain("- - Export in one click.\\n+ - Two clicks.");
  expect((await ask("diff", { prd: 1 })).result).toMatchObject({ from: 2, to: 3 });
  expect((await ask("diff", { prd: 1, to: "v1" })).result).toMatchObject({ from: 0, to: 1 });
  expect((await ask("diff", { prd: 1, from: "v2", to: "v2" })).view.text).toContain("says the same");
});

it("cuts a long diff and says how many lines are left", async () => {
  const { ask } = await openPrd();
  const lines = Array.from({ length: 100 }, (_, line) => `new ${line}`).join("\n");
  await ask("write", { prd: 1, base: "main", section: 2, text: `## Risks\n${lines}` });
  expect(wordsOf((await ask("diff", { prd: 1 })).view)).toMatch(/7\d more lines\./);
});

it("tells in sentences what happened between two versions", async () => {
  const { ask } = await withHistory();
  const { result, view } = await ask("changelog", { prd: 1, from: "v1" });
  expect(result.changes).toEqual(["“Goals” changed: 1 line came, 1 line went.", "“Rollout” was added: 2 lines came."]);
  expect(result.versions.map(({ number }: { number: number }) => number)).toEqual([2, 3]);
  expect(view.text).toContain("from version 1 to 3: “Goals” changed");
});

it("credits each line to who wrote it", async () => {
  const { ask, call } = await withHistory();
  const { lines } = (await ask("blame", { prd: 1, section: "goals" })).result;
  expect(
    lines.map(({ text, version, author }: { text: string; version: number; author: { name: string } }) => [
      text,
      version,
      author.name,
    ]),
  ).toEqual([
    ["## Goals", 1, "Ann"],
    ["- Two clicks.", 2, "Ben"],
    ["", 1, "Ann"],
    ["## Risks", 1, "Ann"],
    ["None yet.", 1, "Ann"],
    ["## Rollout", 3, "Cleo"],
    ["Slowly.", 3, "Cleo"],
  ]);
  expect((await ask("blame", { prd: 1, version: "v1" })).result.lines).toHaveLength(8);
  expect(await call("blame", { prd: 1, section: "nothing" })).toMatchObject({ status: "refused" });
});

it("exports a file that imports again, joined with what was written since", async () => {
  const { ask } = await openPrd();
  const { markdown, file_name } = (await ask("export", { prd: 1 })).result;
  expect(file_name).toBe("prd-1-v1.md");
  expect(markdown).toMatch(
    /^---\ntitle: Export\nnumber: 1\nproject: ACME\nstate: draft\nversion: [0-9a-f]{64}\nbranch: main\nauthors:\n {2}- Ann\n---\n# Export\n/,
  );
  await ask("write", { prd: 1, base: "main", section: 1, text: "## Goals\n- Two clicks." }, "U02");
  const file = markdown.replace("None yet.", "Many.");
  expect((await ask("import", { file }, "U03")).result).toMatchObject({ number: 1, status: "kept", is_joined: true });
  const { text } = (await ask("show", { prd: 1 })).result;
  expect(text).toBe(TEXT.replace("Export in one click", "Two clicks").replace("None yet", "Many"));
});

it.each([
  [{ file: "x".repeat(200_000) }, "A PRD may have 100 kB; this has 196 kB."],
  [{ file: " \n" }, "There is no text in it."],
  [{ file: "No heading." }, "title: It has no heading, so give it a title."],
  [{ file: "---\nnumber: 9\n---\nx", prd: 9 }, "There is no PRD 9."],
])("refuses to import %#", async (input, message) => {
  const { call } = await openPrds();
  expect(await call("import", input)).toMatchObject({ status: "refused", message: expect.stringContaining(message) });
});

it("takes hostile Markdown for text", async () => {
  const hostile = `# <!channel> [x](javascript:alert(1))\n${"> ".repeat(3_000)}\n<script>\n${"[".repeat(5_000)}\n\u202Eevil\n`;
  const { ask } = await openPrd({ text: hostile });
  const { view, result } = await ask("show", { prd: 1 });
  expect(result.text).toBe(hostile);
  const { text, blocks } = renderMessage(view).shown;
  expect(text).toContain("&lt;!channel&gt;");
  // Everything else is plain text, or an element of rich text that is nothing but text.
  for (const kind of ["mrkdwn", "link", "broadcast"]) expect(JSON.stringify(blocks)).not.toContain(`"type":"${kind}"`);
});

it("imports what is pasted into its form", async () => {
  const { ask } = await openPrds();
  const [button] = buttonsOf((await ask("list", {})).view);
  expect(button?.call.name).toBe("prd.import-form");
  const { name, input } = fillIn(formOf((await ask("import-form", {})).view), { file: TEXT, project: "acme" });
  expect((await ask(name, input)).result).toMatchObject({ number: 1, version: 1 });
  expect((await ask("show", { prd: 1 })).result).toMatchObject({ title: "Export", project: "ACME", text: TEXT });
});

import { expect, it } from "vitest";
import { renderModal } from "#surfaces/slack/render";
import { fillIn, formOf, openPrd, TEXT, wordsOf } from "./house.ts";

it("edits one section in a form, and leaves the rest and the gap below it as they were", async () => {
  const { ask } = await openPrd();
  const { result } = await ask("edit", { prd: 1 });
  expect(result.sections.map(({ title }: { title: string }) => title)).toEqual(["Export", "Goals", "Risks"]);
  const form = formOf((await ask("form", { prd: 1, base: result.base, section: 1 })).view);
  expect(form.fields[0]).toMatchObject({ name: "text", value: "## Goals\n- Export in one click.\n" });
  const { name, input } = fillIn(form, { text: "## Goals\n- Export in no click.", message: "Aim higher" });
  expect((await ask(name, input, "U02")).result).toMatchObject({ status: "kept", version: 2, is_joined: false });
  const { result: shown } = await ask("show", { prd: 1 });
  expect(shown.text).toBe(TEXT.replace("one click", "no click"));
  expect(shown.version).toMatchObject({ number: 2, message: "Aim higher", author: { name: "Ben" } });
});

it("drops a section that is left empty, and adds one after the last", async () => {
  const { ask, call } = await openPrd();
  const { base } = (await ask("edit", { prd: 1 })).result;
  await ask("write", { prd: 1, base, section: 1 });
  expect((await ask("show", { prd: 1 })).result.text).not.toContain("Goals");
  const added = formOf((await ask("form", { prd: 1, section: 2 })).view);
  const { name, input } = fillIn(added, { text: "## Rollout\nSlowly." });
  await ask(name, input);
  expect((await ask("show", { prd: 1 })).result.text).toMatch(/None yet\.\n## Rollout\nSlowly\.\n$/);
  expect(await call("form", { prd: 1, section: 99 })).toMatchObject({ message: "Version 3 has no section 99." });
});

it("joins what two people wrote on the same version where they do not touch", async () => {
  const { ask } = await openPrd();
  const { base } = (await ask("edit", { prd: 1 })).result;
  await ask("write", { prd: 1, base, section: 1, text: "## Goals\n- Two clicks." }, "U01");
  const second = await ask("write", { prd: 1, base, section: 2, text: "## Risks\nMany." }, "U02");
  expect(second.result).toMatchObject({ status: "kept", is_joined: true, version: 4 });
  const { result } = await ask("show", { prd: 1 });
  expect(result.text).toBe(TEXT.replace("Export in one click", "Two clicks").replace("None yet", "Many"));
  expect(result.version.parents).toEqual([2, 3]);
  expect(result.branches).toEqual([]);
});

it("keeps what the slower of two wrote, shows where they differ, and merges what they settle", async () => {
  const { ask } = await openPrd();
  const { base } = (await ask("edit", { prd: 1 })).result;
  await ask("write", { prd: 1, base, section: 2, text: "## Risks\nFew." }, "U01");
  const { result, view } = await ask("write", { prd: 1, base, section: 2, text: "## Risks\nMany." }, "U02");
  expect(result).toMatchObject({
    status: "conflicts",
    conflicts: [{ heading: "Risks", ours: "Few.", theirs: "Many." }],
  });
  expect((await ask("show", { prd: 1, branch: result.from })).result.text).toContain("Many.");
  const form = formOf(view);
  expect(form.fields).toMatchObject([{ name: "conflict_1", value: "Few.\nMany." }]);
  const { name, input } = fillIn(form, { conflict_1: "Some." });
  expect((await ask(name, input, "U02")).result).toMatchObject({ status: "kept", version: 4 });
  const shown = (await ask("show", { prd: 1 })).result;
  expect(shown.text).toContain("## Risks\nSome.\n");
  expect(shown.branches).toEqual([]);
});

it("joins what people settled with what was written while they did", async () => {
  const { ask } = await openPrd();
  const { base } = (await ask("edit", { prd: 1 })).result;
  await ask("write", { prd: 1, base, section: 2, text: "## Risks\nFew." }, "U01");
  const { view } = await ask("write", { prd: 1, base, section: 2, text: "## Risks\nMany." }, "U02");
  await ask("write", { prd: 1, base, section: 1, text: "## Goals\n- Two clicks." }, "U03");
  const { name, input } = fillIn(formOf(view));
  expect((await ask(name, input, "U02")).result).toMatchObject({ status: "kept", is_joined: true });
  const { text, branches } = (await ask("show", { prd: 1 })).result;
  expect(text).toContain("Two clicks");
  expect(text).toContain("## Risks\nFew.\nMany.\n");
  expect(branches.map(({ name: branch }: { name: string }) => branch)).toEqual([]);
});

it("settles in a file what is too much for a form", async () => {
  const long = (words: string) =>
    `## Risks\n${Array.from({ length: 40 }, (_, line) => `${words} ${line} ${"x".repeat(40)}`).join("\n")}`;
  const { ask, call } = await openPrd();
  const { base } = (await ask("edit", { prd: 1 })).result;
  await ask("write", { prd: 1, base, section: 2, text: long("mine") }, "U01");
  const { result, view } = await ask("write", { prd: 1, base, section: 2, text: long("yours") }, "U02");
  expect(() => formOf(view)).toThrow("no form");
  expect(wordsOf(view)).toContain(`adjutant prd.export --prd 1 --version main --merges ${result.from}`);
  const { markdown } = (await ask("export", { prd: 1, merges: result.from })).result;
  expect(await call("import", { file: markdown })).toMatchObject({ message: expect.stringContaining("still marks") });
  const file = markdown.replaceAll(/^(<<<<<<< ours|=======|>>>>>>> theirs)\n/gm, "");
  expect((await ask("import", { file }, "U02")).result).toMatchObject({ status: "kept" });
  const { text, branches } = (await ask("show", { prd: 1 })).result;
  expect(text).toContain("mine 39");
  expect(text).toContain("yours 39");
  expect(branches).toEqual([]);
});

it("takes the same edit that is sent twice for one", async () => {
  const { ask } = await openPrd();
  const { base } = (await ask("edit", { prd: 1 })).result;
  const edit = { prd: 1, base, section: 2, text: "## Risks\nFew." };
  await ask("write", edit);
  expect((await ask("write", edit)).result).toMatchObject({ status: "same", version: 2 });
  const { text, branches } = (await ask("show", { prd: 1 })).result;
  expect(text.match(/Few\./g)).toHaveLength(1);
  expect(branches).toEqual([]);
});

it("says that nothing changed, leaves nothing empty, and writes no archived PRD", async () => {
  const { ask, call } = await openPrd();
  const { base } = (await ask("edit", { prd: 1 })).result;
  expect((await ask("write", { prd: 1, base, text: TEXT })).result).toMatchObject({ status: "same", version: 1 });
  expect(await call("write", { prd: 1, base, text: " \n" })).toMatchObject({ status: "done" });
  expect(await call("write", { prd: 1, base })).toMatchObject({ message: expect.stringContaining("leave nothing") });
  await ask("archive", { prd: 1 });
  expect(await call("write", { prd: 1, base, text: "x" })).toMatchObject({
    message: expect.stringContaining("archived"),
  });
  await ask("archive", { prd: 1, undo: true });
  expect((await ask("list", {})).result.prds).toMatchObject([{ number: 1, state: "draft" }]);
});

it("cuts a long section into parts that fit a form, and sends a line that does not to a file", async () => {
  const lines = Array.from({ length: 100 }, (_, line) => `Line ${line} ${"x".repeat(50)}`);
  const { ask, call } = await openPrd({ text: `# Long\n${lines.join("\n")}\n# Wide\n${"y".repeat(4_000)}\n` });
  const { result } = await ask("edit", { prd: 1 });
  expect(result.sections.map(({ title }: { title: string }) => title)).toEqual([
    ...["Long (1 of 3)", "Long (2 of 3)", "Long (3 of 3)", "Wide (1 of 2)", "Wide (2 of 2)"],
  ]);
  const { name, input } = fillIn(formOf((await ask("form", { prd: 1, section: 1 })).view), { text: "cut" });
  await ask(name, input);
  const { text } = (await ask("show", { prd: 1 })).result;
  expect(text).toContain("\ncut\n");
  expect(text.startsWith("# Long\nLine 0 ")).toBe(true);
  expect(await call("form", { prd: 1, section: 3 })).toMatchObject({
    message: expect.stringContaining("too long for a form"),
  });
});

it("stays within what Slack takes, however much people disagree", async () => {
  const paragraph = (words: string) =>
    Array.from({ length: 12 }, (_, line) => `${words} ${line} ${"x".repeat(80)}`).join("\n");
  const text = (words: string) =>
    Array.from({ length: 10 }, (_, part) => `## Part ${part}\n${paragraph(words)}`).join("\n\n");
  const { ask } = await openPrd({ text: text("base") });
  const { base } = (await ask("edit", { prd: 1 })).result;
  await ask("write", { prd: 1, base, text: text("mine") }, "U01");
  const { result, view } = await ask("write", { prd: 1, base, text: text("yours") }, "U02");
  expect(result.conflicts).toHaveLength(10);
  expect(formOf(view).fields).toHaveLength(10);
  const { blocks, private_metadata = "" } = renderModal(view).shown;
  expect(blocks.length).toBeLessThanOrEqual(100);
  expect(blocks.filter(({ type }) => type === "input")).toHaveLength(10);
  expect(private_metadata.length).toBeLessThanOrEqual(3_000);
});

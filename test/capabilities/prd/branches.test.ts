import { describe, expect, it } from "vitest";
import { dialects } from "../../support/stores.ts";
import { fillIn, formOf, openPrd, TEXT } from "./house.ts";

describe.each(dialects)("on %s", (dialect) => {
  it("branches, edits both sides, merges with a conflict that people settle, and merges nothing twice", async () => {
    const { ask } = await openPrd({ dialect });
    const form = formOf((await ask("branch-form", { prd: 1, from: "main" })).view);
    const { name, input } = fillIn(form, { name: "shorter-scope" });
    expect((await ask(name, input, "U02")).result).toEqual({ number: 1, name: "shorter-scope", from: 1 });
    const edit = (text: string, branch: string, user: string) =>
      ask("write", { prd: 1, branch, base: branch, section: 1, text: `## Goals\n${text}` }, user);
    await edit("- Two clicks.", "main", "U01");
    await edit("- No click.", "shorter-scope", "U02");
    const { result, view } = await ask("merge", { prd: 1, from: "shorter-scope" });
    expect(result).toMatchObject({
      status: "conflicts",
      conflicts: [{ heading: "Goals", base: "- Export in one click." }],
    });
    const settled = fillIn(formOf(view), { conflict_1: "- One click at most." });
    expect((await ask(settled.name, settled.input)).result).toMatchObject({ status: "kept", version: 4 });
    const shown = (await ask("show", { prd: 1 })).result;
    expect(shown.text).toContain("- One click at most.");
    expect(shown.version.parents).toEqual([2, 3]);
    expect(shown.branches).toEqual([{ name: "shorter-scope", version: 3 }]);
    expect((await ask("merge", { prd: 1, from: "shorter-scope" })).result).toMatchObject({
      status: "nothing",
      version: 4,
    });
    expect((await ask(settled.name, settled.input)).result).toMatchObject({ status: "same", version: 4 });
  });
});

it.each([
  ["ours", "- Two clicks."],
  ["theirs", "- No click."],
  ["both", "- Two clicks.\n- No click."],
])("settles every conflict by %s where that is asked for", async (take, words) => {
  const { ask } = await openPrd();
  await ask("branch", { prd: 1, name: "idea" });
  await ask("write", { prd: 1, base: "main", section: 1, text: "## Goals\n- Two clicks." });
  await ask("write", { prd: 1, branch: "idea", base: "idea", section: 1, text: "## Goals\n- No click." });
  await ask("merge", { prd: 1, from: "idea", take });
  expect((await ask("show", { prd: 1 })).result.text).toBe(TEXT.replace("- Export in one click.", words));
});

it("merges branches crosswise, and afterwards what both went on with", async () => {
  const { ask } = await openPrd();
  const edit = (section: number, text: string, branch: string) =>
    ask("write", { prd: 1, branch, base: branch, section, text });
  await ask("branch", { prd: 1, name: "idea" });
  await edit(1, "## Goals\n- Main.", "main");
  await edit(2, "## Risks\nIdea.", "idea");
  await ask("branch", { prd: 1, name: "main-before", from: "main" });
  await ask("merge", { prd: 1, from: "idea" });
  await ask("merge", { prd: 1, from: "main-before", into: "idea" });
  await edit(1, "## Goals\n- Main goes on.", "main");
  await edit(2, "## Risks\nIdea goes on.", "idea");
  expect((await ask("merge", { prd: 1, from: "idea" })).result).toMatchObject({ status: "kept" });
  const { text } = (await ask("show", { prd: 1 })).result;
  expect(text).toContain("- Main goes on.");
  expect(text).toContain("Idea goes on.");
});

it.each([
  [{ name: "branch", input: { prd: 1, name: "idea" } }, "has a branch “idea” already"],
  [{ name: "branch", input: { prd: 1, name: "v2" } }, "reads like a version"],
  [{ name: "branch", input: { prd: 1, name: "no spaces" } }, "small letters, digits and dashes"],
  [{ name: "branch", input: { prd: 1, name: "other", from: "v9" } }, "no version or branch “v9”"],
  [{ name: "merge", input: { prd: 1, from: "nowhere" } }, "no branch “nowhere”, but main, idea"],
  [{ name: "merge", input: { prd: 1, from: "main" } }, "cannot be merged into itself"],
  [{ name: "merge", input: { prd: 1, from: "idea", settled: {} } }, "which two versions"],
  [{ name: "show", input: { prd: 7 } }, "There is no PRD 7"],
])("says what is wrong with %j", async ({ name, input }, message) => {
  const { ask, call } = await openPrd();
  await ask("branch", { prd: 1, name: "idea" });
  expect(await call(name, input)).toMatchObject({ status: "refused", message: expect.stringContaining(message) });
});

it("restores what an older version said, as a new one", async () => {
  const { ask, call } = await openPrd();
  await ask("write", { prd: 1, base: "main", text: "# Else" });
  expect((await ask("restore", { prd: 1, version: "v1" }, "U02")).result).toMatchObject({ status: "kept", version: 3 });
  const { text, version } = (await ask("show", { prd: 1 })).result;
  expect(text).toBe(TEXT);
  expect(version).toMatchObject({ parents: [2], message: "Restore version 1" });
  expect(await call("restore", { prd: 1, version: "v3" })).toMatchObject({
    message: expect.stringContaining("the newest"),
  });
});

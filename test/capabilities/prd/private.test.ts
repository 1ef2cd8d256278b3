import { describe, expect, it } from "vitest";
import { openPrds, TEXT, wordsOf } from "./house.ts";

const SECRET = TEXT.replace("# Export", "# Project Heron");

/** PRD 1 of the private C2 and PRD 2 of the public C1, both by Ann (U01). */
async function open() {
  const house = await openPrds({
    kindOf: (channel) => (channel === "C2" ? "private" : channel.startsWith("D") ? "dm" : "public"),
    owners: { ann: "U01", ben: "U02" },
  });
  await house.ask("import", { file: SECRET, project: "ACME" }, "U01", "C2");
  await house.ask("import", { file: TEXT, project: "ACME" }, "U01", "C1");
  return house;
}

const READS: [name: string, input: object][] = [
  ["show", { prd: 1 }],
  ["log", { prd: 1 }],
  ["diff", { prd: 1 }],
  ["blame", { prd: 1 }],
  ["changelog", { prd: 1 }],
  ["export", { prd: 1 }],
  ["comment", { prd: 1 }],
  ["edit", { prd: 1 }],
  ["status", { prd: 1 }],
  ["schedule-form", { prd: 1 }],
];

describe("a PRD of a private channel", () => {
  it.each(READS)("answers prd.%s to nobody elsewhere but whoever planned it", async (name, input) => {
    const { call } = await open();
    for (const [user, channel] of [
      ["U02", "C1"],
      ["U02", "D9"],
      ["ben", "C1"],
      ["nobodys", "C1"],
    ]) {
      const outcome = await call(name, input, user, channel);
      expect(outcome).toMatchObject({ status: "refused", code: "forbidden", message: /^PRD 1 is private/ });
      expect(JSON.stringify(outcome)).not.toContain("Heron");
    }
  });

  it.each([
    ["by anybody there", "U02", "C2"],
    ["by whoever planned it, elsewhere", "U01", "C1"],
    ["by a key of whoever planned it", "ann", "C1"],
  ])("is read %s", async (_whom, user, channel) => {
    const { ask } = await open();
    const { view } = await ask("show", { prd: 1 }, user, channel);
    expect(wordsOf(view)).toContain("Heron");
    expect(wordsOf(view)).toContain("until they say /prd share 1 elsewhere");
    expect((await ask("list", {}, user, channel)).result.prds).toHaveLength(2);
  });

  it("is not in the list of those who may not read it, nor posted for everybody", async () => {
    const { ask, invoke } = await open();
    expect((await ask("list", {}, "U02", "C1")).result.prds).toMatchObject([{ number: 2 }]);
    const operator = { kind: "operator" as const, id: "cli" };
    const listed = await invoke({ name: "prd.list", input: {}, actor: operator, origin: { surface: "cli" } });
    expect(listed).toMatchObject({ result: { prds: [{ number: 2 }, { number: 1 }] } });
  });

  it("is not changed from elsewhere either", async () => {
    const { call } = await open();
    for (const [name, input] of [
      ["review", { prd: 1, verdict: "requested" }],
      ["comment", { prd: 1, text: "So?" }],
      ["archive", { prd: 1 }],
      ["branch", { prd: 1, name: "other" }],
      ["schedule", { prd: 1 }],
      ["share", { prd: 1 }],
    ] as const) {
      expect(await call(name, input, "U02", "C1"), name).toMatchObject({ status: "refused", code: "forbidden" });
    }
  });

  it("is brought elsewhere by whoever planned it alone", async () => {
    const { ask, call } = await open();
    expect(await call("share", { prd: 1 }, "U02", "C2")).toMatchObject({
      message: "Only whoever planned PRD 1 can bring it elsewhere.",
    });
    await ask("share", { prd: 1 }, "U01", "C1");
    expect((await ask("show", { prd: 1 }, "U02", "D9")).result).toMatchObject({
      title: "Project Heron",
      is_private: false,
    });
  });
});

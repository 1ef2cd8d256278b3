import { describe, expect, it } from "vitest";
import { DAY_MS } from "#lib/time";
import { forgetQuestions } from "#store/questions";
import { askingHouse } from "../../support/asking.ts";
import { dialects } from "../../support/stores.ts";

const BACKUP = {
  id: "backup",
  content: "# Backups\n\nTo restore a backup on SQLite, stop the bot and copy the file back.",
};

describe.each(dialects)("a question that was asked (%s)", (dialect) => {
  async function setUp() {
    const house = await askingHouse(dialect);
    await house.ask("rag.index", { ...BACKUP, audience: "workspace" });
    return house;
  }

  it("is kept with what became of it, and is the same one when its answer is shown anew", async () => {
    const { ask, ports } = await setUp();
    const there = { place: "slack:CPUBLIC" };
    const { result } = await ask("ask", { question: "how do I restore a backup?" }, "U001", there);
    const again = await ask("ask", { question: "how do I restore a backup?" }, "U001", there);
    expect(again.result.id).toBe(result.id);
    expect(await ports.questions.find(result.id)).toMatchObject({
      ...{ asker: "slack:U001", place: "slack:CPUBLIC", isOpen: false, isAnswered: true, mode: "extractive" },
      cited: [{ source: "api:slack:U001", uri: "backup", hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
  });

  it("can be rated by those who saw its answer, the latest word of each counting", async () => {
    const { ask, call } = await setUp();
    const there = { place: "slack:CPUBLIC" };
    const { result, view } = await ask("ask", { question: "how do I restore a backup?" }, "U001", there);
    expect(JSON.stringify(view)).toContain("questions.rate-form");
    const form = await ask("questions.rate-form", { question: result.id }, "U001", there);
    expect(form.view.nodes.find(({ type }) => type === "form")).toMatchObject({
      call: { name: "questions.rate", input: { question: result.id, rating: "down" } },
    });
    await ask("questions.rate", { question: result.id, rating: "up" }, "U001", there);
    await ask("questions.rate", { question: result.id, rating: "down", words: "Which file?" }, "U001", there);
    await ask("questions.rate", { question: result.id, rating: "up" }, "U002", there);
    expect(await call("questions.rate", { question: result.id, rating: "up" }, "U002")).toMatchObject({
      status: "refused",
    });
    const gaps = await ask("gaps", {});
    expect(gaps.result).toMatchObject({ asked: 1, answered: 1, up: 1, down: 1, missed: ["Which file?"] });
  });

  it("is told of in counts alone, and of what only its asker could read not before three have missed the same", async () => {
    const { ask } = await setUp();
    const miss = (question: string, who: string, isPosted = false) =>
      ask("ask", { question }, who, { place: "slack:CPUBLIC", isPosted });
    await miss("where is the zeppelin hangar?", "U001");
    await miss("where is the zeppelin moored?", "U002");
    const before = await ask("gaps", {});
    expect(before.result).toMatchObject({ asked: 2, answered: 0, gaps: [] });
    await miss("who flies the zeppelin?", "U003");
    await miss("where is the submarine?", "U001", true);
    const { result, view } = await ask("gaps", {});
    expect(result.gaps).toEqual([
      { terms: ["zeppelin"], questions: 3 },
      { terms: ["submarine"], questions: 1 },
    ]);
    expect(JSON.stringify(view)).not.toMatch(/U001|hangar|moored/);
  });

  it("is the person's own: they alone list it, never before others, and can have it forgotten", async () => {
    const { ask, call, ports } = await setUp();
    await ask("ask", { question: "where is the zeppelin?" }, "U001");
    expect((await ask("questions.mine", {}, "U001")).result.questions).toMatchObject([
      { text: "where is the zeppelin?", is_answered: false },
    ]);
    expect((await ask("questions.mine", {}, "U002")).result.questions).toEqual([]);
    expect(await call("questions.mine", {}, "U001", { isPosted: true })).toMatchObject({ status: "refused" });
    expect((await ask("questions.forget", {}, "U001")).result).toEqual({ forgotten: 1 });
    expect(await ports.questions.askedBy("slack:U001", 10)).toEqual([]);
  });

  it("is forgotten when its time is over", async () => {
    const { ask, ports, store, now } = await setUp();
    const { result } = await ask("ask", { question: "where is the zeppelin?" }, "U001");
    expect(await forgetQuestions(store, new Date(now().getTime() - DAY_MS))).toBe(0);
    expect(await forgetQuestions(store, new Date(now().getTime() + 1))).toBe(1);
    expect(await ports.questions.find(result.id)).toBeUndefined();
  });

  it("takes the thread's first question along where it means nothing alone", async () => {
    const { ask } = await setUp();
    const there = { place: "slack:CPUBLIC", thread: "1.1", isPosted: true };
    await ask("ask", { question: "how do I restore a backup?" }, "U001", there);
    const { result, view } = await ask("ask", { question: "and on SQLite?" }, "U002", there);
    expect(result).toMatchObject({ follows: "how do I restore a backup?", answer: { kind: "answered" } });
    expect(JSON.stringify(view)).toContain("Taken together with “how do I restore a backup?”");
    const third = await ask("ask", { question: "and how long does that take?" }, "U001", there);
    expect(third.result.follows).toBe("how do I restore a backup?");
    const elsewhere = await ask("ask", { question: "and on SQLite?" }, "U001", { ...there, thread: "2.2" });
    expect(elsewhere.result.follows).toBeNull();
  });

  it("takes in a direct message what the same person asked a moment ago", async () => {
    const { ask, pass } = await setUp();
    const there = { place: "slack:DM1", thread: "3.3" };
    await ask("ask", { question: "how do I restore a backup?" }, "U001", there);
    const soon = await ask("ask", { question: "and on SQLite?" }, "U001", { ...there, thread: "4.4" });
    expect(soon.result.follows).toBe("how do I restore a backup?");
    pass(DAY_MS);
    const late = await ask("ask", { question: "and on Postgres?" }, "U001", { ...there, thread: "5.5" });
    expect(late.result.follows).toBeNull();
  });
});

it("names no bot as somebody who may know, and whoever owns it beside the bot", async () => {
  const github = { codeowners: async () => "docs/* @deploybot @ada" };
  const house = await askingHouse("sqlite", { vendors: { github } } as never);
  const bot = { vendor: "github" as const, handle: "deploybot", name: null, email: null, kind: "bot" as const };
  await house.ports.directory.see([bot], house.now());
  await house.meet("U002", "Ada", "ada");
  const url = "https://github.example.com/acme/api/blob/main/docs/backup.md";
  await house.ask("rag.index", { ...BACKUP, audience: "workspace", meta: { url, path: "docs/backup.md" } });
  const { result } = await house.ask("ask", { question: "which colour has the backup of the submarine?" });
  expect(result.answer.experts.map(({ name }: { name: string }) => name)).toEqual(["Ada"]);
});

import { describe, expect, it } from "vitest";
import { isIntact } from "#domain/prd/version";
import { readStory } from "#store/audit-chain";
import type { Store } from "#store/db";
import { eq } from "#store/drizzle";
import { createPrds } from "#store/prds";
import { AT, dialects, openTestStore } from "../support/stores.ts";

const PRD = {
  ...{ title: "Export as CSV", project: "ACME", createdBy: "slack:U1", place: "slack:C1", thread: null },
  origin: { kind: "typed" as const, isTainted: false },
};
const FIRST = { text: "# Export\n", author: "slack:U1", message: "Begin" };

const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);

async function begin(store: Store, quorum = 1) {
  const prds = createPrds(store, { quorum });
  const { prd, version } = await prds.create(PRD, FIRST, AT);
  const write = (
    text: string,
    expected: string,
    change: { branch?: string; parents?: string[]; closes?: string } = {},
  ) =>
    prds.commit(
      { prd: prd.id, branch: "main", expected, text, author: "slack:U2", message: "Write", ...change },
      later(1),
    );
  const review = (verdict: "requested" | "approved" | "changes" | "rejected", by: string, of: string) =>
    prds.review({ prd: prd.id, version: of, branch: "main", verdict, by, comment: null }, later(2));
  return { prds, prd, version, write, review };
}

describe.each(dialects)("on %s", (dialect) => {
  it("begins a PRD with its first version, found by number and by id", async () => {
    const { prds, prd, version } = await begin(await openTestStore(dialect));
    expect(prd).toMatchObject({ number: 1, state: "draft", ...PRD, createdAt: AT });
    expect([await prds.find(1), await prds.find(prd.id)]).toEqual([prd, prd]);
    expect(await prds.find(2)).toBeUndefined();
    expect(version).toMatchObject({ number: 1, parents: [], text: "# Export\n", at: AT.toISOString() });
    expect(await prds.head(prd.id)).toEqual(version);
    expect(await prds.head(prd.id, "other")).toBeUndefined();
    expect(await prds.version(version.id)).toEqual(version);
  });

  it("lets one of two who write at once go first, and tells the other whose text is there now", async () => {
    const { prds, prd, version, write } = await begin(await openTestStore(dialect));
    const both = await Promise.all([write("one\n", version.id), write("two\n", version.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["kept", "moved"]);
    const kept = both.flatMap((one) => (one.status === "kept" ? [one.version] : []));
    expect(both.flatMap((one) => (one.status === "moved" ? [one.head] : []))).toEqual(kept);
    expect(kept).toMatchObject([{ number: 2, parents: [version.id], author: "slack:U2" }]);
    expect(await prds.entries(prd.id)).toMatchObject([{ number: 1 }, { number: 2 }]);
  });

  it("keeps no version that says what the newest says, but for one that joins another branch", async () => {
    const { prds, prd, version, write } = await begin(await openTestStore(dialect));
    await prds.branch({ prd: prd.id, name: "idea", from: version.id, by: "slack:U2" }, AT);
    expect(await write("# Export\r\n\n", version.id)).toEqual({ status: "same", head: version });
    const idea = await write("# Export\nmore\n", version.id, { branch: "idea" });
    if (idea.status !== "kept") throw new Error(idea.status);
    const joined = await write("# Export\n", version.id, { parents: [idea.version.id], closes: "idea" });
    expect(joined).toMatchObject({ status: "kept", version: { parents: [version.id, idea.version.id] } });
    expect((await prds.branches(prd.id)).map(({ name }) => name)).toEqual(["main"]);
  });

  it("leaves a branch open that has gone on since it was joined", async () => {
    const { prds, prd, version, write } = await begin(await openTestStore(dialect));
    await prds.branch({ prd: prd.id, name: "idea", from: version.id, by: "slack:U2" }, AT);
    const first = await write("one\n", version.id, { branch: "idea" });
    if (first.status !== "kept") throw new Error(first.status);
    await write("two\n", first.version.id, { branch: "idea" });
    await write("one\n", version.id, { parents: [first.version.id], closes: "idea" });
    expect((await prds.branches(prd.id)).map(({ name }) => name)).toEqual(["main", "idea"]);
  });

  it("takes no version of another PRD for a parent or a branch", async () => {
    const { prds, prd, version, write } = await begin(await openTestStore(dialect));
    const other = await prds.create(PRD, FIRST, later(1));
    await expect(write("x\n", version.id, { parents: [other.version.id] })).rejects.toThrow("not all of these");
    const branch = { prd: prd.id, name: "x", from: other.version.id, by: "slack:U1" };
    await expect(prds.branch(branch, AT)).rejects.toThrow("not all of these");
  });

  it("keeps each text once, and refuses to change or drop what a PRD said", async () => {
    const store = await openTestStore(dialect);
    const { prds, prd, version, write } = await begin(store);
    const second = await write("two\n", version.id);
    if (second.status !== "kept") throw new Error(second.status);
    await write("# Export\n", second.version.id);
    const { prdTexts, prdVersions } = store.tables;
    expect(await store.$count(prdTexts)).toBe(2);
    expect((await prds.history(prd.id)).map(({ text }) => text)).toEqual(["# Export\n", "two\n", "# Export\n"]);
    await expect(store.update(prdVersions).set({ message: "else" })).rejects.toThrow();
    await expect(store.update(prdTexts).set({ text: "else" })).rejects.toThrow();
    await expect(store.delete(prdVersions).where(eq(prdVersions.prd, prd.id))).rejects.toThrow();
    await expect(store.delete(prdTexts)).rejects.toThrow();
    const whole = (await prds.history(prd.id)).map(({ number: _number, ...rest }) => isIntact(rest));
    expect(whole).toEqual([true, true, true]);
  });

  it("refuses a text that is longer than a PRD may be, and stores what no database can hold in another form", async () => {
    const { version, write } = await begin(await openTestStore(dialect));
    await expect(write("ü".repeat(52_000), version.id)).rejects.toThrow("may have 100 kB; this has 102 kB");
    expect(await write("a\0b\uD800\r\n", version.id)).toMatchObject({ version: { text: "a\uFFFDb\uFFFD\n" } });
  });

  it("approves a version by as many as are needed, none of them its author, until the next one lands", async () => {
    const { prds, prd, version, write, review } = await begin(await openTestStore(dialect), 2);
    expect(await review("requested", "slack:U1", version.id)).toMatchObject({ state: "in_review", approvals: 0 });
    expect(await review("approved", "slack:U1", version.id)).toMatchObject({ state: "in_review", approvals: 0 });
    expect(await review("approved", "slack:U2", version.id)).toMatchObject({ state: "in_review", approvals: 1 });
    expect(await review("approved", "slack:U2", version.id)).toMatchObject({ state: "in_review", approvals: 1 });
    expect(await review("approved", "slack:U3", version.id)).toMatchObject({ state: "approved", approvals: 2 });
    expect(await prds.list({ states: ["approved"], limit: 9 })).toMatchObject([{ id: prd.id }]);
    const next = await write("two\n", version.id);
    expect(await prds.find(1)).toMatchObject({ state: "draft" });
    expect(await review("approved", "slack:U2", version.id)).toMatchObject({ status: "moved", head: { number: 2 } });
    expect(next).toMatchObject({ status: "kept" });
    expect(await prds.reviews(prd.id)).toHaveLength(5);
  });

  it("keeps comments, and the way from a requirement to its ticket once", async () => {
    const { prds, prd, version } = await begin(await openTestStore(dialect));
    const comment = { prd: prd.id, version: version.id, section: "Goals", by: "slack:U2", text: "Why?" };
    expect(await prds.comment(comment, AT)).toEqual({ status: "kept" });
    expect(await prds.comments(prd.id)).toMatchObject([{ section: "Goals", text: "Why?", at: AT }]);
    const link = {
      prd: prd.id,
      requirement: "R1",
      ref: "jira:ACME-7",
      title: "Export",
      url: null,
      version: version.id,
    };
    await prds.link({ ...link, by: "slack:U1" }, AT);
    await prds.link({ ...link, by: "slack:U2" }, later(1));
    const kept = [{ ...link, by: "slack:U1", at: AT }];
    expect(await prds.links({ prd: prd.id })).toMatchObject(kept);
    expect(await prds.links({ ref: "jira:ACME-7" })).toMatchObject(kept);
  });

  it("writes every change into the audit, and nothing else", async () => {
    const store = await openTestStore(dialect);
    const { prds, prd, version, write, review } = await begin(store);
    await write("# Export\n", version.id);
    await prds.branch({ prd: prd.id, name: "idea", from: version.id, by: "slack:U2" }, AT);
    expect(await prds.branch({ prd: prd.id, name: "idea", from: version.id, by: "slack:U2" }, AT)).toEqual({
      status: "taken",
    });
    await write("two\n", version.id, { branch: "idea" });
    await review("approved", "slack:U2", version.id);
    expect(await prds.change(prd.id, { title: "Other", by: "slack:U3" }, AT)).toMatchObject({ title: "Other" });
    expect(await prds.change("none", { title: "Other", by: "slack:U3" }, AT)).toBeUndefined();
    const story = await readStory(store, [prd.id]);
    expect(story.map(({ event }) => [event.verb, event.actor, event.outcome])).toEqual([
      ["created", "slack:U1", "draft"],
      ["branched", "slack:U2", "kept"],
      ["committed", "slack:U2", "kept"],
      ["reviewed", "slack:U2", "approved"],
      ["changed", "slack:U3", "approved"],
    ]);
  });
});

import { describe, expect, it } from "vitest";
import type { Ports } from "#kernel/context";
import { type AskingHouse, askingHouse } from "../../support/asking.ts";
import { performToEnd } from "../../support/proposals.ts";
import { dialects } from "../../support/stores.ts";
import type { TrustHouse } from "../../support/trust.ts";

const QUESTION = { question: "what is the launch code of the rocket?" };
const SECRET = { id: "mine", content: "# Rocket\n\nThe launch code of the rocket is canarycode." };
const OPEN = { id: "open", content: "# Rocket\n\nThe launch code of the rocket is kept in the vault." };

describe.each(dialects)("an answer that others come to see (%s)", (dialect) => {
  async function setUp(ports: Partial<Ports> = {}) {
    const house = await askingHouse(dialect, ports);
    await house.ask("rag.index", { ...SECRET, audience: "user:U001" }, "U001");
    await house.ask("rag.index", { ...OPEN, audience: "workspace" }, "U001");
    return house;
  }

  async function post(house: AskingHouse, channel: string, from: string): Promise<string> {
    const call = { name: "ask", input: QUESTION };
    const outcome = await house.call("messages.post", { channel, call }, "U001", { place: `slack:${from}` });
    if (outcome.status !== "proposed") throw new Error(outcome.status);
    await performToEnd(house as unknown as TrustHouse, outcome.approval.id);
    return JSON.stringify(house.told.find(({ key }) => key === outcome.approval.id)?.view ?? null);
  }

  it("is offered to the channel with a warning where it would be another one there", async () => {
    const { ask } = await setUp();
    const { result, view } = await ask("ask", QUESTION, "U001", { place: "slack:CPRIVATE" });
    expect(result.share).toEqual({ channel: "CPRIVATE", is_narrower: true });
    expect(JSON.stringify(view)).toContain("Share to channel");
    expect(JSON.stringify(view)).toContain("answered anew without that");
    const other = await ask("ask", QUESTION, "U002", { place: "slack:CPRIVATE" });
    expect(other.result.share).toEqual({ channel: "CPRIVATE", is_narrower: false });
    expect((await ask("ask", QUESTION, "U001", { place: "slack:DM1" })).result.share).toBeNull();
  });

  it("is answered anew for those who read the channel, wherever it is posted from", async () => {
    const house = await setUp();
    const there = { place: "slack:CPRIVATE" };
    await house.ask("rag.index", { ...SECRET, id: "team", audience: "channel:CPRIVATE" }, "U001", there);
    await house.ports.knowledge.remove("api:slack:U001", "mine");
    house.places["CSMALL"] = { kind: "private", members: 2 };
    expect(await post(house, "CPRIVATE", "CSMALL")).toContain("canarycode");
    const elsewhere = await post(house, "CSMALL", "CPRIVATE");
    expect(elsewhere).toContain("kept in the vault");
    expect(elsewhere).not.toContain("canarycode");
  });

  it("rests before everybody on what everybody may read, and only whoever asked is told that they may read more", async () => {
    const { ask } = await setUp();
    const posted = { place: "slack:CPRIVATE", isPosted: true };
    const { result, view } = await ask("ask", QUESTION, "U001", posted);
    expect(result).toMatchObject({ share: null, has_more: true });
    expect(JSON.stringify(view.nodes)).toContain("kept in the vault");
    expect(JSON.stringify(view)).not.toContain("canarycode");
    expect(JSON.stringify(view.nodes)).not.toContain("may read more");
    expect(JSON.stringify(view.aside)).toContain("may read more");
    const other = await ask("ask", QUESTION, "U002", posted);
    expect(other.result.has_more).toBe(false);
    expect(other.view.aside).toBeUndefined();
  });

  it("is answered anew where somebody stops being a member while a model writes", async () => {
    let onWritten = () => {};
    const model = {
      async complete() {
        onWritten();
        return { status: "unusable", reason: "timeout", message: "busy", provenance: {} };
      },
    } as unknown as Ports["model"];
    const house = await setUp({ model });
    const before = await house.ask("ask", QUESTION, "U002", { place: "slack:CPUBLIC" });
    expect(JSON.stringify(before.view)).toContain("kept in the vault");
    onWritten = () => void house.guests.add("U002");
    const after = await house.ask("ask", { question: "what is the launch code of that rocket?" }, "U002", {
      place: "slack:CPUBLIC",
    });
    expect(JSON.stringify(after.view)).not.toContain("kept in the vault");
  });
});

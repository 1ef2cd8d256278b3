import { expect, it } from "vitest";
import { describeMenu, isOffered } from "#capabilities/assistant/menu";
import { planSteps } from "#capabilities/assistant/plan";
import { catalogue } from "#capabilities/index";
import type { Context } from "#kernel/context";
import type { Model } from "#kernel/ports/model";

const PROVENANCE = { traceId: "t1", model: "m", prompt: "assistant@1/base", cited: [], isTainted: false };

/** Answers these steps, whatever it is asked, and remembers what it was shown. */
function setUp(steps: { name: string; input: string }[] | "busy") {
  const shown: { menu?: unknown; sources?: unknown } = {};
  const complete = async (_prompt: unknown, ask: { input: unknown; sources: unknown }) => {
    Object.assign(shown, { menu: ask.input, sources: ask.sources });
    if (steps === "busy")
      return { status: "unusable", reason: "timeout", message: "It is busy.", provenance: PROVENANCE };
    return { status: "done", value: { steps }, provenance: PROVENANCE };
  };
  const context = { model: { complete } as unknown as Model, catalogue, signal: AbortSignal.timeout(1_000) };
  return { shown, run: (request: string) => planSteps.run(context as unknown as Context, { request }) };
}

it("keeps of a model's steps what names something offered, with what that takes", async () => {
  const { run, shown } = setUp([
    { name: "triage", input: '{"mine":true}' },
    { name: "pr.comment", input: '{"pull":"acme/api#7","body":"Please look.","kind":"nudge"}' },
    { name: "standup", input: "" },
    { name: "triage", input: '{"mine":"perhaps"}' },
    { name: "triage", input: "not json" },
    { name: "triage", input: "[1]" },
    { name: "approvals.approve", input: '{"approval":"1"}' },
    { name: "policy.change", input: '{"yaml":""}' },
    { name: "rm -rf", input: "{}" },
  ]);
  expect((await run("what needs me? and nudge acme/api#7")).steps).toEqual([
    { name: "triage", input: { mine: true }, is_read: true },
    { name: "pr.comment", input: { pull: "acme/api#7", body: "Please look.", kind: "nudge" }, is_read: false },
    { name: "standup", input: {}, is_read: true },
  ]);
  expect(shown.sources).toMatchObject([{ text: "what needs me? and nudge acme/api#7", trust: "member" }]);
});

it("offers no model what decides, records or reigns, and tells it of each thing in a line", () => {
  const offered = [...catalogue.values()].filter(isOffered);
  expect(offered.length).toBeGreaterThan(20);
  for (const { name, risk } of offered) {
    expect(risk, name).not.toBe("record");
    expect(name).not.toMatch(/^(approvals\.(approve|decline|break-glass|modify|resolve)|policy\.change|pause|resume)$/);
  }
  const menu = describeMenu(catalogue);
  expect(menu.split("\n")).toHaveLength(offered.length);
  expect(menu.length).toBeLessThan(30_000);
});

it("says why where the model is of no use, and finds nothing where there is none", async () => {
  expect(await setUp("busy").run("anything")).toEqual({ steps: [], notice: "It is busy.", trace_id: null });
  const context = { model: null, catalogue } as unknown as Context;
  expect((await planSteps.run(context, { request: "x" })).steps).toEqual([]);
});

import { describe, expect, it } from "vitest";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import type { Risk } from "#domain/trust/risk";
import { judge, type Place, type Question } from "#domain/trust/verdict";

const MODES = ["auto", "ask", "require_approval", "deny", "ask_if_channel_public"] as const;
const RISKS: Risk[] = ["low", "medium", "high", "critical"];
const PLACES: Record<string, Place> = {
  dm: { kind: "dm" },
  "small private": { kind: "private", members: 8 },
  "large private": { kind: "private", members: 80 },
  public: { kind: "public", members: 8 },
  external: { kind: "external" },
};

const question: Question = {
  ...{
    name: "note.write",
    variants: [],
    floor: "low",
    isKnown: true,
    place: { kind: "dm" },
    project: null,
    channel: null,
  },
  ...{ isTainted: false, objects: 1, isRequesterHuman: true },
};

/** "auto on high" refuses to load; there the capability's own floor is what makes it high. */
function policyOf(mode: string, risk: Risk) {
  const isHigh = risk === "high" || risk === "critical";
  const written = mode === "auto" && isHigh ? "low" : risk;
  const text = `actions: { note.write: { risk: ${written}, mode: ${mode === "ask_if_channel_public" ? "ask_if_channel_public: true" : mode} } }
limits: { max_channel_size_auto_post: 10 }`;
  return parsePolicyYaml(text);
}

/** What every decision must be, said once more and in other words than the code's. */
function expected(
  mode: (typeof MODES)[number],
  risk: Risk,
  { place, isTainted }: { place: string; isTainted: boolean },
) {
  if (mode === "deny") return "deny";
  const effective = isTainted ? RISKS[Math.min(3, RISKS.indexOf(risk) + 1)] : risk;
  if (effective === "high" || effective === "critical") return "require_approval";
  if (mode === "require_approval") return "require_approval";
  const isQuiet = place === "dm" || place === "small private";
  const isAuto = mode === "auto" || (mode === "ask_if_channel_public" && isQuiet);
  return isAuto && !isTainted ? "auto" : "ask";
}

describe.each(MODES)("mode %s", (mode) => {
  it.each(RISKS)("decides on what is %s, in every place, clean and tainted", (risk) => {
    for (const [place, where] of Object.entries(PLACES)) {
      for (const isTainted of [false, true]) {
        const verdict = judge(policyOf(mode, risk), { ...question, floor: risk, place: where, isTainted });
        const found = { mode, risk, place, isTainted, is: verdict.mode };
        expect(found).toEqual({ mode, risk, place, isTainted, is: expected(mode, risk, { place, isTainted }) });
        expect(verdict.needed).toBe(verdict.risk === "critical" ? 2 : 1);
      }
    }
  });
});

it("takes what nobody has judged for high, and many objects for critical", () => {
  const policy = parsePolicyYaml("");
  expect(judge(policy, { ...question, isKnown: false })).toMatchObject({ risk: "high", mode: "require_approval" });
  expect(judge(policy, { ...question, objects: 21 })).toMatchObject({ risk: "critical", needed: 2 });
  expect(judge(policy, question)).toMatchObject({ risk: "low", mode: "auto", rule: "default" });
});

it("takes the stricter of what is claimed and what is certain", () => {
  const policy = parsePolicyYaml(`
actions:
  note.write: { risk: medium, mode: ask }
  note.write.lax: { risk: low, mode: auto }
  note.write.strict: { risk: high, mode: require_approval }
  note.write.never: { risk: low, mode: deny }
`);
  const claiming = (...claims: string[]) => judge(policy, { ...question, claims });
  expect(claiming("note.write.lax")).toMatchObject({ mode: "ask", risk: "medium", rule: "note.write" });
  expect(claiming("note.write.strict")).toMatchObject({ mode: "require_approval", risk: "high", needed: 1 });
  expect(claiming("note.write.lax", "note.write.never")).toMatchObject({ mode: "deny", risk: "medium" });
  expect(claiming("note.write.unheard")).toEqual(judge(policy, question));
});

it("lets the most specific key decide: of the channel, of the project, then of everything", () => {
  const policy = parsePolicyYaml(`
actions:
  note.*: { risk: medium, mode: ask }
  note.write: { risk: medium, mode: auto }
  note.write.long: { risk: medium, mode: require_approval }
projects: { API: { actions: { note.write: { risk: high } } } }
channels: { C1: { actions: { "note.*": { risk: low, mode: deny } } } }
`);
  const rule = (change: Partial<Question>) => judge(policy, { ...question, ...change }).rule;
  expect(rule({})).toBe("note.write");
  expect(rule({ variants: ["note.write.long"] })).toBe("note.write.long");
  expect(rule({ name: "note.read" })).toBe("note.*");
  expect(judge(policy, { ...question, project: "API" })).toMatchObject({ risk: "high" });
  expect(judge(policy, { ...question, project: "API", channel: "C1" })).toMatchObject({ mode: "deny" });
  expect(rule({ name: "constructor" })).toBe("default");
});

it("never lowers what the capability says, and blocks by the short notation", () => {
  const policy = parsePolicyYaml("actions: { note.write: { risk: low, mode: auto } }\nnote.erase: { action: block }");
  expect(judge(policy, { ...question, floor: "high" })).toMatchObject({ risk: "high", mode: "require_approval" });
  expect(judge(policy, { ...question, name: "note.erase" })).toMatchObject({ mode: "deny" });
});

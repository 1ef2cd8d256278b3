import { expect, it } from "vitest";
import { type Ballot, type Decidable, decide, type Voter } from "#domain/trust/decide";
import { parsePolicyYaml } from "#domain/trust/policy-yaml";
import type { Risk } from "#domain/trust/risk";

const NOW = new Date("2026-11-20T09:00:00Z");
const { roles } = parsePolicyYaml(`
roles:
  viewers: [U0VIEWER]
  leads: { core: [U0LEAD] }
  approvers:
    - { who: [S0GROUP], may: ["pr.*"], projects: [API] }
    - { who: [U0ANY] }
  policy_admins: [U0ADMIN]
`);

const person = (handle: string, more: Partial<Voter> = {}): Voter => ({
  ...{ person: handle, slackIds: [handle], isGuest: false, isOperator: false },
  ...more,
});

const WHO: Record<string, Voter> = {
  requester: person("U0ASKED"),
  stranger: person("U0OTHER"),
  viewer: person("U0VIEWER"),
  guest: person("U0ANY", { isGuest: true }),
  lead: person("U0LEAD"),
  "approver in scope": person("U0GRACE", { slackIds: ["U0GRACE", "S0GROUP"] }),
  "approver of all": person("U0ANY"),
  admin: person("U0ADMIN"),
};

function ruling(who: string, change: Partial<Decidable> = {}, ballot: Partial<Ballot> = {}): string {
  const approval: Decidable = {
    ...{
      name: "pr.merge",
      project: "API",
      team: "core",
      status: "pending",
      risk: "high",
      mode: "ask",
      isTainted: false,
    },
    ...{ needed: 1, expiresAt: new Date(NOW.getTime() + 1_000), requesterPerson: "U0ASKED", votes: [] },
    ...change,
  };
  const voter = WHO[who] ?? person(who);
  const given = decide(approval, { voter, roles, verdict: "approve", isBound: true, now: NOW, ...ballot });
  return given.status === "accepted" ? (given.isComplete ? "decides" : "agrees") : given.code;
}

const TABLE: [risk: Risk, expected: Record<string, string>][] = [
  [
    "medium",
    {
      requester: "decides",
      stranger: "role",
      viewer: "role",
      guest: "guest",
      lead: "decides",
      "approver in scope": "decides",
    },
  ],
  [
    "high",
    { requester: "self", stranger: "role", viewer: "role", guest: "guest", lead: "role", "approver of all": "decides" },
  ],
  ["critical", { requester: "self", lead: "role", "approver of all": "agrees", admin: "role" }],
];

it.each(TABLE)("says who may decide on what is %s", (risk, expected) => {
  const needed = risk === "critical" ? 2 : 1;
  const found = Object.fromEntries(Object.keys(expected).map((who) => [who, ruling(who, { risk, needed })]));
  expect(found).toEqual(expected);
});

it("keeps approvers to their scope, and the policy to its admins", () => {
  expect(ruling("approver in scope", { name: "issue.create" })).toBe("role");
  expect(ruling("approver in scope", { project: "WEB" })).toBe("role");
  expect(ruling("approver in scope", { project: null })).toBe("role");
  expect(ruling("approver of all", { name: "policy.change" })).toBe("role");
  expect(ruling("admin", { name: "policy.change" })).toBe("decides");
});

it("lets nobody confirm their own where strangers' words are in it, or the policy wants another", () => {
  expect(ruling("requester", { risk: "medium", isTainted: true })).toBe("self");
  expect(ruling("requester", { risk: "medium", mode: "require_approval" })).toBe("self");
  expect(ruling("requester", { risk: "high" }, { verdict: "decline" })).toBe("decides");
});

it("counts every person once, and two for what needs two", () => {
  expect(ruling("approver of all", { risk: "critical", needed: 2, votes: ["U0ANY"] })).toBe("twice");
  expect(ruling("approver in scope", { risk: "critical", needed: 2, votes: ["U0ANY"] })).toBe("decides");
  expect(ruling("approver in scope", { risk: "critical", needed: 2 }, { verdict: "decline" })).toBe("decides");
});

it("decides on what is risky only where all of it can be seen, in time, and once", () => {
  expect(ruling("approver of all", {}, { isBound: false })).toBe("unbound");
  expect(ruling("approver of all", { risk: "medium" }, { isBound: false })).toBe("decides");
  expect(ruling("approver of all", { expiresAt: NOW })).toBe("expired");
  expect(ruling("approver of all", { status: "declined" })).toBe("over");
});

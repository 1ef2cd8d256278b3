import { expect, it } from "vitest";
import { parseCodeowners } from "#domain/acting/codeowners";
import { type Reviewing, suggestColleagues, suggestReviewers } from "#domain/acting/reviewers";

const MEMBERS: Record<string, string[]> = { "@acme/core": ["cyd", "dan"], "eve@example.com": ["eve"] };

function reviewing(change: Partial<Reviewing> = {}): Reviewing {
  return {
    author: "ada",
    load: new Map(),
    unavailable: new Set(),
    membersOf: (owner) => MEMBERS[owner] ?? [],
    ...change,
  };
}

const logins = (suggested: { login: string }[]) => suggested.map(({ login }) => login);

it("suggests whoever has the fewest reviews open, then whoever owns most of the change, never the author", () => {
  const codeowners = parseCodeowners("* @Ada @ben\n*.ts @ada @ben @cyd");
  const paths = ["README.md", "a.ts"];
  expect(logins(suggestReviewers(codeowners, paths, reviewing()))).toEqual(["ben", "cyd"]);
  const load = new Map([["ben", 2]]);
  expect(suggestReviewers(codeowners, paths, reviewing({ load }))).toEqual([
    { login: "cyd", reason: "owns 1 of 2 changed files, has 0 reviews open" },
    { login: "ben", reason: "owns 2 of 2 changed files, has 2 reviews open" },
  ]);
});

it("spreads what it suggests, and speaks of what is asked for alone", () => {
  const suggested = new Map([["ben", 1]]);
  const [first, second] = suggestReviewers(parseCodeowners("* @ben @cyd"), ["a"], reviewing({ suggested }));
  expect(first?.login).toBe("cyd");
  expect(second).toEqual({ login: "ben", reason: "owns 1 of 1 changed file, has 0 reviews open" });
});

it("knows the people behind teams and addresses, leaves out those who are away, and names three at most", () => {
  const codeowners = parseCodeowners("* @acme/core Eve@example.com @ben @fay @unknown/team");
  const away = reviewing({ unavailable: new Set(["dan"]) });
  expect(logins(suggestReviewers(codeowners, ["a"], away))).toEqual(["ben", "cyd", "eve"]);
});

it("suggests nobody where nobody owns what is changed, and then whoever worked there lately", () => {
  const codeowners = parseCodeowners("/docs/ @ben");
  expect(suggestReviewers(codeowners, ["a.ts"], reviewing())).toEqual([]);
  const active = new Map([
    ["ada", 9],
    ["ben", 1],
    ["cyd", 5],
  ]);
  expect(logins(suggestColleagues(active, reviewing()))).toEqual(["cyd", "ben"]);
  expect(logins(suggestColleagues(active, reviewing({ load: new Map([["cyd", 1]]) })))).toEqual(["ben", "cyd"]);
});

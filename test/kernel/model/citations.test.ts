import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dropForeign, dropForeignDeep, knowFrom } from "#kernel/model/citations";

const KNOWN = knowFrom({
  sources: [
    {
      ...{ id: "github:acme/api#7", kind: "pull request", url: "https://git.example/acme/api/pull/7" },
      ...{ text: "Fixes API-12 as in 4fcba580a4bf35422ba8f05a53110ee0345a6294.", trust: "anyone" },
    },
    { id: "jira:API-13", kind: "ticket", text: "See https://evil.example/x", trust: "member" },
  ],
  words: ["What about WEB-5?"],
  urls: ["https://docs.example/guide?page=1"],
});

it.each([
  "The fix is in review [S1].",
  "API-12, API-13 and WEB-5 belong together [S1, S2].",
  "It is acme/api#7, in short #7, at 4fcba580a4bf35422ba8f05a53110ee0345a6294.",
  "Read https://git.example/acme/api/pull/7. Then (https://docs.example/guide?page=1), please.",
  "See [the pull request](https://git.example/acme/api/pull/7).",
  "UTF-8, SHA-256, ISO-8601 and Q4-2026 are no tickets; v1.2.3 of src/main.ts, socket.io and README.md are no addresses.",
  "src/kernel/x.ts, src/kernel/x.ts#L10, docs/app.py#L3 and Node.js/Deno, and/or, TCP/IP, 1.2.3, v1.2.3/x, 10.0.0.0/8.",
  "Is it src/kernel/x.ts? Or main.sh? Or 1.2.3.4? Ask a@x.example, @acme/x.js/y or C:\\x\\y.txt!",
  "Ratio 3:1, e.g. at 10:30, costs 1.5 or 2.5. Fine!\n\n- a list\n- of two\n",
])("leaves what was laid before the model: %s", (text) => {
  expect(dropForeign(text, KNOWN)).toBe(text);
});

it.each([
  ["Good. It follows from [S9]. Fine.", "Good. Fine."],
  ["Good [S1, S9]. Fine.", "Fine."],
  ["FAKE-42 covers it. API-12 does not.", "API-12 does not."],
  ["See evil/repo#1!\nNext line.", "Next line."],
  ["See #99. Then #7.", "Then #7."],
  ["Commit 0000000000000000000000000000000000000000 did it.", ""],
  ["Ask U0FAKE1234. Done.", "Done."],
  ["Go to https://evil.example/x now.", "Go to (link left out) now."],
  ["Go to https://git.example/acme/api/pull/7?d=secret now.", "Go to (link left out) now."],
  ["See [this](https://evil.example/?q=1) there.", "See this there."],
  ["![pixel](https://evil.example/p.png)", "pixel"],
  ["<https://evil.example|Click> <@U012345678> <!channel> go", "Click (link left out)   go"],
  [
    "Mail mailto:a@evil.example or www.evil.example or //evil.example/x.",
    "Mail (link left out) or (link left out) or (link left out).",
  ],
  ["Type evil.com/steal?d=1 here.", "Type (link left out) here."],
  ["Type secret.collector.evil.com here.", "Type (link left out) here."],
  ...[
    ...["evil.sh/?d=secret", "evil.pw/x?d=1", "evil.pw?d=1", "evil.pw#d", "evil.pw:8080/d", "evil.pw./d", "EVIL.Zip/d"],
    ...["a@evil.com/?d=1", "a@evil.pw/?d=1", "a:b@evil.pw/?d=1", "@evil.pw/d", "1.2.3.4/?d=secret", "1.2.3.4:80/d"],
    ...["https:\\\\evil.com", "https:/evil.pw", "\\\\evil.pw\\d", "evil.pw\\?d=1", "10.0.0.0/8/d", "зло.рф/d"],
  ].map((url) => [`Type (${url}) here.`, /^Type \(@?(?:a:)?\(link left out\)\) here\.$/] as const),
] as const)("drops what was not: %s", (text, clean) => {
  expect(dropForeign(text, KNOWN).trim()).toEqual(typeof clean === "string" ? clean : expect.stringMatching(clean));
});

it("walks through objects, and turns what is cited into ids of sources", () => {
  const object = {
    title: "From [S9].",
    list: ["FAKE-1 is it.", "API-12 is it."],
    cites: ["S1", "[S2]", "S9", "jira:API-13"],
  };
  expect(dropForeignDeep(object, KNOWN)).toEqual({
    ...{ title: "", list: ["API-12 is it."], cites: ["github:acme/api#7", "jira:API-13"] },
  });
});

describe("whatever a model writes", () => {
  const hostile = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.webUrl().map((url) => `[label](${url})`),
    fc.webUrl().map((url) => `<${url}|label>`),
    fc.nat(10_000).map((number) => `FAKE-${number}`),
    fc.integer({ min: 3, max: 999 }).map((number) => `[S${number}]`),
    fc.constantFrom(
      "https://evil.example/",
      "mailto:x@y.example",
      "<!here>",
      "evil/repo#3",
      "[S1]",
      "API-12",
      ". ",
      "\n",
    ),
    fc.string({ maxLength: 12 }),
  );
  const texts = fc.array(hostile, { maxLength: 15 }).map((parts) => parts.join(" "));

  it("has no foreign address, citation or id left in it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const clean = dropForeign(text, KNOWN);
        expect(clean).not.toMatch(/https?:\/\/(?!git\.example|docs\.example)\S/i);
        expect(clean).not.toMatch(/\[S(?![12]\])\d+\]|FAKE-\d+(?![\w-])|<!here>|evil\/repo#/);
      }),
    );
  });

  it("comes out the same when it is cleaned again", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = dropForeign(text, KNOWN);
        expect(dropForeign(once, KNOWN)).toBe(once);
      }),
    );
  });

  it("never takes long", () => {
    for (const part of [
      "a.b",
      "[",
      "[S1",
      "<",
      "https://",
      "A-1",
      ". ",
      "...",
      "a/",
      "(",
      "www.",
      "a.bb?",
      "a@",
      "1.",
      "\\\\",
    ]) {
      expect(typeof dropForeign(part.repeat(20_000), KNOWN)).toBe("string");
    }
  });
});

import { expect, it } from "vitest";
import { createPathFilter } from "#domain/knowledge/paths";
import { keyOf, parseSourcesYaml } from "#domain/knowledge/sources-yaml";

it("reads a list of every kind, and knows each by where it is", () => {
  const entries = parseSourcesYaml(`
sources:
  - { kind: github, repository: Acme/API, ref: v2, paths: [docs/], extensions: [md, .mdx], audience: workspace }
  - { kind: github, repository: acme/api, name: internal, paths: [internal/], audience: channel:C024BE91L }
  - { kind: folder, path: /srv/docs, every_minutes: 5 }
  - { kind: slack, channel: C024BE91L, days: 30 }
  - { kind: confluence, space: ENG }
  - { kind: notion }
  - { kind: drive, folder: 1AbC_d-9 }
  - { kind: prds }
  - { kind: work, repositories: [acme/api] }
`);
  expect(entries.map(keyOf)).toEqual([
    ...["github:acme/api@v2", "github:acme/api#internal", "folder:/srv/docs", "slack:C024BE91L"],
    ...["confluence:ENG", "notion", "drive:1AbC_d-9", "prds", "work"],
  ]);
  expect(parseSourcesYaml("")).toEqual([]);
});

it.each([
  ["sources: [{ kind: github }]", "sources.0.repository: It is missing."],
  ["sources: [{ kind: gitlab, repository: a/b }]", "Choose a kind: github, folder, slack"],
  ["sources: [{ kind: notion, pages: [1] }]", "There is no field “pages”."],
  ["sources: [{ kind: slack, channel: '#eng' }]", "Write the id of a channel, like C024BE91L."],
  ["sources: [{ kind: slack, channel: C024, audience: workspace }]", "There is no field “audience”."],
  ["sources: [{ kind: folder, path: a, every_minutes: 1 }]", "Five minutes at least."],
  ["sources: [{ kind: folder, path: a, audience: all }]", "Write workspace, channel:C024BE91L"],
  ["sources: [{ kind: prds }, { kind: prds }]", "Two sources are prds. Give one of them a name."],
  ["source: []", "There is no field “source”."],
  ["sources: [", "The list of sources is not YAML"],
  ["a".repeat(70_000), "The list may have 64 KB."],
])("says what is wrong with %.60s", (text, words) => {
  expect(() => parseSourcesYaml(text)).toThrow(words);
});

it("takes the documents that somebody wants, and enters no folder without any", () => {
  const all = createPathFilter({});
  expect(["a.md", "b/c.RST", "src/x.ts", ".env", "md"].map(all.isWanted)).toEqual([true, true, false, false, false]);
  const some = createPathFilter({ paths: ["/docs/**", "*.txt", "!/docs/drafts/"], extensions: ["md", ".txt"] });
  const paths = ["docs/a.md", "docs/deep/b.md", "docs/drafts/c.md", "a.md", "x/notes.txt", "docs/a.rst", "../a.md"];
  expect(paths.filter(some.isWanted)).toEqual(["docs/a.md", "docs/deep/b.md", "x/notes.txt"]);
  const deep = createPathFilter({ paths: ["/docs/guides/*.md", "site/pages/"] });
  expect(["docs/", "docs/guides/", "src/", "site/", "site/pages/a/"].filter(deep.mayHold)).toEqual([
    ...["docs/", "docs/guides/", "site/", "site/pages/a/"],
  ]);
});

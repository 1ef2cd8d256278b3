import { expect, it } from "vitest";
import { parseCodeowners } from "#domain/acting/codeowners";

/** The example of GitHub's documentation, with its comments shortened. */
const EXAMPLE = `
# These owners will be the default owners for everything in the repo.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
`;

const example = parseCodeowners(EXAMPLE);

it.each([
  ["README.md", ["@global-owner1", "@global-owner2"]],
  ["src/deep/down/main.rs", ["@global-owner1", "@global-owner2"]],
  ["web/app.js", ["@js-owner"]],
  ["web/App.JS", ["@global-owner1", "@global-owner2"]],
  ["cmd/main.go", ["docs@example.com"]],
  ["notes.txt", ["@octo-org/octocats"]],
  ["vendor/apps/main.rs", ["@octocat"]],
  ["docs/getting-started.md", ["@doctocat"]],
  ["docs/build-app/troubleshooting.md", ["@doctocat"]],
  ["scripts/run.sh", ["@doctocat", "@octocat"]],
  ["build/logs/today.log", ["@octocat"]],
  ["deeply/nested/logs/x.log", ["@octocat"]],
  ["apps/web/main.rs", ["@octocat"]],
  ["apps/github", []],
  ["apps/github/main.rs", []],
])("gives %s to %j, as GitHub's example says", (path, owners) => {
  expect(example.ownersOf(path)).toEqual(owners);
});

it.each([
  ["docs/*", "docs/getting-started.md", true],
  ["docs/*", "docs/build-app/troubleshooting.md", false],
  ["docs/*", "web/docs/a.md", false],
  ["/*", "README.md", true],
  ["/*", "src/main.ts", false],
  ["docs/**", "docs/build-app/troubleshooting.md", true],
  ["src/**/*", "src/a/b/c.ts", true],
  ["**/logs", "build/logs/a.log", true],
  ["**/logs", "build/catalogs/a.log", false],
  ["apps/", "apps", false],
  ["apps", "x/apps/main.ts", true],
  ["/apps", "x/apps/main.ts", false],
  ["src/*.ts", "src/main.ts", true],
  ["src/*.ts", "src/a/main.ts", false],
  ["my\\ docs/", "my docs/a.md", true],
  ["!docs/", "docs/a.md", false],
  ["src/[ab].ts", "src/a.ts", false],
  ["\\#notes", "#notes", false],
  ["*", "../etc/passwd", false],
])("%s and %s: %s", (pattern, path, isOwned) => {
  expect(parseCodeowners(`${pattern} @ada`).ownersOf(path)).toEqual(isOwned ? ["@ada"] : []);
});

it("passes over a line with an owner that is none, and keeps the others", () => {
  const codeowners = parseCodeowners("* @ada\n*.ts nobody\n*.md @ben @\n*.go @acme/core eve@example.com");
  expect(codeowners.ownersOf("a.ts")).toEqual(["@ada"]);
  expect(codeowners.ownersOf("a.md")).toEqual(["@ada"]);
  expect(codeowners.ownersOf("a.go")).toEqual(["@acme/core", "eve@example.com"]);
});

it("reads nothing from a file that is larger than GitHub loads, and bears Windows' line ends", () => {
  expect(parseCodeowners(`* @ada\n${"#".repeat(3 * 1024 * 1024)}`).ownersOf("a.ts")).toEqual([]);
  expect(parseCodeowners("* @ada\r\n*.ts @ben\r\n").ownersOf("a.ts")).toEqual(["@ben"]);
});

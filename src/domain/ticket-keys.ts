import type { Project } from "./directory.ts";
import { compilePattern, type Pattern } from "./pattern.ts";
import type { PullRequest } from "./pull-request.ts";

/** Standards that look like tickets. */
const NOT_PROJECTS = new Set(["UTF", "SHA", "ISO", "RFC", "CVE", "HTTP"]);
const PATTERNS_MAX = 100;
const compiled = new Map<string, Pattern>();

/** The ticket keys that a pull request names in its title, branch, body or commits, in upper case. */
export function ticketKeysOf(pull: PullRequest, pattern: string, projectKeys: readonly string[]): string[] {
  const { matches } = patternOf(pattern);
  const texts = [pull.title, pull.head, pull.body, ...pull.commitSubjects];
  const found = texts.flatMap((text) => (text === "" ? [] : matches(text)));
  return [...new Set(found.filter((match) => isTicket(match, projectKeys)).map((match) => match.toUpperCase()))];
}

/** The keys by which trackers name tickets; a project on GitHub has issues without one. */
export function toProjectKeys(projects: readonly Pick<Project, "key" | "tracker">[]): string[] {
  return projects.filter(({ tracker }) => tracker !== "github").map(({ key }) => key.toUpperCase());
}

/** A pattern of one's own may match something without a project in it, such as `#7`: that counts as it is. */
function isTicket(match: string, projectKeys: readonly string[]): boolean {
  const [, project] = /^([a-z][a-z0-9_]*)-\d+$/i.exec(match) ?? [];
  if (project === undefined) return true;
  const key = project.toUpperCase();
  return projectKeys.length > 0 ? projectKeys.some((one) => one.toUpperCase() === key) : !NOT_PROJECTS.has(key);
}

/** Compiling takes longer than matching, and the same few patterns come again at every evaluation. */
function patternOf(source: string): Pattern {
  const known = compiled.get(source);
  if (known) return known;
  if (compiled.size >= PATTERNS_MAX) compiled.clear();
  const pattern = compilePattern(source);
  compiled.set(source, pattern);
  return pattern;
}

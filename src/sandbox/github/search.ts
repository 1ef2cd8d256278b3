import { z } from "zod";
import { isPull, type Thread } from "../world/work.ts";
import type { Service } from "./answer.ts";
import { toPage } from "./paging.ts";
import { type Answer, invalid, problem } from "./replies.ts";
import { toIssue } from "./shapes/issue.ts";

const QUERY_MAX = 256;
const OPERATORS_MAX = 5;
const Query = z.strictObject({
  q: z.string().min(1).max(QUERY_MAX),
  sort: z.enum(["comments", "created", "updated"]).optional(),
  order: z.enum(["asc", "desc"]).optional(),
  per_page: z.coerce.number().int().min(1).max(100).optional(),
  page: z.coerce.number().int().min(1).optional(),
  advanced_search: z.enum(["true", "false"]).optional(),
});

interface Asked {
  repos: string[];
  kinds: string[];
  /** Any of them; where none is joined by OR, all of them. */
  words: string[];
  isAny: boolean;
}

/** The search for issues, as far as it is used: a repository, a kind, and words in titles, which may be joined by OR. */
export function searchIssues({ world, setting, faults }: Service, url: URL): Answer {
  const checked = Query.safeParse(Object.fromEntries(url.searchParams));
  if (!checked.success) return { ...problem(422, "Validation Failed"), body: invalid(checked.error.issues) };
  const asked = readQuery(checked.data.q);
  if (typeof asked === "string") return problem(422, asked);
  const repos = world.state.repos.filter(({ fullName }) => asked.repos.includes(fullName));
  if (repos.length < asked.repos.length || repos.length === 0) {
    return problem(422, "The listed users and repositories cannot be searched.");
  }
  const threads: Thread[] = [...world.state.pulls, ...world.state.issues];
  const found = threads
    .filter((one) => repos.includes(one.repo) && asked.kinds.includes(isPull(one) ? "pull-request" : "issue"))
    .filter((one) => fits(one.title, asked))
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.number - a.number);
  const list = found.map((thread) => ({ ...toIssue(thread, setting.users), score: 1 }));
  const { entries, link } = toPage(list, url, faults.take("empty_page", url.pathname) !== undefined);
  const body = { total_count: list.length, incomplete_results: false, items: entries, search_type: "lexical" };
  return { status: 200, body, headers: link === "" ? {} : { link } };
}

/** What is asked for, or why GitHub would not look for it. */
function readQuery(q: string): Asked | string {
  const parts = q.split(/\s+/).filter((part) => part !== "");
  const valuesOf = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}:`)).map((part) => part.slice(name.length + 1).toLowerCase());
  const kinds = valuesOf("is");
  const free = parts.filter((part) => !part.includes(":"));
  const operators = free.filter((part) => /^(?:AND|OR|NOT)$/.test(part));
  if (kinds.length === 0) return "Query must include 'is:issue' or 'is:pull-request'.";
  if (operators.length > OPERATORS_MAX) return "More than five AND / OR / NOT operators were used.";
  if (operators.some((one) => one !== "OR")) return "Only OR is understood here.";
  if (valuesOf("in").some((field) => field !== "title")) return "Only titles are searched here.";
  const words = free.filter((part) => part !== "OR").map((word) => word.toLowerCase());
  return { repos: valuesOf("repo"), kinds, words, isAny: operators.length > 0 };
}

function fits(title: string, { words, isAny }: Asked): boolean {
  const lower = title.toLowerCase();
  return isAny ? words.some((word) => lower.includes(word)) : words.every((word) => lower.includes(word));
}

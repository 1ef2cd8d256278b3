/** A delivery of GitHub as files keep it, one per line. */
export interface Delivery {
  delivery: string;
  event: string;
  received_at: string;
  payload: Record<string, unknown>;
}

const NEEDLESS = /^(url|node_id|_links|reactions|.*_url)$/;
const NEEDED = new Set(["html_url"]);
/** Ends of a pull request name their repository in full, which says nothing new. */
const ENDS = new Set(["head", "base"]);

/** The part of a payload that anybody reads: without addresses of the interface and what follows from the rest. */
export function slim(delivery: Delivery): Delivery {
  return { ...delivery, payload: slimObject(delivery.payload) };
}

function slimObject(value: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(value).filter(([key]) => NEEDED.has(key) || !NEEDLESS.test(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, slimValue(key, inner)]));
}

function slimValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => slimValue("", item));
  if (!isObject(value)) return value;
  if (ENDS.has(key)) return { ref: value["ref"], sha: value["sha"] };
  if (key === "repository" || key === "head_repository") return slimRepository(value);
  return slimObject(value);
}

function slimRepository(repository: Record<string, unknown>): Record<string, unknown> {
  const { id, name, full_name, html_url, default_branch, owner } = repository;
  const login = isObject(owner) ? owner["login"] : undefined;
  return { id, name, full_name, private: repository["private"], html_url, default_branch, owner: { login } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

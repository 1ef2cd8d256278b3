/** What is said, never guessed, about how a company delivers. */
export interface DeliveryRules {
  /** What counts as production, in lower case. */
  environments: readonly string[];
  /** Repositories by the service that they are a part of; each other repository is a service of its own. */
  services: ReadonlyMap<string, readonly string[]>;
  /** Release lines by the names of tags, the first match counts: `v3.*` is of `v3`. */
  lines: readonly { tag: string; branch: string }[];
}

export const DEFAULT_DELIVERY: DeliveryRules = { environments: ["production"], services: new Map(), lines: [] };

/** The repositories that are delivered together with this one. */
export function repositoriesWith({ services }: DeliveryRules, repo: string): readonly string[] {
  for (const repositories of services.values()) if (repositories.includes(repo)) return repositories;
  return [repo];
}

/** The release line that a tag is said to be of. */
export function lineOfTag({ lines }: DeliveryRules, tag: string): string | null {
  return lines.find((line) => matches(line.tag, tag))?.branch ?? null;
}

/** A star at the end stands for anything. */
function matches(pattern: string, tag: string): boolean {
  return pattern.endsWith("*") ? tag.startsWith(pattern.slice(0, -1)) : tag === pattern;
}

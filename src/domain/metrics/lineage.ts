/** A push to a branch, as far as it says which commit follows which. */
export interface Push {
  /** `owner/repo:branch`. */
  subject: string;
  before: string;
  after: string;
  /** The commits it brought, where the vendor named them. */
  shas: readonly string[];
}

/**
 * Whether a commit contains another one: true and false are known from an unbroken row of pushes to one branch, and
 * undefined is everything else.
 */
export type Contains = (descendant: string, ancestor: string) => boolean | undefined;

export interface Lineage {
  contains: Contains;
  /** Whether a commit came to a branch, `owner/repo:branch`. */
  isOn(sha: string, branch: string): boolean;
}

interface Place {
  chain: number;
  branch: string;
  step: number;
}

/** Reads pushes as chains: each begins where the one before it ended. A push by force begins another chain. */
export function createLineage(pushes: readonly Push[]): Lineage {
  const places = new Map<string, Place[]>();
  let chain = 0;
  for (const branch of Map.groupBy(pushes, ({ subject }) => subject).values()) {
    const byBefore = new Map(branch.map((push) => [push.before, push]));
    const ends = new Set(branch.map(({ after }) => after));
    const firsts = branch.filter(({ before }) => !ends.has(before));
    for (const first of firsts) walk(first, { byBefore, places, chain: chain++ });
  }
  return {
    contains: (descendant, ancestor) => compare(places.get(descendant), places.get(ancestor)),
    isOn: (sha, branch) => (places.get(sha) ?? []).some((place) => place.branch === branch),
  };
}

interface Walk {
  byBefore: ReadonlyMap<string, Push>;
  places: Map<string, Place[]>;
  chain: number;
}

function walk(first: Push, { byBefore, places, chain }: Walk): void {
  const seen = new Set<Push>();
  const { subject: branch } = first;
  put(places, first.before, { chain, branch, step: 0 });
  for (let push: Push | undefined = first; push && !seen.has(push); push = byBefore.get(push.after)) {
    seen.add(push);
    for (const sha of new Set([...push.shas, push.after])) put(places, sha, { chain, branch, step: seen.size });
  }
}

function put(places: Map<string, Place[]>, sha: string, place: Place): void {
  const known = places.get(sha);
  if (known) known.push(place);
  else places.set(sha, [place]);
}

/** A commit that came to several branches is contained where any of them says so. */
function compare(descendants: Place[] = [], ancestors: Place[] = []): boolean | undefined {
  let known: boolean | undefined;
  for (const { chain, step } of ancestors) {
    for (const place of descendants) {
      if (place.chain !== chain) continue;
      if (step <= place.step) return true;
      known = false;
    }
  }
  return known;
}

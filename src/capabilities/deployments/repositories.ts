import type { Context } from "#kernel/context";
import { UserError } from "#kernel/errors";
import { rankNearest } from "#lib/nearest";

const NAMED_MAX = 3;

/** What neither a team, a service nor any event speaks of is mistyped, and its figures would be nobody's. */
export async function requireRepository(context: Context, repository: string): Promise<void> {
  const known = await listKnown(context);
  if (known.includes(repository)) return;
  const nearest = rankNearest(repository, known, (one) => [one]).slice(0, NAMED_MAX);
  const hint =
    nearest.length > 0
      ? `Did you mean ${nearest.join(" or ")}?`
      : "None is known yet: give a team its repositories first.";
  throw new UserError(`${repository} is no repository that a team has or that was ever heard of. ${hint}`);
}

async function listKnown({ facts, directory, settings }: Context): Promise<string[]> {
  const [heard, teams] = await Promise.all([facts.repositories(), directory.teams()]);
  const ofServices = [...(settings.services ?? [])].flatMap(([, repositories]) => repositories);
  const all = [...heard, ...teams.flatMap(({ repositories }) => repositories), ...ofServices];
  return [...new Set(all.map((one) => one.toLowerCase()))].sort();
}

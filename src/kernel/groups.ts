import { GROUP_MIN } from "#domain/metrics/metric";
import type { Context } from "./context.ts";
import { UserError } from "./errors.ts";

/** Whether a team has so few people that figures of it would be about them. One without any is only a name for its work. */
export async function isSmallGroup({ directory }: Pick<Context, "directory">, key: string): Promise<boolean> {
  const size = (await directory.team(key))?.members.length ?? 0;
  return size > 0 && size < GROUP_MIN;
}

export async function refuseSmall(context: Pick<Context, "directory">, key: string): Promise<void> {
  if (!(await isSmallGroup(context, key))) return;
  throw new UserError(
    `${key} has fewer than ${GROUP_MIN} people: its figures would be about them. Ask about a service.`,
  );
}

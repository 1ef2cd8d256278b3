import type { Team } from "#domain/directory";
import type { Schedule } from "#domain/schedule/schedule";
import { MEMBER_ID } from "#domain/slack-ids";
import { isLead, isPolicyAdmin } from "#domain/trust/roles";
import type { Context } from "#kernel/context";
import { ForbiddenError, UserError } from "#kernel/errors";
import { isKeptFrom } from "#kernel/sight";

const GONE = "There is no such schedule. “/schedule” lists those there are.";

/** The schedule of this number, as far as whoever asks may see it. */
async function requireSeen(context: Context, id: number, isGone: boolean): Promise<Schedule> {
  const schedule = await context.schedules.find(id, isGone);
  if (!schedule || (await isUnseen(context, schedule))) throw new UserError(GONE);
  return schedule;
}

/** The same for those who may change it: whoever made it, the lead of its team, and who looks after the policy. */
export async function requireOwn(context: Context, id: number, { isGone = false } = {}): Promise<Schedule> {
  const schedule = await requireSeen(context, id, isGone);
  const { actor, places, trust } = context;
  if (schedule.owner === actor.id || actor.kind === "operator") return schedule;
  const member = await places.voterOf(actor);
  const { roles } = trust.policy();
  const mayChange =
    member &&
    (isPolicyAdmin(roles, member) || isLead(roles, member, { name: "schedules", project: null, team: schedule.team }));
  if (mayChange) return schedule;
  throw new ForbiddenError("Whoever made a schedule changes it, or the lead of its team.");
}

/** What goes to a private place is seen there, and by whoever made it. */
export async function isUnseen(context: Context, { owner, channel }: Schedule): Promise<boolean> {
  if (context.actor.kind === "operator" && context.isPosted !== true) return false;
  return isKeptFrom(context, { requester: owner, homes: [channel] });
}

/** Whoever has something posted to a private channel has to be in it themselves. */
export async function requirePlace({ places, actor }: Context, channel: string): Promise<void> {
  if (MEMBER_ID.test(channel)) {
    if (actor.id === `slack:${channel}`) return;
    throw new ForbiddenError("A direct message goes to whoever made the schedule, and to nobody else.");
  }
  const { kind } = await places.placeOf(channel);
  if (kind === "external")
    throw new UserError("channel: Nothing is known of it, or others share it. Invite the app first.");
  if (kind === "public" || actor.kind === "operator") return;
  const slackId = (await places.voterOf(actor))?.slackIds[0];
  if (slackId === undefined || !(await places.isIn(channel, slackId))) {
    throw new ForbiddenError("channel: You are not in this private channel, so you cannot have anything posted there.");
  }
}

export async function findTeam({ directory }: Context, schedule: Pick<Schedule, "team">): Promise<Team | undefined> {
  return schedule.team === null ? undefined : directory.team(schedule.team);
}

import { datesAway } from "#domain/absence";
import type { EvaluationScope } from "#domain/findings";
import { GROUP_MIN } from "#domain/metrics/metric";
import { EVERYTHING } from "#domain/scopes";
import type { Context } from "#kernel/context";
import { DAY_MS, dayOfDate } from "#lib/time";

/** Of all members together: who is away when is theirs to tell. */
export interface Capacity {
  people: number;
  awayDays: number;
  workingDaysLeft: number;
}

export async function readCapacity(
  { directory }: Context,
  { scope, asOf, endsAt }: { scope: EvaluationScope; asOf: Date; endsAt: number | null },
): Promise<Capacity | null> {
  if (scope.key === EVERYTHING || endsAt === null || endsAt <= asOf.getTime()) return null;
  const members = (await directory.team(scope.key))?.members ?? [];
  if (members.length < GROUP_MIN) return null;
  const { calendar } = scope;
  const [from, to] = [calendar.localDate(asOf), calendar.localDate(new Date(endsAt - 1))];
  const absences = await directory.absences({ from });
  const isCounted = (date: string) => date >= from && date <= to && calendar.isWorking(dayOfDate(date));
  const away = members.map(({ id }) => new Set(datesAway(absences, id).filter(isCounted)).size);
  return {
    people: members.length,
    awayDays: away.reduce((sum, days) => sum + days, 0),
    workingDaysLeft: Math.round(calendar.workingMs(asOf, new Date(endsAt)) / DAY_MS),
  };
}

import { z } from "zod";
import { type Asker, ask, type Desk } from "./desk.ts";
import type { Wish } from "./request.ts";

/** As much of a plan as is needed here. */
const Plan = z.object({
  steps: z.array(z.object({ name: z.string(), input: z.record(z.string(), z.unknown()), is_read: z.boolean() })),
});

/** What somebody wants who used no words that we know: whoever hears sentences says so in steps. None where nobody does. */
export async function planWishes(desk: Desk, asker: Asker, request: string): Promise<Wish[]> {
  const planner = [...desk.catalogue.values()].find(({ hears }) => hears === "sentences");
  if (!planner || !/\p{L}{2}/u.test(request)) return [];
  const outcome = await ask(desk, asker, { call: { name: planner.name, input: { request } }, step: "plan" });
  const plan = outcome.status === "done" ? Plan.safeParse(outcome.result) : undefined;
  return (plan?.data?.steps ?? []).map(({ name, input, is_read: isRead }) => ({
    ...{ call: { name, input }, capability: desk.catalogue.get(name) },
    isChosenByModel: !isRead,
  }));
}

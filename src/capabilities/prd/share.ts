import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { ForbiddenError, UserError } from "#kernel/errors";
import { requirePrd } from "#kernel/prds";
import { say } from "#lib/view";
import { PrdField } from "./fields.ts";

export const sharePrd = defineCapability({
  name: "prd.share",
  summary: "Bring a PRD to the channel where you say this: whoever reads there may read it from then on.",
  risk: "record",
  command: "/prd share",
  input: z.object({ prd: PrdField }),
  result: z.object({ number: z.number(), title: z.string() }),
  async run(context, { prd: number }) {
    const { prds, actor, origin, now } = context;
    const prd = await requirePrd(context, number);
    // Whoever reads it in a private place cannot decide for the others there that it leaves it.
    if (prd.createdBy !== actor.id && actor.kind !== "operator") {
      throw new ForbiddenError(`Only whoever planned PRD ${number} can bring it elsewhere.`);
    }
    if (origin.surface !== "slack" || origin.place === undefined) {
      throw new UserError("Say this in the channel of Slack to which it is to come.");
    }
    if (prd.place !== origin.place)
      await prds.change(prd.id, { place: origin.place, thread: null, by: actor.id }, now());
    return { number, title: prd.title };
  },
  view: ({ number, title }) => {
    const text = `PRD ${number}, “${title}”, is at home here now: whoever reads this channel may read it.`;
    return say(text);
  },
});

import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { ControlState, describeState, readState } from "./state.ts";

export const pause = defineCapability({
  name: "control.pause",
  summary: "Stop carrying out anything, at once; any approver may.",
  risk: "record",
  command: "/adjutant pause",
  input: z.object({
    reason: z.string().trim().max(500).optional().meta({ takesRest: true }).describe("Why, for everybody who wonders."),
  }),
  result: ControlState,
  async run(context, { reason }) {
    await context.trust.pause(context, reason ?? null);
    return readState(context);
  },
  view: describeState,
});

import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { ControlState, describeState, readState } from "./state.ts";

export const resume = defineCapability({
  name: "control.resume",
  summary: "Carry out again what is approved; a security admin may.",
  risk: "record",
  command: "/adjutant resume",
  input: z.object({}),
  result: ControlState,
  async run(context) {
    await context.trust.resume(context);
    return readState(context);
  },
  view: describeState,
});

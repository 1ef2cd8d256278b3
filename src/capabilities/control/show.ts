import { z } from "zod";
import { defineCapability } from "#kernel/capability";
import { ControlState, describeState, readState } from "./state.ts";

export const showControl = defineCapability({
  name: "control.show",
  summary: "Whether Adjutant carries out what is approved, or is paused.",
  risk: "read",
  input: z.object({}),
  result: ControlState,
  run: readState,
  view: describeState,
});

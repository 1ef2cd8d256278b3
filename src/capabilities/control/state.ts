import { z } from "zod";
import type { Context } from "#kernel/context";
import { describeInstant } from "#lib/time";
import type { Button, View } from "#lib/view";

export const ControlState = z.object({
  is_paused: z.boolean(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.string().nullable(),
  zone: z.string(),
  may_pause: z.boolean(),
  may_resume: z.boolean(),
});
export type ControlState = z.output<typeof ControlState>;

export async function readState(context: Context): Promise<ControlState> {
  const [pause, powers] = [await context.trust.paused(), await context.trust.powers(context)];
  const handle = pause?.by.startsWith("slack:") ? pause.by.slice("slack:".length) : undefined;
  const person = handle && (await context.directory.personOf({ vendor: "slack", handle }));
  return {
    is_paused: pause?.isOn ?? false,
    by: person ? person.name : (pause?.by ?? null),
    reason: pause?.reason ?? null,
    at: pause?.at.toISOString() ?? null,
    zone: context.settings.zone,
    may_pause: powers.mayPause,
    may_resume: powers.mayResume,
  };
}

export function describeState(state: ControlState): View {
  const text = sayState(state);
  const buttons = listButtons(state);
  return {
    text,
    nodes: [{ type: "text", content: [text] }, ...(buttons.length > 0 ? [{ type: "buttons" as const, buttons }] : [])],
  };
}

function sayState({ is_paused, by, reason, at, zone }: ControlState): string {
  if (!is_paused) return "Adjutant carries out what is approved.";
  const since = at === null ? "" : ` since ${describeInstant(new Date(at), zone)}`;
  return `Paused${since} by ${by ?? "somebody"}: nothing is carried out.${reason === null ? "" : ` “${reason}”`}`;
}

function listButtons({ is_paused, may_pause, may_resume }: ControlState): Button[] {
  if (is_paused && may_resume)
    return [{ label: "Resume", call: { name: "control.resume", input: {} }, confirm: RESUME }];
  if (is_paused || !may_pause) return [];
  return [{ label: "Pause everything", style: "danger", call: { name: "control.pause", input: {} }, confirm: PAUSE }];
}

const PAUSE = "Nothing that is approved will be carried out until a security admin resumes.";
const RESUME = "What was approved meanwhile will be carried out, unless it has become too late for it.";

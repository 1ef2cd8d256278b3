import { RespondError, type RespondFn } from "@slack/bolt";
import { z } from "zod";
import { type Call, say, type View } from "#lib/view";
import { postView } from "./announcements.ts";
import { toView } from "./answers.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { hasForm, openForm } from "./dialogs.ts";
import { renderMessage } from "./render.ts";
import { readCommand } from "./request.ts";
import { respondWith } from "./responding.ts";

/** After this a person is told that it takes longer. */
const PATIENCE_MS = 2_500;
/** What Slack says of an address for answers that has expired or was used five times. */
const GONE = new Set([403, 404, 410]);

export const SlashCommand = z.object({
  command: z.string(),
  text: z.string().default(""),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string().optional(),
});
type SlashCommand = z.output<typeof SlashCommand>;

export interface CommandArrival {
  command: SlashCommand;
  key: string;
  isReplay: boolean;
  respond: RespondFn;
}

/** Answers a slash command to the person who typed it. */
export async function answerCommand(desk: Desk, { command, key, isReplay, respond }: CommandArrival): Promise<void> {
  const asker: Asker = { userId: command.user_id, channelId: command.channel_id, key };
  const request = readCommand(desk.catalogue, command.command, command.text);
  if ("answer" in request) return show(desk, { asker, respond, view: request.answer, replaces: isReplay });

  const patience = startPatience(desk, respond);
  const outcome = await ask(desk, asker, { call: request.call });
  const wasSlow = await patience.end();
  const from = outcome.status === "done" ? request.call : undefined;
  const view = toView(outcome, request.capability);
  // A trigger lives three seconds; without one the words say how it is done without a form.
  const triggerId = isReplay || wasSlow || !hasForm(view) ? undefined : command.trigger_id;
  if (triggerId !== undefined && (await openForm(desk, asker, { view, triggerId }))) return;
  await show(desk, { asker, respond, view, from, replaces: isReplay || wasSlow });
}

interface Answer {
  asker: Asker;
  respond: RespondFn;
  view: View;
  from?: Call | undefined;
  /** Takes the place of an earlier answer to the same command, which a crash may have left behind. */
  replaces: boolean;
}

async function show(desk: Desk, { asker, respond, view, from, replaces }: Answer): Promise<void> {
  const { shown, kept } = renderMessage(view, from);
  await desk.outbox.keepCalls(kept, desk.now());
  try {
    const how = { response_type: "ephemeral", replace_original: replaces } as const;
    await respondWith(desk.charts, respond, { message: shown, how });
  } catch (error) {
    if (!(error instanceof RespondError) || !GONE.has(error.statusCode)) throw error;
    // Too late for an answer in place, as after a long outage.
    await postView(desk, { channel: asker.userId, key: `answer:${asker.key}` }, { view, from });
  }
}

/** Says "working on it" if the work takes long; `end` tells whether it did. */
function startPatience(desk: Desk, respond: RespondFn) {
  let told: Promise<unknown> | undefined;
  const timer = setTimeout(() => {
    const { shown } = renderMessage(say("Working on it…"));
    told = respond({ ...shown, response_type: "ephemeral" }).catch((error) =>
      desk.log.warn({ error }, "slack answer delayed"),
    );
  }, PATIENCE_MS);

  return {
    async end(): Promise<boolean> {
      clearTimeout(timer);
      await told;
      return told !== undefined;
    },
  };
}

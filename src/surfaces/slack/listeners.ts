import type { AllMiddlewareArgs, App, RespondFn, ViewSubmitAction } from "@slack/bolt";
import { z } from "zod";
import { say } from "#lib/view";
import { answerClick, Click } from "./clicks.ts";
import { answerCommand, SlashCommand } from "./commands.ts";
import { answerSaid, Said } from "./conversations.ts";
import type { Desk } from "./desk.ts";
import type { EventName } from "./events.ts";
import { answerForm, Submission } from "./forms.ts";
import { publishHome, readPanel } from "./home.ts";
import { FORM, renderMessage } from "./render.ts";
import { answerReply, hearTalk } from "./replies.ts";
import { answerShortcut } from "./shortcuts.ts";

/** What the receiver says of a delivery. */
const Arrival = z.object({ inboxKey: z.string(), isReplay: z.boolean() });
const HomeOpened = z.object({
  user: z.string(),
  tab: z.string(),
  channel: z.string().optional(),
  event_ts: z.string().optional(),
  view: z.object({ hash: z.string().optional(), private_metadata: z.string().optional() }).optional(),
});

interface Happened {
  payload: unknown;
  key: string;
  /** Who we are, once that is known. */
  botUserId: string | undefined;
}

const Stopped = z.object({ user: z.string(), channel: z.string(), thread_ts: z.string() });

type EventListener = (desk: Desk, event: Happened) => Promise<void>;

const EVENTS: Record<EventName, EventListener> = {
  async app_home_opened(desk, { payload, key }) {
    const { user, tab, view, channel, event_ts } = HomeOpened.parse(payload);
    if (channel && event_ts) desk.directs.heard(channel, event_ts);
    if (tab !== "home") return;
    desk.homes.seen(user);
    await publishHome(desk, { userId: user, key }, { hash: view?.hash, panel: readPanel(view?.private_metadata) });
  },
  app_mention: (desk, { payload, ...happened }) => answerSaid(desk, { said: Said.parse(payload), ...happened }),
  async message(desk, { payload, ...happened }) {
    const said = Said.safeParse(payload);
    // Edits and deletions have another shape, and are nothing that was said to us; nor is what apps say.
    if (!said.success || said.data.subtype !== undefined || said.data.bot_id !== undefined) return;
    const isDirect = said.data.channel_type === "im";
    if (isDirect) desk.directs.heard(said.data.channel, said.data.ts);
    // In a channel, what mentions us arrives as a mention, too.
    const isMention = !isDirect && said.data.text.includes(`<@${happened.botUserId}`);
    if (isMention || (await answerReply(desk, { said: said.data, key: happened.key }))) return;
    if (isDirect) return answerSaid(desk, { said: said.data, ...happened });
    await hearTalk(desk, { said: said.data, key: happened.key });
  },
  async agent_session_stopped(desk, { payload }) {
    const { channel, thread_ts: thread, user } = Stopped.parse(payload);
    desk.sessions.stop(channel, thread, user);
  },
  app_uninstalled: async (desk) => desk.onRevoked(),
  tokens_revoked: async (desk) => desk.onRevoked(),
  async app_rate_limited(desk) {
    desk.log.warn({}, "slack withholds events because there were too many");
  },
};

const OTHER_VIEWS = new RegExp(`^(?!${FORM}$)`);

/** One listener per mechanism: with Bolt, all that match would run. What is not known gets an explicit answer. */
export function listen(app: App, desk: Desk): void {
  app.event(/.*/, async ({ event, context }) => {
    const { key } = readArrival(context);
    await listenerOf(event.type)?.(desk, { payload: event, key, botUserId: context.botUserId });
  });
  app.command(/.*/, async ({ ack, body, respond, context }) => {
    await ack();
    const arrival = { respond, ...readArrival(context) };
    await guard(desk, arrival, () => answerCommand(desk, { command: SlashCommand.parse(body), ...arrival }));
  });
  app.action(/.*/, async ({ ack, body, respond, context }) => {
    await ack();
    const arrival = { respond, ...readArrival(context) };
    await guard(desk, arrival, () => answerClick(desk, { click: Click.parse(body), ...arrival }));
  });
  app.shortcut(/.*/, async ({ ack, body, context }) => {
    await ack();
    await answerShortcut(desk, { body, ...readArrival(context) });
  });
  app.view<ViewSubmitAction>({ callback_id: FORM, type: "view_submission" }, async ({ ack, body, context }) => {
    await answerForm(desk, { submission: Submission.parse(body), ack, ...readArrival(context) });
  });
  app.view({ callback_id: OTHER_VIEWS, type: "view_submission" }, ({ ack }) => ack({ response_action: "clear" }));
  app.view({ callback_id: /.*/, type: "view_closed" }, ({ ack }) => ack());
  app.options(/.*/, ({ ack }) => ack({ options: [] }));
  // The receiver logs it, and leaves the delivery in the inbox to be tried again.
  app.error((error) => Promise.reject(error));
}

function listenerOf(event: string): EventListener | undefined {
  const listeners: Partial<Record<string, EventListener>> = EVENTS;
  return listeners[event];
}

interface Arrived {
  key: string;
  isReplay: boolean;
  /** Absent where the button stands in a view. */
  respond: RespondFn | undefined;
}

function readArrival(context: AllMiddlewareArgs["context"]): { key: string; isReplay: boolean } {
  const { inboxKey, isReplay } = Arrival.parse(context);
  return { key: inboxKey, isReplay };
}

/** Tells the person of a failure of ours, once, and lets it go on to the receiver. */
async function guard(desk: Desk, { key, isReplay, respond }: Arrived, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (respond && !isReplay) await apologise(desk, respond, key);
    throw error;
  }
}

async function apologise(desk: Desk, respond: RespondFn, key: string): Promise<void> {
  const text = `That did not work, and I will try again. If nothing comes, mention the reference ${key.slice(-8)}.`;
  const { shown } = renderMessage(say(text));
  await respond({ ...shown, response_type: "ephemeral", replace_original: false }).catch((error) =>
    desk.log.warn({ error, key }, "slack apology not sent"),
  );
}

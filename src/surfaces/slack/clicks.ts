import type { RespondFn } from "@slack/bolt";
import { z } from "zod";
import type { Call, View } from "#lib/view";
import { postView } from "./announcements.ts";
import { OUTDATED, toView, withBanner } from "./answers.ts";
import { type ButtonCall, decodeCall } from "./calls.ts";
import { refuseForeign } from "./card-clicks.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { openDialog } from "./dialogs.ts";
import { publishHome, readPanel, readTab } from "./home.ts";
import { renderMessage, renderModal } from "./render.ts";
import { respondWith } from "./responding.ts";

export const Click = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string().optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({
    type: z.string(),
    is_ephemeral: z.boolean().optional(),
    message_ts: z.string().optional(),
  }),
  view: z
    .object({
      ...{ id: z.string(), type: z.string() },
      ...{ hash: z.string().optional(), private_metadata: z.string().optional() },
    })
    .optional(),
});
type Click = z.output<typeof Click>;

export interface ClickArrival {
  click: Click;
  key: string;
  isReplay: boolean;
  /** Absent where the button stands in a view. */
  respond: RespondFn | undefined;
}

/** Does what a button carries, in the name of the person who clicked it, and shows what it stood in anew. */
export async function answerClick(desk: Desk, arrival: ClickArrival): Promise<void> {
  const { click, key } = arrival;
  const isInHome = click.view?.type === "home";
  const asker: Asker = { userId: click.user.id, channelId: click.channel?.id, key, isInHome };
  const [action] = click.actions;
  const button = action && (await decodeCall(action, (id) => desk.outbox.findCall(id)));
  if (!button) return tell(desk, { arrival, asker, view: OUTDATED });
  const panel = isInHome ? readTab(button.call) : undefined;
  if (panel !== undefined) return turnTo(desk, asker, panel);
  const refusal = await refuseForeign(desk, asker, { call: button.call, click });
  if (refusal) return tell(desk, { arrival, asker, view: refusal });
  if (button.opensDialog) return open(desk, { arrival, asker, button });

  const outcome = await ask(desk, asker, { call: button.call });
  const view = toView(outcome, desk.catalogue.get(button.call.name));
  if (outcome.status !== "done") return tell(desk, { arrival, asker, view });
  await refresh(desk, { arrival, asker, view, from: button.from });
}

function turnTo(desk: Desk, asker: Asker, panel: string): Promise<void> {
  desk.homes.seen(asker.userId);
  return publishHome(desk, asker, { panel });
}

/** What was done is told on top of the panel in which they clicked. */
function tellInHome(desk: Desk, { arrival, asker, view }: Reply): Promise<void> {
  return publishHome(desk, asker, { banner: view, panel: readPanel(arrival.click.view?.private_metadata) });
}

interface Reply {
  arrival: ClickArrival;
  asker: Asker;
  view: View;
}

async function open(
  desk: Desk,
  { arrival, asker, button }: Omit<Reply, "view"> & { button: ButtonCall },
): Promise<void> {
  const { click, isReplay } = arrival;
  const isOpen =
    !isReplay &&
    click.trigger_id !== undefined &&
    (await openDialog(desk, asker, {
      call: button.call,
      triggerId: click.trigger_id,
      isStacked: click.view?.type === "modal",
    }));
  if (isOpen) return;
  const again = { label: "Open", call: button.call, opens: "dialog" as const };
  const text = "That took too long to open.";
  await tell(desk, {
    arrival,
    asker,
    view: {
      text,
      nodes: [
        { type: "text", content: [text] },
        { type: "buttons", buttons: [again] },
      ],
    },
  });
}

/** Says something to the person alone, beside what they clicked in. */
async function tell(desk: Desk, { arrival, asker, view }: Reply): Promise<void> {
  const { respond, click } = arrival;
  if (click.view?.type === "modal") return updateModal(desk, click.view.id, { view });
  if (click.view?.type === "home") return tellInHome(desk, { arrival, asker, view });
  if (!respond) return postView(desk, { channel: asker.userId, key: `answer:${asker.key}` }, { view });
  const { shown, kept } = renderMessage(view);
  await desk.outbox.keepCalls(kept, desk.now());
  const how = { response_type: "ephemeral", replace_original: false } as const;
  await respondWith(desk.charts, respond, { message: shown, how });
}

/** Renders the view in which the button stood once more, under a line that says what was done. */
async function refresh(
  desk: Desk,
  { arrival, asker, view, ...made }: Reply & { from: Call | undefined },
): Promise<void> {
  const { click, respond } = arrival;
  if (click.view?.type === "home") return tellInHome(desk, { arrival, asker, view });
  const from = made.from && isMadeAnew(desk, made.from) ? made.from : undefined;
  // What everybody sees is made anew for everybody, and not for whoever clicked.
  const again = from && (await ask(desk, { ...asker, isShownToAll: isPublic(click) }, { call: from, step: "refresh" }));
  const shown = again ? withBanner(view, toView(again)) : view;
  if (click.view) return updateModal(desk, click.view.id, { view: shown, from });
  if (click.container.is_ephemeral && respond) return replaceEphemeral(desk, respond, { view: shown, from });
  if (from) return replacePublic(desk, { arrival, asker, view: shown, from });
  await tell(desk, { arrival, asker, view });
}

/** What came of a change is not shown anew by making the change again, nor what is answered once. */
function isMadeAnew({ catalogue }: Desk, { name }: Call): boolean {
  const capability = catalogue.get(name);
  return capability?.risk === "read" && capability.isShownOnce !== true;
}

function isPublic({ view, container, channel }: Click): boolean {
  return !view && container.is_ephemeral !== true && /^[CG]/.test(channel?.id ?? "");
}

async function updateModal(
  desk: Desk,
  viewId: string,
  { view, from }: { view: View; from?: Call | undefined },
): Promise<void> {
  const { shown, kept } = renderModal(view, from);
  await desk.outbox.keepCalls(kept, desk.now());
  await desk.api.interactive.views.update({ view_id: viewId, view: shown });
}

/** What only one person sees can be replaced through its answer address alone. */
async function replaceEphemeral(
  desk: Desk,
  respond: RespondFn,
  { view, from }: { view: View; from: Call | undefined },
): Promise<void> {
  const { shown, kept } = renderMessage(view, from);
  await desk.outbox.keepCalls(kept, desk.now());
  await respondWith(desk.charts, respond, { message: shown, how: { replace_original: true } });
}

async function replacePublic(desk: Desk, { arrival, asker, view, from }: Reply & { from: Call }): Promise<void> {
  const { channel, container } = arrival.click;
  if (!channel || !container.message_ts) return tell(desk, { arrival, asker, view });
  const { shown, kept } = renderMessage(view, from);
  await desk.outbox.keepCalls(kept, desk.now());
  const update = { key: `refresh:${asker.key}`, kind: "update" as const, channel: channel.id };
  await desk.outbox.enqueue([{ ...update, target: container.message_ts, body: JSON.stringify(shown) }], desk.now());
  desk.wake();
}

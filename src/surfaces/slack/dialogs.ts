import { type Call, say, type View } from "#lib/view";
import { toView } from "./answers.ts";
import { type Asker, ask, type Desk } from "./desk.ts";
import { codeOf } from "./failure.ts";
import { renderModal } from "./render.ts";

/** What Slack says when the person has closed the dialog meanwhile. */
const CLOSED = "not_found";

export interface DialogRequest {
  call: Call;
  triggerId: string;
  /** Over another dialog. */
  isStacked: boolean;
}

/**
 * Shows what a call answers in a dialog. The click's trigger lives three seconds, so the dialog opens at once and is
 * filled when the answer is there. False when it could not be opened.
 */
export async function openDialog(desk: Desk, asker: Asker, request: DialogRequest): Promise<boolean> {
  const [viewId, outcome] = await Promise.all([open(desk, request), ask(desk, asker, { call: request.call })]);
  if (viewId === undefined) return false;
  const from = outcome.status === "done" ? request.call : undefined;
  const { shown, kept } = renderModal(toView(outcome, desk.catalogue.get(request.call.name)), from, asker.channelId);
  await desk.outbox.keepCalls(kept, desk.now());
  try {
    await desk.api.interactive.views.update({ view_id: viewId, view: shown });
  } catch (error) {
    if (codeOf(error) !== CLOSED) throw error;
  }
  return true;
}

/** Opens a dialog with a form that is there already. False when it could not be opened. */
export async function openForm(desk: Desk, asker: Asker, form: { view: View; triggerId: string }): Promise<boolean> {
  const { shown, kept } = renderModal(form.view, undefined, asker.channelId);
  await desk.outbox.keepCalls(kept, desk.now());
  try {
    await desk.api.interactive.views.open({ trigger_id: form.triggerId, view: shown });
    return true;
  } catch (error) {
    desk.log.warn({ error }, "slack dialog not opened");
    return false;
  }
}

export function hasForm({ nodes }: View): boolean {
  return nodes.some(({ type }) => type === "form");
}

async function open({ api, log }: Desk, { triggerId, isStacked }: DialogRequest): Promise<string | undefined> {
  const { shown } = renderModal(say("One moment…"));
  const { views } = api.interactive;
  try {
    const request = { trigger_id: triggerId, view: shown };
    const { view } = await (isStacked ? views.push(request) : views.open(request));
    return view?.id;
  } catch (error) {
    // The trigger has expired, or Slack is slow; the person gets a button to open it with.
    log.warn({ error }, "slack dialog not opened");
    return undefined;
  }
}

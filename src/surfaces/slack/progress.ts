import type { Asker, Desk } from "./desk.ts";
import { escapeText } from "./text.ts";

export type StepStatus = "pending" | "in_progress" | "complete" | "error";

/** A living list of what is done, which whoever looks on can stop. */
export interface Progress {
  step(index: number, status: StepStatus): Promise<void>;
  end(words: string): Promise<void>;
}

interface Planned {
  channel: string;
  thread: string;
  title: string;
  steps: readonly string[];
}

/**
 * Shows a plan as Slack shows the work of agents. Slack closes such a message after five minutes, and a plan ends before: so
 * few steps of half a minute each. It is a courtesy: where Slack does not take it, the answers come all the same.
 */
export async function showProgress(desk: Desk, asker: Asker, planned: Planned): Promise<Progress> {
  const { chat, agents } = desk.api.interactive;
  const { channel, thread, title, steps } = planned;
  const place = { channel_id: channel, thread_ts: thread };
  const taskOf = (index: number, status: StepStatus) => ({
    ...{ type: "task_update" as const, id: `step-${index + 1}`, title: steps[index] ?? "", status },
  });
  const attempt = async <T>(what: string, act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      desk.log.debug({ error, what }, "slack shows no progress");
      return undefined;
    }
  };

  await attempt("status", () => agents.sessions.setStatus({ ...place, status: "processing", title }));
  const team = desk.team();
  const started = await attempt("start", () =>
    chat.startStream({
      ...{ channel, thread_ts: thread, recipient_user_id: asker.userId, task_display_mode: "plan" },
      ...(team !== undefined && { recipient_team_id: team }),
      chunks: [{ type: "plan_update" as const, title }, ...steps.map((_step, index) => taskOf(index, "pending"))],
    }),
  );
  const ts = started?.ts;
  return {
    async step(index, status) {
      if (ts) await attempt("step", () => chat.appendStream({ channel, ts, chunks: [taskOf(index, status)] }));
    },
    async end(words) {
      if (ts) await attempt("end", () => chat.stopStream({ channel, ts, markdown_text: escapeText(words) }));
      await attempt("status", () => agents.sessions.setStatus({ ...place, status: "active" }));
    },
  };
}

import { vi } from "vitest";
import type { Sandbox } from "#sandbox/start";
import { buttonNamed } from "./messages.ts";

const WAIT = { timeout: 10_000, interval: 20 };

/** Somebody in the sandbox's Slack, who looks at one channel. */
export function personIn({ slack, world }: Sandbox, channel: string, index = 0) {
  const user = world.state.people[index]?.slackId ?? "";
  const visible = () => slack.messages(channel, user).filter(({ isFromApp }) => isFromApp);
  const lastMessage = () => visible().at(-1);
  const dialog = () => slack.office.views.stack(user).at(-1);

  /** Waits until the newest answer contains the word. */
  async function read(word: string) {
    return vi.waitFor(() => {
      const message = lastMessage();
      const shown = JSON.stringify(message?.blocks ?? []) + (message?.text ?? "");
      if (!message || !shown.includes(word)) throw new Error(`“${word}” does not appear in: ${shown.slice(0, 500)}`);
      return message;
    }, WAIT);
  }

  return {
    user,
    read,
    type: (command: string, text = "") => slack.command({ user, channel, command, text }),
    /** Presses a button of the newest answer. */
    async press(name: string | RegExp) {
      return slack.click({ user, channel, ts: lastMessage()?.ts ?? "", actionId: buttonNamed(lastMessage(), name) });
    },
    /** Waits until the dialog on top contains the word. */
    async readDialog(word: string): Promise<string> {
      return vi.waitFor(() => {
        const shown = JSON.stringify(dialog() ?? {});
        if (!shown.includes(word)) throw new Error(`“${word}” does not appear in: ${shown.slice(0, 500)}`);
        return shown;
      }, WAIT);
    },
  };
}

import type { ApprovalOffice } from "./approvals-office.ts";
import { until } from "./bot.ts";

/** What stands in the channel, or in the conversation with a person. */
export function card({ slack }: ApprovalOffice, place = "eng") {
  return slack.messages(place).findLast(({ isFromApp, threadTs }) => isFromApp && threadTs === null);
}

export function words(what: unknown): string {
  return JSON.stringify(what) ?? "";
}

/** The id of the button of a capability in what is shown. */
export function buttonIn(shown: unknown, name: string): string {
  const [id] = words(shown).match(new RegExp(`(?:call|open):${name.replace(".", "\\.")}:\\d+`)) ?? [];
  if (!id) throw new Error(`There is no button for ${name} in ${words(shown)}`);
  return id;
}

export async function cardSays(office: ApprovalOffice, text: string, place = "eng") {
  await until(`the card says “${text}”`, () => words(card(office, place)?.blocks).includes(text));
  const shown = card(office, place);
  if (!shown) throw new Error("The card has gone.");
  return shown;
}

/** Something is proposed, and its card stands in the channel. */
export async function proposed(office: ApprovalOffice, text = "Please review this.") {
  await office.propose(text);
  return cardSays(office, "waits for a decision");
}

export function click(office: ApprovalOffice, user: string, name: string) {
  const shown = card(office);
  return office.slack.click({ user, channel: "eng", ts: shown?.ts ?? "", actionId: buttonIn(shown?.blocks, name) });
}

export function callOf(user: string) {
  return {
    ...{ actor: { kind: "person" as const, id: `slack:${user}` }, origin: { surface: "slack" as const } },
    ...{ traceId: "t", now: () => new Date(), log: {} as never },
  };
}

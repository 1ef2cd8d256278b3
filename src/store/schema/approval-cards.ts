import type { Columns } from "../dialect.ts";

/** Where the card of an approval stands in Slack, one per channel: the message, and what it shows. */
export function defineApprovalCards({ table, text, integer, primaryKey }: Columns) {
  return {
    approvalCards: table(
      "approval_cards",
      {
        approval: text("approval").notNull(),
        channel: text("channel").notNull(),
        /** The key of its message in the outbox. */
        message: text("message").notNull(),
        /** Rises with every edition. */
        version: integer("version").notNull(),
        /** Of what was shown last; empty before anything was. */
        shown: text("shown").notNull(),
      },
      (card) => [primaryKey({ columns: [card.approval, card.channel] })],
    ),
  };
}

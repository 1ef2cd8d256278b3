import type { Db } from "./db.ts";
import { asc, eq } from "./drizzle.ts";
import type { Tables } from "./schema.ts";

type Card = Tables["approvalCards"]["$inferSelect"];

/** Where the cards of approvals stand (kernel/ports/approval-cards.ts). */
export function createApprovalCards(db: Db) {
  const { approvalCards: cards } = db.tables;
  return {
    list: (approval: string): Promise<Card[]> =>
      db.select().from(cards).where(eq(cards.approval, approval)).orderBy(asc(cards.channel)),
    async save({ approval, channel, ...change }: Card): Promise<void> {
      await db
        .insert(cards)
        .values({ approval, channel, ...change })
        .onConflictDoUpdate({ target: [cards.approval, cards.channel], set: change });
    },
  };
}

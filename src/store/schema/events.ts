import type { NormalisedEvent } from "#domain/events";
import type { Columns } from "../dialect.ts";
import { sql } from "../drizzle.ts";

/** The inbox: what the world told us, stored before we answer and folded into facts later. Rows never change but for how folding them went. */
export function defineEvents({ table, text, json, bytes, counter, instant, uniqueIndex, index }: Columns) {
  return {
    events: table(
      "events",
      {
        /** Counts up in the order of arrival. */
        id: counter("id").primaryKey(),
        source: text("source").notNull(),
        /** The vendor's delivery id, or a key made of the content where there is none. */
        delivery: text("delivery").notNull(),
        kind: text("kind").notNull(),
        /** `owner/repo#7`, the identity of what it is about; null when it is about nothing we fold. */
        subject: text("subject"),
        occurredAt: instant("occurred_at").notNull(),
        receivedAt: instant("received_at").notNull(),
        /** All that the fold needs; null for kinds that are stored and counted only. */
        normalised: json("normalised").$type<NormalisedEvent | null>(),
        /** The raw body, which retention drops after a while. */
        payload: bytes("payload"),
        foldedAt: instant("folded_at"),
        /** Why it could not be folded: the dead letter. */
        foldError: text("fold_error"),
      },
      (event) => [
        uniqueIndex("events_delivery").on(event.source, event.delivery),
        index("events_subject").on(event.subject),
        index("events_unfolded").on(event.id).where(sql`folded_at is null`),
        index("events_poisoned").on(event.id).where(sql`fold_error is not null`),
        index("events_received").on(event.receivedAt),
      ],
    ),
  };
}

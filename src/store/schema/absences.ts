import type { Columns } from "../dialect.ts";

/** When single people are not there, or work otherwise than their team. */
export function defineAbsences({ table, text, integer, boolean, counter, instant, index }: Columns) {
  const absences = table(
    "absences",
    {
      id: counter("id").primaryKey(),
      person: text("person").notNull(),
      /** Local dates, both included. */
      from: text("from_date").notNull(),
      to: text("to_date").notNull(),
      by: text("by").notNull(),
      at: instant("at").notNull(),
    },
    (absence) => [index("absences_person").on(absence.person), index("absences_to").on(absence.to)],
  );
  const personSettings = table("person_settings", {
    person: text("person").primaryKey(),
    /** Null where what Slack says holds. */
    zone: text("zone"),
    /** In minutes after midnight. */
    opens: integer("opens"),
    closes: integer("closes"),
    wantsPrompts: boolean("wants_prompts").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  });
  return { absences, personSettings };
}

import type { DraftEdit, DraftRating, VariantFigures } from "#domain/plan/feedback";
import type { Plan } from "#domain/plan/plan";

/** What readers made of what models wrote. */
export interface Feedback {
  /** Somebody's latest word counts. */
  rate(rating: DraftRating): Promise<void>;
  /** Once for each draft. */
  noteEdit(edit: DraftEdit): Promise<void>;
  /** Drafts by models since then of which no edit is known, the oldest first. */
  unedited(since: Date, limit: number): Promise<Plan[]>;
  /** By prompt and variant. */
  figures(): Promise<VariantFigures[]>;
}

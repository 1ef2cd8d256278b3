import { showFeedback } from "./figures.ts";
import { rateDraft } from "./rate.ts";

/** What readers say of what models wrote. */
export const feedback = [rateDraft, showFeedback];

import { comment, deleteComment } from "./comment.ts";
import { label } from "./label.ts";
import { merge } from "./merge.ts";
import { assign, requestReview } from "./people.ts";

/** What can be done to a pull request. */
export const pullRequestEffects = [comment, deleteComment, label, requestReview, assign, merge];

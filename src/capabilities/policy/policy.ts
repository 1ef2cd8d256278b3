import { changePolicy } from "./change.ts";
import { evaluatePolicy } from "./evaluate.ts";
import { policyForm } from "./form.ts";
import { showPolicy } from "./show.ts";

/** What may happen by itself, and who changes that. */
export const policy = [evaluatePolicy, showPolicy, policyForm, changePolicy];

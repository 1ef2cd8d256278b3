import { listDecisions } from "./decisions.ts";
import { hear } from "./hear.ts";

/** What people say to each other about work, where they let us listen. */
export const talk = [hear, listDecisions];

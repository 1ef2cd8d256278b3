import { dm } from "./dm.ts";
import { notMe, quiet, resume } from "./wishes.ts";

/** What rules say to people, and what people say to that. */
export const nudges = [dm, notMe, quiet, resume];

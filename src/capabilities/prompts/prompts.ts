import { answerStandup } from "./answer.ts";
import { askForStandup } from "./ask.ts";
import { answerForm } from "./form.ts";

/** What people are asked for the standup, and what they say. */
export const prompts = [askForStandup, answerForm, answerStandup];

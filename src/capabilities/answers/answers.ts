import type { Capability } from "#kernel/capability";
import { bringAnswer } from "./bring.ts";
import { captureAnswer, withdrawAnswer } from "./capture.ts";
import { replyToQuestion } from "./reply.ts";
import { saveAnswer } from "./save.ts";

/** What people answer, on its way to those who asked and to those who will. */
export const answers: readonly Capability[] = [replyToQuestion, bringAnswer, saveAnswer, captureAnswer, withdrawAnswer];

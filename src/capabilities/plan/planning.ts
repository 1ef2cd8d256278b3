import { planBatch, showBatch } from "./batch.ts";
import { plan } from "./plan.ts";
import { replyToPlan } from "./reply.ts";
import { reviseForm, revisePrd } from "./revise.ts";
import { showPlan } from "./show.ts";

/** From an idea to a draft that people can work on. */
export const planning = [plan, showPlan, planBatch, showBatch, reviseForm, revisePrd, replyToPlan];

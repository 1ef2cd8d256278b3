import { metricDays } from "./days.ts";
import { metricEvidence } from "./evidence.ts";
import { metricQuotas } from "./quotas.ts";
import { showMetrics } from "./show.ts";

export const metrics = [showMetrics, metricEvidence, metricDays, metricQuotas];

export interface Declaration {
  type: "counter" | "gauge" | "histogram";
  help: string;
  labels?: string[];
  /** Of a histogram, in its unit; those of requests unless given. */
  buckets?: number[];
}

/** People decide within seconds, or days. */
const PEOPLE_BUCKETS = [10, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800];

/** Every series we publish. Labels never name a person. */
export const SERIES: Record<string, Declaration> = {
  invocations_total: { type: "counter", help: "Invocations by name and outcome.", labels: ["name", "outcome"] },
  invocation_seconds: { type: "histogram", help: "Time an invocation took.", labels: ["name"] },
  audit_dropped_total: { type: "counter", help: "Audit entries that could not be written." },
  webhooks_total: { type: "counter", help: "Webhooks by source and answer.", labels: ["source", "answer"] },
  webhook_seconds: { type: "histogram", help: "Time from a webhook's body to its answer.", labels: ["source"] },
  vendor_requests_total: { type: "counter", help: "Requests by vendor and status.", labels: ["vendor", "status"] },
  vendor_request_seconds: { type: "histogram", help: "Time of a vendor's answer.", labels: ["vendor"] },
  vendor_mismatches_total: {
    type: "counter",
    help: "Replies that were not as the vendor describes them.",
    labels: ["vendor"],
  },
  model_calls_total: { type: "counter", help: "Calls of models by task and outcome.", labels: ["task", "outcome"] },
  model_call_seconds: { type: "histogram", help: "Time a model took.", labels: ["task"] },
  model_tokens_total: { type: "counter", help: "Tokens read and written by models.", labels: ["direction"] },
  model_cost_usd_total: { type: "counter", help: "What models cost, in US dollars.", labels: ["task"] },
  quota_rag_searches_total: { type: "counter", help: "Searches of documents." },
  rag_searches_total: {
    type: "counter",
    help: "Searches of documents by mode, and by what their confidence allows.",
    labels: ["mode", "band"],
  },
  disk_free_bytes: { type: "gauge", help: "Room beside the SQLite file." },
  jobs: { type: "gauge", help: "Jobs by state.", labels: ["state"] },
  job_failures_total: { type: "counter", help: "Attempts at a job that failed, by queue.", labels: ["queue"] },
  events_unfolded: { type: "gauge", help: "Events stored and not yet folded." },
  signals: { type: "gauge", help: "Signals by state.", labels: ["state"] },
  team_metric: {
    type: "gauge",
    help: "A metric of a team over twelve whole weeks, in its unit; NaN without data.",
    labels: ["team", "metric", "unit"],
  },
  team_metric_p90: {
    type: "gauge",
    help: "The 90th percentile beside it, where there is one.",
    labels: ["team", "metric", "unit"],
  },
  team_metric_rows: { type: "gauge", help: "How many rows the metric is made of.", labels: ["team", "metric"] },
  team_metric_computed_seconds: { type: "gauge", help: "Unix time at which the metrics of teams were computed." },
  slack_lines_up: { type: "gauge", help: "Socket-mode connections that are up." },
  slack_inbox_depth: { type: "gauge", help: "Envelopes received and not yet worked on." },
  slack_last_inbound_seconds: { type: "gauge", help: "Unix time of the last envelope." },
  slack_reconnects_total: { type: "counter", help: "Reconnects by reason.", labels: ["reason"] },
  slack_guarded_total: {
    type: "counter",
    help: "Errors of the socket library that were kept from ending the process.",
  },
  slack_autoack_total: { type: "counter", help: "Envelopes acknowledged because the work took long." },
  slack_duplicates_total: { type: "counter", help: "Envelopes that came again." },
  slack_ack_seconds: { type: "histogram", help: "Time from envelope to acknowledgement." },
  slack_letters: { type: "gauge", help: "What of Slack waits for a person to settle.", labels: ["kind"] },
  approvals_decisions_total: { type: "counter", help: "Proposals by how they were decided.", labels: ["status"] },
  approvals_latency_seconds: {
    type: "histogram",
    help: "Time from a proposal to its decision.",
    buckets: PEOPLE_BUCKETS,
  },
  approvals_override_total: {
    type: "counter",
    help: "Proposals that somebody changed before they were decided.",
    labels: ["from", "to"],
  },
  workflows_auto_vs_hitl_total: {
    type: "counter",
    help: "Effects begun by the policy or by a person.",
    labels: ["mode"],
  },
  effects_total: { type: "counter", help: "How attempts at effects ended, by vendor.", labels: ["vendor", "outcome"] },
  slack_posts_total: { type: "counter", help: "Messages sent by kind and success.", labels: ["kind", "ok"] },
  slack_post_errors_total: { type: "counter", help: "Messages that failed by kind.", labels: ["kind"] },
};

/** The policy in force where nobody wrote another: what is private and small happens, all else asks. */
export const DEFAULT_POLICY = `actions:
  messages.post: { risk: medium, mode: { ask_if_channel_public: true } }
  messages.update: { risk: low, mode: auto }
  nudges.dm: { risk: low, mode: auto }
  prompts.ask: { risk: low, mode: auto }
  pr.label: { risk: low, mode: auto }
  pr.merge: { risk: high, mode: require_approval }
  incident.page: { risk: high, mode: require_approval }
limits:
  max_monthly_cost_usd: 0
  max_channel_size_auto_post: 10
  pii_redaction: strict
stale_pr: { action: nudge }
pr_without_review: { action: nudge }
no_ticket_link: { action: nudge }
changes_requested_idle: { action: nudge }
red_checks: { action: nudge }
wip_limit_exceeded: { action: escalate }
`;

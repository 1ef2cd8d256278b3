/** The rules in force where nobody wrote others. */
export const DEFAULT_RULES = `rules:
  - { name: stale48h, kind: stale_pr, older_than_hours: 48 }
  - { name: pr_no_review, kind: pr_without_review, older_than_hours: 12 }
  - { name: wip_limit, kind: wip_limit_exceeded, limit: 5 }
  - { name: no_ticket, kind: no_ticket_link }
  - { name: changes_requested, kind: changes_requested_idle, older_than_hours: 48 }
  - { name: approved_not_merged, kind: approved_not_merged, older_than_hours: 24 }
  - { name: red_checks, kind: red_checks, older_than_hours: 24 }
  - { name: blocked, kind: blocked_pr, then: [{ escalate: [owner, unblocker, team, lead] }] }
  - { name: failed_deployment, kind: failed_deployment }
  - { name: open_incident, kind: open_incident }
`;

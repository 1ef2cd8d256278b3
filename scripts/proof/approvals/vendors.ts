import type { Sandbox } from "#sandbox/start";

/** Where the sandbox's vendors are, for a bot in another process or in this one. */
export function vendorsOf(sandbox: Sandbox): Record<string, string> {
  return {
    SANDBOX: "true",
    ALLOWED_PROJECTS: "*",
    ...{ GITHUB_TOKEN: sandbox.githubToken, GITHUB_API_URL: sandbox.githubApiUrl },
    ...{ JIRA_URL: sandbox.jiraUrl, JIRA_EMAIL: sandbox.jiraEmail, JIRA_TOKEN: sandbox.jiraToken },
    ...{ LINEAR_API_URL: sandbox.linearUrl, LINEAR_API_KEY: sandbox.linearKey },
    ...{ PAGERDUTY_URL: sandbox.pagerdutyUrl, PAGERDUTY_ROUTING_KEY: sandbox.pagerdutyRoutingKey },
  };
}

/** Linear takes its reads by POST as well, so its writes are named. */
const WRITES = {
  github: ["POST"],
  jira: ["POST"],
  linear: ["issueCreate", "commentCreate"],
  pagerduty: ["POST"],
} as const;
const LATE_MS = 400;

/** Vendors that take some writes and lose the answer, and apply others late. */
export function spoil(sandbox: Sandbox): void {
  for (const vendor of ["github", "jira", "linear", "pagerduty"] as const) {
    for (const on of WRITES[vendor]) {
      sandbox[vendor].fault({ kind: "reset_after", on, share: 0.1, times: 1_000_000 });
      sandbox[vendor].fault({ kind: "late", on, share: 0.1, times: 1_000_000, ms: LATE_MS });
    }
  }
}

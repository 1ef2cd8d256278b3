import type { Config } from "#config";
import type { Check } from "#lib/check";
import { createHttp } from "#lib/http";
import { assertDate } from "./doctor-clock.ts";

/** The trackers: whether the token lets us in, and whether webhooks can come in. */
export function trackerChecks({ jira, linear, tickets, isLocalMode }: Config): Check[] {
  const secretsOf = (variable: string, secrets: readonly string[]) => describeSecrets(variable, secrets, isLocalMode);
  return [
    { name: "Jira", probe: async () => (jira ? checkJira(jira) : "Not configured: set JIRA_URL to sync tickets.") },
    ...(jira
      ? [{ name: "Jira webhooks", probe: async () => secretsOf("JIRA_WEBHOOK_SECRET", tickets.webhookSecrets.jira) }]
      : []),
    {
      name: "Linear",
      probe: async () => (linear ? checkLinear(linear) : "Not configured: set LINEAR_API_KEY to sync tickets."),
    },
    ...(linear
      ? [
          {
            name: "Linear webhooks",
            probe: async () => secretsOf("LINEAR_WEBHOOK_SECRET", tickets.webhookSecrets.linear),
          },
        ]
      : []),
  ];
}

async function checkJira({ url, email, token }: NonNullable<Config["jira"]>): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`;
  const address = `${url.replace(/\/+$/, "")}/rest/api/3/myself`;
  const reply = await createHttp({ vendor: "Jira", baseUrl: url })(address, { headers: { authorization } });
  return describeReply("Jira", reply, { url, credential: "JIRA_TOKEN" });
}

async function checkLinear({ apiUrl: url, apiKey }: NonNullable<Config["linear"]>): Promise<string> {
  const headers = { authorization: apiKey, "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify({ query: "{ viewer { id } }" }) };
  const reply = await createHttp({ vendor: "Linear", baseUrl: url })(url, init);
  return describeReply("Linear", reply, { url, credential: "LINEAR_API_KEY" });
}

function describeReply(
  vendor: string,
  { status, ok, headers }: Response,
  { url, credential }: { url: string; credential: string },
): string {
  if (status === 401) throw new Error(`${vendor} refuses the token. Renew ${credential}.`);
  if (!ok) throw new Error(`${vendor} answers ${status} at ${url}. Check the address.`);
  assertDate(vendor, headers);
  return `Answers at ${url}.`;
}

/** Without webhooks tickets are still read, only later; so their absence is no fault. */
function describeSecrets(variable: string, { length }: readonly string[], isLocalMode: boolean): string {
  if (length > 0) return `Signed, with ${length} secret${length === 1 ? "" : "s"} in use.`;
  if (isLocalMode) return `No ${variable}: only this machine itself may send webhooks, in local mode.`;
  return `No ${variable}, so webhooks are refused; tickets are read again and again instead.`;
}

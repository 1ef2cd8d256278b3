import type { Config } from "#config";
import type { Check } from "#lib/check";
import { createHttp } from "#lib/http";
import { assertDate } from "./doctor-clock.ts";

/** The scopes the manifest asks for, and those it can do without. */
export interface SlackScopes {
  required: string[];
  optional: string[];
}

export function slackChecks({ slack }: Config, scopes: SlackScopes): Check[] {
  if (!slack) {
    const word =
      "Not configured: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to meet people there. HTTP and the terminal work.";
    return [{ name: "Slack", probe: async () => word }];
  }
  const { apiUrl, botToken, appToken } = slack;
  return [
    { name: "Slack bot token", probe: () => checkBotToken(apiUrl, botToken, scopes) },
    { name: "Slack app token", probe: () => checkAppToken(apiUrl, appToken) },
  ];
}

async function callSlack(apiUrl: string, method: string, token: string) {
  const http = createHttp({ vendor: "Slack", baseUrl: apiUrl });
  try {
    const headers = { authorization: `Bearer ${token}` };
    const reply = await http(new URL(method, apiUrl), { method: "POST", headers });
    const body = (await reply.json()) as { ok: boolean; error?: string; team?: string; user?: string };
    return { body, headers: reply.headers };
  } catch (cause) {
    throw new Error(`Slack does not answer at ${apiUrl}. Check the network, its proxy and SLACK_API_URL.`, { cause });
  }
}

async function checkBotToken(apiUrl: string, token: string, scopes: SlackScopes): Promise<string> {
  const { body, headers } = await callSlack(apiUrl, "auth.test", token);
  if (!body.ok)
    throw new Error(`Slack says ${body.error}. Reinstall the app and copy its bot token to SLACK_BOT_TOKEN.`);
  assertDate("Slack", headers);
  const granted = headers.get("x-oauth-scopes");
  return `${body.user} in ${body.team}. ${granted === null ? "Slack did not tell its scopes." : compare(granted, scopes)}`;
}

/** What the token may do against what the manifest asks for. */
function compare(header: string, { required, optional }: SlackScopes): string {
  const granted = new Set(header.split(",").map((scope) => scope.trim()));
  const missing = required.filter((scope) => !granted.has(scope));
  if (missing.length > 0)
    throw new Error(`Scopes are missing: ${missing.join(", ")}. Update the app from manifest.json and reinstall it.`);
  const without = optional.filter((scope) => !granted.has(scope));
  return without.length > 0 ? `Goes without the optional ${without.join(", ")}.` : "It has all the scopes.";
}

async function checkAppToken(apiUrl: string, token: string): Promise<string> {
  const { body } = await callSlack(apiUrl, "apps.connections.open", token);
  if (!body.ok)
    throw new Error(`Slack says ${body.error}. Make an app-level token with connections:write for SLACK_APP_TOKEN.`);
  return "Socket mode can be opened.";
}

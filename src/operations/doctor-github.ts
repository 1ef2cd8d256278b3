import type { Config } from "#config";
import type { Check } from "#lib/check";
import { createHttp } from "#lib/http";
import { assertDate } from "./doctor-clock.ts";

const REPOSITORIES_MAX = 20;
/** Of these a classic token needs one. The tokens that GitHub calls fine-grained have permissions instead. */
const CLASSIC_SCOPES = ["repo", "public_repo"];
/** What we read of a repository, by the permission that it takes. */
const READ = {
  Metadata: "",
  "Pull requests": "/pulls?per_page=1",
  Issues: "/issues?per_page=1",
  Deployments: "/deployments?per_page=1",
  Actions: "/actions/runs?per_page=1",
};

export function githubChecks({ github, isLocalMode }: Config): Check[] {
  const { token, repositories } = github;
  const webhooks = {
    name: "GitHub webhooks",
    probe: async () => checkSecret(github.webhookSecrets.length, isLocalMode),
  };
  if (!token) {
    return [{ name: "GitHub", probe: async () => "Not configured: set GITHUB_TOKEN to sync and reconcile." }, webhooks];
  }
  const get = createGet(github.apiUrl, token);
  return [
    { name: "GitHub", probe: () => checkToken(get, github.apiUrl) },
    { name: "GitHub repositories", probe: () => checkRepositories(get, repositories) },
    webhooks,
  ];
}

type Get = (path: string) => Promise<Response>;

function createGet(apiUrl: string, token: string): Get {
  const http = createHttp({ vendor: "GitHub", baseUrl: apiUrl });
  const headers = { authorization: `Bearer ${token}` };
  return (path) => http(`${apiUrl.replace(/\/$/, "")}${path}`, { headers });
}

function checkSecret(secrets: number, isLocalMode: boolean): string {
  if (secrets > 0) return `Signed, with ${secrets} secret${secrets === 1 ? "" : "s"} in use.`;
  if (isLocalMode) return "No GITHUB_WEBHOOK_SECRET: only this machine itself may send webhooks, in local mode.";
  throw new Error(
    "No GITHUB_WEBHOOK_SECRET, so every webhook is refused. Set it to the secret of the webhook, 16 characters or more.",
  );
}

async function checkToken(get: Get, apiUrl: string): Promise<string> {
  const reply = await get("/rate_limit");
  if (reply.status === 401)
    throw new Error("GitHub refuses the token. Make a new one that may read the repositories, for GITHUB_TOKEN.");
  if (!reply.ok) throw new Error(`GitHub answers ${reply.status} at ${apiUrl}. Check GITHUB_API_URL.`);
  assertDate("GitHub", reply.headers);
  const left = reply.headers.get("x-ratelimit-remaining") ?? "unknown";
  return `Answers at ${apiUrl}; ${left} requests left this hour.${describeScopes(reply.headers)}`;
}

/** Only classic tokens tell their scopes. */
function describeScopes(headers: Headers): string {
  const told = headers.get("x-oauth-scopes");
  if (told === null) return "";
  const scopes = told.split(",").flatMap((scope) => scope.trim() || []);
  if (!CLASSIC_SCOPES.some((scope) => scopes.includes(scope)))
    throw new Error(
      "The token lacks the scope repo (public_repo where all repositories are public). Add it on GitHub.",
    );
  const surplus = scopes.filter((scope) => !CLASSIC_SCOPES.includes(scope) && !scope.startsWith("read:"));
  return surplus.length > 0 ? ` The token may do more than it has to: ${surplus.join(", ")}.` : "";
}

async function checkRepositories(get: Get, repositories: readonly string[]): Promise<string> {
  if (repositories.length === 0) return "None in GITHUB_REPOSITORIES; those of the teams are read.";
  const looked = repositories.slice(0, REPOSITORIES_MAX);
  const problems: string[] = [];
  for (const repository of looked) problems.push(...(await checkRepository(get, repository)));
  if (problems.length > 0) throw new Error(problems.join(" "));
  return `${looked.length} of ${repositories.length} looked at, and all can be read.`;
}

async function checkRepository(get: Get, repository: string): Promise<string[]> {
  const asked = Object.entries(READ).map(async ([permission, path]) => {
    const { status } = await get(`/repos/${repository}${path}`);
    return [permission, status] as const;
  });
  const statuses = new Map(await Promise.all(asked));
  if (statuses.get("Metadata") === 404) {
    return [
      `${repository} is not there for this token. Correct it in GITHUB_REPOSITORIES, or give the token access to it.`,
    ];
  }
  const refused = [...statuses]
    .filter(([, status]) => status === 403 || status === 404)
    .map(([permission]) => permission);
  if (refused.length === 0) return [];
  return [`${repository}: the token may not read ${refused.join(", ")}. Give it read access to that.`];
}

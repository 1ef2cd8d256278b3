import type { Octokit } from "@octokit/rest";
import { createHttp, type HttpOptions } from "#lib/http";

export interface GithubOptions {
  apiUrl: string;
  token: string | null;
  onAttempt?: HttpOptions["onAttempt"];
}

/** Octokit on our HTTP core, loaded when it is first needed. It retries nothing by itself. */
export async function createGithubClient({ apiUrl, token, onAttempt }: GithubOptions): Promise<Octokit> {
  const { Octokit } = await import("@octokit/rest");
  const baseUrl = apiUrl.replace(/\/+$/, "");
  const http = createHttp({ vendor: "GitHub", baseUrl, ...(onAttempt && { onAttempt }) });
  return new Octokit({ baseUrl, userAgent: "adjutant", request: { fetch: http }, ...(token && { auth: token }) });
}

import type { Octokit } from "@octokit/rest";
import { createHttp, type HttpOptions } from "#lib/http";

export interface GithubOptions {
  apiUrl: string;
  token: string | null;
  onAttempt?: HttpOptions["onAttempt"];
}

/** It would write to the terminal what we say ourselves. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** Octokit on our HTTP core, loaded when it is first needed. It retries nothing by itself. */
export async function createGithubClient({ apiUrl, token, onAttempt }: GithubOptions): Promise<Octokit> {
  const { Octokit } = await import("@octokit/rest");
  const baseUrl = apiUrl.replace(/\/+$/, "");
  const http = createHttp({ vendor: "GitHub", baseUrl, ...(onAttempt && { onAttempt }) });
  const request = { fetch: http };
  return new Octokit({ baseUrl, userAgent: "adjutant", request, log: SILENT, ...(token && { auth: token }) });
}

import type { CloudClient } from "jira.js/cloud";
import type { Client, SendRequestOptions } from "jira.js/core";
import { createHttp, type HttpOptions } from "#lib/http";
import { ReplyError } from "../reply-error.ts";

export interface JiraOptions {
  /** Of the site, like https://acme.atlassian.net */
  url: string;
  email: string;
  token: string;
  onAttempt?: HttpOptions["onAttempt"];
  /** Hears of a reply that is not as Jira describes it; it is used all the same, unless this throws. */
  onMismatch?(mismatch: { url: string; issue: string }): void;
}

/** jira.js on our HTTP core, loaded when it is first needed. It retries nothing, and neither do we repeat a write. */
export async function createJiraClient(options: JiraOptions): Promise<CloudClient> {
  const { createCloudClient } = await import("jira.js/cloud");
  return createCloudClient(createTransport(options));
}

function createTransport({ url, email, token, onAttempt, onMismatch }: JiraOptions): Client {
  const baseUrl = url.replace(/\/+$/, "");
  const http = createHttp({ vendor: "Jira", baseUrl, ...(onAttempt && { onAttempt }) });
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`;

  async function send({ body, ...request }: SendRequestOptions): Promise<unknown> {
    const reply = await http(addressOf(baseUrl, request), {
      method: request.method ?? "GET",
      headers: { authorization, accept: "application/json", "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new ReplyError(`Jira said ${reply.status}: ${wordsIn(text)}`, reply);
    // Some writes are answered without a body.
    return text === "" ? undefined : JSON.parse(text);
  }

  return {
    async sendRequest<Result>({ schema, ...request }: SendRequestOptions<Result>): Promise<Result> {
      const value = (await send(request)) as Result;
      const parsed = schema?.safeParse(value);
      if (parsed && !parsed.success) onMismatch?.({ url: request.url, issue: parsed.error.issues[0]?.message ?? "" });
      return parsed?.success ? parsed.data : value;
    },
  };
}

/** The library writes names into paths as they are, so that one with a slash would lead elsewhere. */
function addressOf(baseUrl: string, { url, searchParams = {} }: SendRequestOptions): URL {
  const address = new URL(`${baseUrl}${url}`);
  if (`${address.origin}${address.pathname}` !== `${baseUrl}${url}`)
    throw new Error("A name leads out of Jira's path.");
  for (const [name, value] of Object.entries(searchParams)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) address.searchParams.append(name, String(one));
  }
  return address;
}

function wordsIn(text: string): string {
  try {
    const { errorMessages = [], errors = {} } = JSON.parse(text) as { errorMessages?: string[]; errors?: object };
    return [...errorMessages, ...Object.entries(errors).map(([field, words]) => `${field}: ${words}`)].join(" ");
  } catch {
    return "no words.";
  }
}

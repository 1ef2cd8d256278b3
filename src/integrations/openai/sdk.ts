import OpenAI from "openai";
import { createModelFetch, type ModelFetchOptions } from "./fetch.ts";

export interface SdkOptions extends ModelFetchOptions {
  apiKey: string;
}

/** Everything is given, because the SDK reads what is missing from the environment. It repeats nothing by itself. */
export function createSdk(options: SdkOptions): OpenAI {
  return new OpenAI({
    ...{ apiKey: options.apiKey, baseURL: options.baseUrl, adminAPIKey: null, organization: null, project: null },
    ...{ webhookSecret: null, maxRetries: 0, logLevel: "off", fetch: createModelFetch(options) },
  });
}

import { type Logger, LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";
import { slackFetch } from "./fetch.ts";

const READ_RETRIES = 2;
const INTERACTIVE_TIMEOUT_MS = 2_000;
const TIMEOUT_MS = 10_000;
const LOGGED_MAX = 300;

export interface SlackClientsConfig {
  botToken: string;
  /** Ends in a slash: "https://slack.com/api/". */
  apiUrl: string;
  log: SlackLog;
}

/** A log as the clients need it; pino's fits. */
interface SlackLog {
  warn(fields: object, message: string): void;
}

/**
 * Slack's clients, each with options of its own, because the SDKs write into what they are given. None waits out a rate
 * limit or repeats a write by itself: a repeated post would be a second message.
 */
export function createSlackClients({ botToken, apiUrl, log }: SlackClientsConfig) {
  const logger = createLogger(log);

  function options(timeout: number, retries = 0): WebClientOptions {
    return {
      slackApiUrl: apiUrl,
      timeout,
      retryConfig: { retries },
      rejectRateLimitedCalls: true,
      fetch: slackFetch,
      logger,
      allowAbsoluteUrls: false,
    };
  }

  return {
    /** What a person waits for: views, short answers. */
    interactive: new WebClient(botToken, options(INTERACTIVE_TIMEOUT_MS)),
    /** The outbox alone. */
    bulk: new WebClient(botToken, options(TIMEOUT_MS)),
    read: new WebClient(botToken, options(TIMEOUT_MS, READ_RETRIES)),
    interactiveOptions: () => options(INTERACTIVE_TIMEOUT_MS),
    socketOptions: () => options(TIMEOUT_MS),
    logger,
  };
}

/** The SDKs' log in ours: warnings and errors only, because what they debug are whole payloads. */
function createLogger(log: SlackLog): Logger {
  const silent = () => {};
  const describe = (parts: unknown[]) => parts.map(String).join(" ").slice(0, LOGGED_MAX);
  return {
    debug: silent,
    info: silent,
    warn: (...parts) => log.warn({ sdk: describe(parts) }, "slack library warned"),
    // What it calls an error, we meet with a new connection or a new attempt.
    error: (...parts) => log.warn({ sdk: describe(parts) }, "slack library failed"),
    setLevel: silent,
    setName: silent,
    getLevel: () => LogLevel.WARN,
  };
}

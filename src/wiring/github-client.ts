import type { Config } from "#config";
import type { Metrics } from "#lib/metrics";

type Client = ReturnType<typeof import("#integrations/github/client")["createGithubClient"]>;

/** A client of GitHub, loaded and made when it is first needed; undefined while no token is set. */
export function githubOf({ github }: Config, metrics: Metrics): (() => Client) | undefined {
  if (!github.token) return undefined;
  let client: Client | undefined;

  async function load(): Client {
    const { createGithubClient } = await import("#integrations/github/client");
    return createGithubClient({
      ...github,
      onAttempt({ status, ms }) {
        metrics.count("vendor_requests_total", { vendor: "github", status: String(status) });
        metrics.observe("vendor_request_seconds", ms / 1_000, { vendor: "github" });
      },
    });
  }

  return () => {
    client ??= load();
    return client;
  };
}

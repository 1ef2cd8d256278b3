import { type Connector, NOBODY } from "#domain/knowledge/connector";
import { WORKSPACE } from "#domain/knowledge/document";
import { type EntryOf, keyOf, locationOf, type SourceEntry } from "#domain/knowledge/sources-yaml";
import type { ChannelOptions } from "#integrations/slack/threads";
import { UserError } from "#kernel/errors";
import type { HttpOptions } from "#lib/http";
import type { Metrics } from "#lib/metrics";
import { createFolderDocuments } from "#operations/sources/folder";
import { readSourceList } from "#operations/sources/list";
import { createPrdDocuments } from "#operations/sources/prds";
import { createWorkDocuments } from "#operations/sources/work";
import { loadOwnWork } from "#store/knowledge/own-work";
import type { App } from "./app.ts";
import { githubOf } from "./github-client.ts";

/** How often each kind is read, unless somebody says otherwise. */
const MINUTES: Record<SourceEntry["kind"], number> = {
  ...{ github: 30, folder: 15, prds: 5, work: 30, slack: 60 },
  ...{ confluence: 60, notion: 60, drive: 60 },
};

interface Parts {
  metrics: Metrics;
  /** Undefined where there is no Slack. */
  slack: ChannelOptions["client"] | undefined;
}

/** The sources that are configured now, each ready to be read. Throws a UserError where the list of them is wrong. */
export async function listConnectors(app: App, parts: Parts): Promise<Connector[]> {
  const entries = await readSourceList(app.config.documents.path);
  return Promise.all(entries.map((entry) => connect(app, parts, entry)));
}

type Connect<Kind extends SourceEntry["kind"]> = (
  app: App,
  parts: Parts,
  entry: EntryOf<Kind>,
) => Connector | undefined | Promise<Connector | undefined>;

/** A source whose vendor is not connected is there all the same, and says what is missing when it is read. */
async function connect(app: App, parts: Parts, entry: SourceEntry): Promise<Connector> {
  // Each entry goes to its own kind, which the compiler cannot see through the lookup.
  const connectKind = CONNECTS[entry.kind] as Connect<SourceEntry["kind"]>;
  const connector = await connectKind(app, parts, entry);
  if (connector) return connector;
  const list = () => Promise.reject(new UserError(MISSING[entry.kind] ?? "It is not connected."));
  return { ...baseOf(entry), kind: entry.kind, location: locationOf(entry), list };
}

const MISSING: Partial<Record<SourceEntry["kind"], string>> = {
  github: "Set GITHUB_TOKEN: a token that may read the repository.",
  slack: "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, and start the bot: only it reads channels.",
  confluence: "Set CONFLUENCE_URL, CONFLUENCE_EMAIL and CONFLUENCE_TOKEN.",
  notion: "Set NOTION_TOKEN: that of an integration with which the pages are shared.",
  drive: "Set GOOGLE_DRIVE_TOKEN: one that may read the folder.",
};

/** What all kinds have. Of what nobody said who may read it, nobody may. */
function baseOf(entry: SourceEntry) {
  const audience = ("audience" in entry ? entry.audience : undefined) ?? NOBODY;
  return { key: keyOf(entry), audience, everyMinutes: entry.every_minutes ?? MINUTES[entry.kind] };
}

const CONNECTS: { [Kind in SourceEntry["kind"]]: Connect<Kind> } = {
  async github(app, { metrics }, entry) {
    const client = githubOf(app.config, metrics);
    if (!client) return undefined;
    const { createRepositoryDocuments } = await import("#integrations/github/documents");
    const { repository, ref, paths, extensions, audience } = entry;
    const wanted = { repository, ref, paths, extensions, audience };
    return createRepositoryDocuments({ ...baseOf(entry), ...wanted, location: locationOf(entry), client });
  },
  folder: (_app, _parts, entry) => createFolderDocuments({ ...baseOf(entry), path: entry.path }),
  prds: ({ ports }, _parts, entry) => createPrdDocuments({ ...baseOf(entry), prds: ports.prds, places: ports.places }),
  work: ({ store, now }, _parts, entry) =>
    createWorkDocuments({
      ...{
        ...baseOf(entry),
        audience: entry.audience ?? WORKSPACE,
        days: entry.days,
        repositories: entry.repositories,
      },
      loadWork: (since, limit) => loadOwnWork(store, { since, asOf: now(), limit }),
      now,
    }),
  async slack({ ports }, { slack }, entry) {
    if (!slack) return undefined;
    const { createChannelThreads } = await import("#integrations/slack/threads");
    const { channel, days } = entry;
    return createChannelThreads({
      ...{ ...baseOf(entry), channel, days, client: slack },
      async nameOf(handle) {
        return (await ports.directory.personOf({ vendor: "slack", handle }))?.name ?? handle;
      },
      async isMember(handle) {
        const voter = await ports.places.voterOf({ kind: "person", id: `slack:${handle}` });
        return voter !== undefined && !voter.isGuest;
      },
    });
  },
  async confluence({ config, now }, { metrics }, entry) {
    const { confluence } = config.documents;
    if (!confluence) return undefined;
    const { createConfluence } = await import("#integrations/confluence/documents");
    const onAttempt = counting(metrics, "confluence");
    return createConfluence({ ...confluence, now, onAttempt }).space({ ...baseOf(entry), space: entry.space });
  },
  async notion({ config, now }, { metrics }, entry) {
    const { notion } = config.documents;
    if (!notion) return undefined;
    const { createNotion } = await import("#integrations/notion/documents");
    return createNotion({ ...notion, now, onAttempt: counting(metrics, "notion") }).shared(baseOf(entry));
  },
  async drive({ config, now }, { metrics }, entry) {
    const { drive } = config.documents;
    if (!drive) return undefined;
    const { createDrive } = await import("#integrations/google/drive");
    const onAttempt = counting(metrics, "drive");
    return createDrive({ ...drive, now, onAttempt }).folder({ ...baseOf(entry), folder: entry.folder });
  },
};

function counting(metrics: Metrics, vendor: string): NonNullable<HttpOptions["onAttempt"]> {
  return ({ status, ms }) => {
    metrics.count("vendor_requests_total", { vendor, status: String(status) });
    metrics.observe("vendor_request_seconds", ms / 1_000, { vendor });
  };
}

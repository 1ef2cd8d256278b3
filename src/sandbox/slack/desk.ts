import { createFaults, type Faults } from "../wire/faults.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { createRandom } from "../world/random.ts";
import type { World } from "../world/world.ts";
import type { LedgerEntry } from "./ack.ts";
import type { Envelopes } from "./envelopes.ts";
import type { ArmedFault } from "./faults.ts";
import { createFeed, type Feed } from "./feed.ts";
import { createGrants, type Grants } from "./grants.ts";
import type { Manifest } from "./manifest.ts";
import { createMessages, type Messages } from "./messages.ts";
import type { Sockets } from "./sockets.ts";
import { createViews, type Views } from "./views.ts";
import { createWorkspace, type Workspace } from "./workspace.ts";

const LEDGER_MAX = 20_000;

export const TOKENS = { app: "xapp-sandbox-app-token", bot: "xoxb-sandbox-bot-token" };

/** Everything a call or a person's act can reach. */
export interface Desk {
  now: () => Date;
  manifest: Manifest;
  workspace: Workspace;
  messages: Messages;
  views: Views;
  grants: Grants;
  feed: Feed;
  faults: Faults<ArmedFault>;
  ledger: Ledger<LedgerEntry>;
  files: Map<string, { name: string; bytes: Buffer; isComplete: boolean }>;
  /** Whether posts are held to one per second and channel. */
  isLimited: boolean;
  lastPosts: Map<string, number>;
  nextId(): string;
}

/** A desk that is connected: known once the server listens. */
export interface Office extends Desk {
  url: string;
  sockets: Sockets;
  envelopes: Envelopes;
}

export interface DeskOptions {
  world: World;
  now: () => Date;
  manifest: Manifest;
  seed?: number;
  isLimited?: boolean;
}

export function createDesk({ world, now, manifest, seed = 1, isLimited = false }: DeskOptions): Desk {
  let count = 0;
  const nextId = () => (++count).toString(36).toUpperCase().padStart(6, "0");
  return {
    ...{ now, manifest, nextId, isLimited },
    workspace: createWorkspace(world.state),
    messages: createMessages(now),
    views: createViews(nextId),
    grants: createGrants(now),
    feed: createFeed(),
    faults: createFaults<ArmedFault>(createRandom(seed).next),
    ledger: createLedger<LedgerEntry>(LEDGER_MAX),
    files: new Map(),
    lastPosts: new Map(),
  };
}

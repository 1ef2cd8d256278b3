import { z } from "zod";
import { GithubFault } from "../github/faults.ts";
import type { GithubSandbox } from "../github/sandbox.ts";
import type { JiraSandbox } from "../jira/sandbox.ts";
import type { LinearSandbox } from "../linear/sandbox.ts";
import type { Office } from "../slack/desk.ts";
import { ArmedFault, SocketFault } from "../slack/faults.ts";
import type { Json } from "../slack/model.ts";
import { strike } from "../slack/sandbox.ts";
import { VendorFault } from "../wire/vendor-fault.ts";
import type { World } from "../world/world.ts";
import { Act, perform } from "./acts.ts";
import { readLedger } from "./ledger.ts";
import { readViews, readWorkspace } from "./reads.ts";
import { readRoom } from "./rooms.ts";
import { readThread } from "./story.ts";
import type { Stream } from "./stream.ts";
import { makeChange, readWorld } from "./world.ts";

export interface Desk {
  office: Office;
  world: World;
  github: GithubSandbox;
  jira: JiraSandbox;
  linear: LinearSandbox;
  stream: Stream;
}

type Read = (desk: Desk, query: URLSearchParams) => Json | Promise<Json>;

type Write = (desk: Desk, body: unknown) => Json | Promise<Json>;

export const READS: Record<string, Read> = {
  "/_page/workspace": ({ office }, query) => readWorkspace(office, userIn(query)),
  "/_page/room": ({ office }, query) => {
    const thread = query.get("thread");
    return readRoom(office, userIn(query), { id: query.get("channel") ?? "", ...(thread !== null && { thread }) });
  },
  "/_page/views": ({ office }, query) => readViews(office, userIn(query)),
  "/_sandbox/ledger": ({ office }) => readLedger(office),
  "/_sandbox/world": ({ world, github }) => readWorld(world, github),
  "/_sandbox/thread": ({ world }, query) => readThread(world, query),
  "/_sandbox/faults": ({ office, github, jira, linear }) => ({
    ...{ slack: office.faults.armed(), github: github.faults.armed() },
    ...{ jira: jira.faults.armed(), linear: linear.faults.armed() },
  }),
};

const Said = z.object({ key: z.string(), login: z.string(), words: z.string().min(1).max(5_000) });

export const WRITES: Record<string, Write> = {
  "/_page/act": ({ office }, body) => perform(office, Act.parse(body)),
  "/_sandbox/world": ({ world, stream }, body) => {
    const said = makeChange(world, body);
    stream.tell({ type: "world" });
    return { said };
  },
  "/_sandbox/slack/faults": ({ office }, body) => {
    strike(office, office.sockets, ArmedFault.or(SocketFault).parse(body));
    return {};
  },
  "/_sandbox/github/faults": ({ github }, body) => {
    github.faults.arm(GithubFault.parse(body));
    return {};
  },
  "/_sandbox/jira/faults": ({ jira }, body) => {
    jira.faults.arm(VendorFault.parse(body));
    return {};
  },
  "/_sandbox/jira/comment": ({ jira }, body) => {
    const { id } = jira.say(Said.parse(body));
    return { id };
  },
  "/_sandbox/linear/faults": ({ linear }, body) => {
    linear.faults.arm(VendorFault.parse(body));
    return {};
  },
  "/_sandbox/heal": ({ office, github, jira, linear }) => {
    for (const { faults } of [office, github, jira, linear]) faults.clear();
    return {};
  },
};

export function userIn(query: URLSearchParams): string {
  return query.get("user") ?? "";
}

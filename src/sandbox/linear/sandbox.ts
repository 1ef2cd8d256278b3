import { createHmac } from "node:crypto";
import { type DocumentNode, execute, type GraphQLError, Kind, parse, validate } from "graphql";
import { z } from "zod";
import type { VendorSandboxOptions } from "../jira/sandbox.ts";
import { createFaults, type Faults } from "../wire/faults.ts";
import { createHooks, type Hook, type Hooks, type SentHook } from "../wire/hooks.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { type Ask, type Reply, serveVendor, type VendorRequest, type Voice } from "../wire/vendor.ts";
import { VendorFault, type VendorFaultInput } from "../wire/vendor-fault.ts";
import { createRandom } from "../world/random.ts";
import { ADJUTANT, uuidOf } from "../world/tickets.ts";
import type { World } from "../world/world.ts";
import { createResolvers, type Tell } from "./resolvers.ts";
import { SCHEMA } from "./schema.ts";
import { teamIdOf, toIssue, toUser } from "./shapes.ts";

const LINEAR_KEY = "lin_api_sandboxkey";
const LEDGER_MAX = 10_000;
const PATH = "/graphql";

export interface LinearSandbox {
  /** Of its one endpoint. */
  url: string;
  key: string;
  requests: Ledger<VendorRequest>;
  deliveries: Ledger<SentHook>;
  faults: Faults<VendorFault>;
  hooks: Hooks;
  fault(fault: VendorFaultInput): void;
  close(): Promise<void>;
}

const Asked = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Linear's GraphQL interface over the world's tickets, and its webhooks when they change. */
export async function createLinearSandbox(options: VendorSandboxOptions): Promise<LinearSandbox> {
  const { world, port = 0, webhook: target = null, seed = 1 } = options;
  const faults = createFaults<VendorFault>(createRandom(seed).next);
  const requests = createLedger<VendorRequest>(LEDGER_MAX);
  const deliveries = createLedger<SentHook>(LEDGER_MAX);
  const hooks = createHooks({ faults, sent: deliveries, target, headersOf });
  const voice = createVoice(createResolvers(world, createTell(world, hooks)));
  const listening = await serveVendor({ voice, faults, requests, port });
  return {
    ...{ url: `${listening.url}${PATH}`, key: LINEAR_KEY, requests, deliveries, faults, hooks },
    fault: (fault) => faults.arm(VendorFault.parse(fault)),
    close: () => listening.close(),
  };
}

function createVoice(rootValue: unknown): Voice {
  return {
    operationOf: (ask) => operationOf(ask) ?? `${ask.method} ${ask.path}`,
    stop({ method, path, headers }) {
      if (path !== PATH || method !== "POST") return { status: 404, body: { error: "Not found" } };
      return headers.authorization === LINEAR_KEY ? undefined : fail(401, {});
    },
    fail,
    async answer(ask) {
      const asked = Asked.safeParse(ask.body);
      const document = asked.success ? read(asked.data.query) : undefined;
      if (!asked.success || !document) return problem(400, "Syntax error", "graphql error");
      const errors = validate(SCHEMA, document);
      if (errors.length > 0) return { status: 400, body: { errors: errors.map(toValidationError) } };
      const variableValues = asked.data.variables ?? {};
      const { operationName = null } = asked.data;
      const result = await execute({ schema: SCHEMA, document, rootValue, variableValues, operationName });
      return { status: 200, body: result };
    },
  };
}

function toValidationError(error: GraphQLError) {
  return { ...error.toJSON(), extensions: { type: "graphql error", code: "GRAPHQL_VALIDATION_FAILED" } };
}

/** The first thing an operation asks for. */
function operationOf({ body }: Ask): string | undefined {
  const asked = Asked.safeParse(body);
  const document = asked.success ? read(asked.data.query) : undefined;
  const operation = document?.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [first] = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  return first?.kind === Kind.FIELD ? first.name.value : undefined;
}

function read(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}

/** Linear has its own words for too much and for no token. */
function fail(status: number, headers: Record<string, string>): Reply {
  if (status === 401) return problem(401, "Authentication required, not authenticated", "authentication error");
  if (status !== 429) return { status, body: { error: "The workspace has a fault." }, headers };
  return { ...problem(400, "Rate limit exceeded", "ratelimited"), headers };
}

function problem(status: number, message: string, type: string): Reply {
  return { status, body: { errors: [{ message, extensions: { type, code: type.toUpperCase().replace(" ", "_") } }] } };
}

function createTell(world: World, hooks: Hooks): Tell {
  let count = 0;
  return (action, ticket, comment) => {
    const { comments: _, history: __, labels: ___, parent: ____, ...issue } = toIssue(world, ticket);
    const type = comment ? "Comment" : "Issue";
    const { team, ...flat } = { ...issue, teamId: teamIdOf(ticket.project) };
    const said = comment && { id: comment.uuid, body: comment.text, issueId: ticket.uuid, issue: flat };
    const now = world.now();
    const body = {
      ...{ action, type, createdAt: now.toISOString(), actor: toUser(ADJUTANT), url: issue.url },
      data: said ?? { ...flat, labels: [], team: { id: team.id, key: team.key, name: team.name } },
      ...{ organizationId: uuidOf("linear organisation"), webhookId: uuidOf("linear webhook") },
      webhookTimestamp: now.getTime(),
    };
    hooks.send({ id: uuidOf(`linear delivery ${count++}`), event: type, body });
  };
}

function headersOf({ id, event }: Hook, { body, secret }: { body: string; secret: string | null }) {
  const signature = secret === null ? undefined : createHmac("sha256", secret).update(body).digest("hex");
  const headers: Record<string, string> = {
    "linear-delivery": id,
    "linear-event": event,
    "user-agent": "Linear-Webhook",
  };
  return signature === undefined ? headers : { ...headers, "linear-signature": signature };
}

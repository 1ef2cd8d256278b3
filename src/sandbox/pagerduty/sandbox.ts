import { z } from "zod";
import { createFaults, type Faults } from "../wire/faults.ts";
import { createLedger, type Ledger } from "../wire/ledger.ts";
import { type Reply, serveVendor, type VendorRequest, type Voice } from "../wire/vendor.ts";
import { VendorFault, type VendorFaultInput } from "../wire/vendor-fault.ts";
import { createRandom } from "../world/random.ts";

const ROUTING_KEY = "sandboxroutingkey000000000000000";
const LEDGER_MAX = 10_000;
const PATH = "/v2/enqueue";

/** Something that rings until it is resolved. */
export interface Alert {
  dedupKey: string;
  summary: string;
  severity: string;
  source: string;
  status: "triggered" | "acknowledged" | "resolved";
  /** How many events told of it. */
  events: number;
}

export interface PagerdutySandbox {
  url: string;
  routingKey: string;
  /** In the order in which they opened. */
  alerts(): Alert[];
  requests: Ledger<VendorRequest>;
  faults: Faults<VendorFault>;
  fault(fault: VendorFaultInput): void;
  close(): Promise<void>;
}

const Payload = z.object({
  summary: z.string().min(1).max(1_024),
  source: z.string().min(1),
  severity: z.enum(["critical", "error", "warning", "info"]),
});
const Event = z.object({
  routing_key: z.string().length(32),
  event_action: z.enum(["trigger", "acknowledge", "resolve"]),
  dedup_key: z.string().max(255).optional(),
  payload: Payload.optional(),
});

/** PagerDuty's Events API: what is told twice under one key is one alert, for as long as that is open. */
export async function createPagerdutySandbox({ port = 0, seed = 1 } = {}): Promise<PagerdutySandbox> {
  const faults = createFaults<VendorFault>(createRandom(seed).next);
  const requests = createLedger<VendorRequest>(LEDGER_MAX);
  const alerts: Alert[] = [];
  const listening = await serveVendor({ voice: createVoice(alerts), faults, requests, port });
  return {
    ...{ url: listening.url, routingKey: ROUTING_KEY, requests, faults, alerts: () => alerts },
    fault: (fault) => faults.arm(VendorFault.parse(fault)),
    close: () => listening.close(),
  };
}

function createVoice(alerts: Alert[]): Voice {
  return {
    operationOf: ({ method, path }) => `${method} ${path}`,
    stop: ({ method, path }) => (method === "POST" && path === PATH ? undefined : fail(404, {})),
    fail,
    answer({ body }) {
      const event = Event.safeParse(body);
      if (!event.success)
        return invalid(event.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
      return take(alerts, event.data);
    },
  };
}

type Event = z.output<typeof Event>;

function take(alerts: Alert[], event: Event): Reply {
  const wrong = faultIn(event);
  if (wrong !== undefined) return invalid([wrong]);
  const { event_action: action, dedup_key: dedupKey = `generated-${alerts.length}`, payload } = event;
  const open = alerts.find((alert) => alert.dedupKey === dedupKey && alert.status !== "resolved");
  if (open) merge(open, action);
  else if (action === "trigger" && payload) alerts.push({ dedupKey, ...payload, status: "triggered", events: 1 });
  return { status: 202, body: { status: "success", message: "Event processed", dedup_key: dedupKey } };
}

function faultIn({ routing_key, event_action, dedup_key, payload }: Event): string | undefined {
  if (routing_key !== ROUTING_KEY) return "routing_key: is unknown";
  if (event_action === "trigger") return payload ? undefined : "payload: is missing";
  return dedup_key === undefined ? "dedup_key: is missing" : undefined;
}

function merge(alert: Alert, action: Event["event_action"]): void {
  alert.events++;
  if (action === "resolve") alert.status = "resolved";
  if (action === "acknowledge") alert.status = "acknowledged";
}

function invalid(errors: string[]): Reply {
  return { status: 400, body: { status: "invalid event", message: "Event object is invalid", errors } };
}

function fail(status: number, headers: Record<string, string>): Reply {
  return { status, body: { status: "error", message: "Not now" }, headers };
}

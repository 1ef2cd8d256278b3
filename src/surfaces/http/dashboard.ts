import { readFile } from "node:fs/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor, Outcome } from "#kernel/invocation";
import type { Call } from "#lib/view";
import { composePanel, findPanel } from "../panels.ts";
import { checkAccess } from "./access.ts";
import type { CapabilityRoutes } from "./capabilities.ts";
import { PAGE_HEADERS, toDoor, toPage } from "./dashboard-page.ts";
import { escapeHtml } from "./escape.ts";
import { type LinkTo, renderHtml } from "./html.ts";
import { createSessions, type Sessions, toCookie } from "./sessions.ts";

const FORM = "application/x-www-form-urlencoded";
const FORM_BYTES_MAX = 2_000;
const LOGINS_PER_MINUTE = 10;

/** The panels of the home tab as pages that can only be read, for whoever has a key. */
export function registerDashboard(server: FastifyInstance, routes: CapabilityRoutes): void {
  const sessions = createSessions();
  const dashboard = { ...routes, sessions };
  server.addContentTypeParser(FORM, { parseAs: "string", bodyLimit: FORM_BYTES_MAX }, (_request, body, parsed) =>
    parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  server.get("/dashboard.css", async (_request, reply) =>
    reply.type("text/css; charset=utf-8").send(await readFile(new URL("dashboard.css", import.meta.url))),
  );
  server.get<{ Querystring: { panel?: string } }>("/", (request, reply) =>
    enter(dashboard, { request, reply }, (actor) => showPanel(dashboard, actor, request.query.panel)),
  );
  server.get<{ Params: { name: string }; Querystring: { input?: string } }>("/view/:name", (request, reply) =>
    enter(dashboard, { request, reply }, (actor) =>
      showCall(dashboard, actor, { name: request.params.name, input: readInput(request.query.input) }),
    ),
  );
  server.post<{ Body: { key?: string } | undefined }>(
    "/login",
    { config: { rateLimit: { max: LOGINS_PER_MINUTE, timeWindow: "1 minute" } } },
    (request, reply) => login(dashboard, { request, reply }, request.body?.key ?? ""),
  );
  server.post("/logout", async (request, reply) => {
    sessions.end(request.headers.cookie);
    return reply.header("set-cookie", toCookie("", isSecure(request))).redirect("/", 303);
  });
}

interface Dashboard extends CapabilityRoutes {
  sessions: Sessions;
}

interface Visit {
  request: FastifyRequest;
  reply: FastifyReply;
}

async function enter(
  { access, sessions }: Dashboard,
  { request, reply }: Visit,
  show: (actor: Actor) => Promise<string>,
) {
  const { headers } = request;
  const known = sessions.find(headers.cookie);
  const allowed = known ? { actor: known } : checkAccess(access, headers);
  reply.headers(PAGE_HEADERS);
  if ("actor" in allowed) return reply.send(await show(allowed.actor));
  const hasForm = access.apiKeys.length > 0;
  const detail = hasForm ? "Show an API key to look around." : allowed.detail;
  return reply.code(allowed.status).send(toDoor({ detail, hasForm }));
}

async function login({ access, sessions }: Dashboard, { request, reply }: Visit, key: string) {
  const { headers } = request;
  const allowed = checkAccess(access, { ...headers, authorization: `Bearer ${key}` });
  if (isForeign(headers) || !("actor" in allowed)) {
    const door = toDoor({ detail: "That key opens nothing here.", hasForm: access.apiKeys.length > 0 });
    return reply.code(401).headers(PAGE_HEADERS).send(door);
  }
  const id = sessions.begin(allowed.actor);
  return reply.header("set-cookie", toCookie(id, isSecure(request))).redirect("/", 303);
}

/** A form of another site must not decide as whom somebody looks here. */
function isForeign({ origin, host }: FastifyRequest["headers"]): boolean {
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host);
}

function isSecure({ protocol, headers }: FastifyRequest): boolean {
  return protocol === "https" || headers["x-forwarded-proto"] === "https";
}

async function showPanel(dashboard: Dashboard, actor: Actor, key: string | undefined): Promise<string> {
  const panel = findPanel(key);
  const { catalogue } = dashboard;
  const ask = (call: Call) => invokeRead(dashboard, actor, call);
  const nodes = await composePanel(panel, { catalogue, ask, isPerson: actor.kind === "person" });
  return toPage({ title: panel.title, body: renderHtml(nodes, linksOf(dashboard)), shown: panel.key });
}

async function showCall(dashboard: Dashboard, actor: Actor, call: Call): Promise<string> {
  if (!isShown(dashboard, call))
    return toPage({ title: "Not here", body: "<p>This page only shows what is read.</p>" });
  const outcome = await invokeRead(dashboard, actor, call);
  if (!("view" in outcome)) return toPage({ title: call.name, body: `<p>${escapeHtml(outcome.message)}</p>` });
  const { text, nodes } = outcome.view;
  const [first, ...rest] = nodes;
  const [title, shown] = first?.type === "header" ? [first.text, rest] : [call.name, nodes];
  return toPage({
    title,
    body: shown.length > 0 ? renderHtml(shown, linksOf(dashboard)) : `<p>${escapeHtml(text)}</p>`,
  });
}

function invokeRead({ invoke }: Dashboard, actor: Actor, { name, input }: Call): Promise<Outcome> {
  return invoke({ name, input, actor, origin: { surface: "http" } });
}

/** What changes nothing, and costs nothing to be asked again. */
function isShown({ catalogue }: Dashboard, { name }: Call): boolean {
  const capability = catalogue.get(name);
  return capability?.risk === "read" && capability.isShownOnce !== true;
}

function linksOf(dashboard: Dashboard): LinkTo {
  return (call) =>
    isShown(dashboard, call)
      ? `/view/${encodeURIComponent(call.name)}?input=${encodeURIComponent(JSON.stringify(call.input))}`
      : undefined;
}

function readInput(input: string | undefined): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(input ?? "{}");
    return typeof read === "object" && read !== null ? { ...read } : {};
  } catch {
    // An address that somebody typed: the capability says what is missing.
    return {};
  }
}

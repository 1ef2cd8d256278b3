import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { createJiraWebhook } from "#integrations/jira/webhook";
import { createLinearWebhook } from "#integrations/linear/webhook";
import { createEvents } from "#store/events";
import { createTickets } from "#store/tickets";
import { serve } from "../support/http.ts";
import { dialects, openTestStore } from "../support/stores.ts";
import { openTrackers } from "../support/trackers.ts";

const SECRET = "a-secret-of-the-tests";

it.each(dialects)("hears from both trackers what changes there, as they sign it (%s)", async (dialect) => {
  const store = await openTestStore(dialect);
  const { record, foldPending } = createEvents(store);
  const options = { secrets: [SECRET], now: () => new Date(), record };
  const [jiraIn, linearIn] = [createJiraWebhook(options), createLinearWebhook(options)];
  const url = await serve(async (request, reply) => {
    const { headers } = request;
    const intake = "linear-event" in headers ? linearIn : jiraIn;
    const { status } = await intake.accept({ raw: await buffer(request), headers, isTrusted: false });
    reply.writeHead(status === "ok" ? 200 : 401).end();
  });
  const { writes, jira, linear, world } = await openTrackers({ webhook: { url, secret: SECRET } });
  const [started] = await fetchTransitions(jira, "API-1003");
  await writes.jira?.transition("API-1003", started ?? "");
  const web = world.state.tickets.find(({ title }) => title === "Saved searches forget their order");
  await writes.linear?.assign(web?.uuid ?? "", null);
  await Promise.all([jira.hooks.settled(), linear.hooks.settled()]);
  expect([...jira.deliveries.entries(), ...linear.deliveries.entries()].map(({ status }) => status)).toEqual([
    200, 200,
  ]);

  const { subjects } = await foldPending(new Date());
  expect(subjects.sort()).toEqual(["API-1003", "WEB-1003"]);
  const [api] = await createTickets(store).some(["API-1003"], new Date());
  expect(api?.ticket).toMatchObject({ source: "jira", status: "In Progress" });
  expect(api?.changes).toMatchObject([{ field: "status", from: "To Do", to: "In Progress" }]);
  const [told] = await createTickets(store).some(["WEB-1003"], new Date());
  expect(told?.ticket).toMatchObject({ source: "linear", status: "Todo" });
});

async function fetchTransitions({ url, email, token }: { url: string; email: string; token: string }, key: string) {
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`;
  const reply = await fetch(`${url}/rest/api/3/issue/${key}/transitions`, { headers: { authorization } });
  const { transitions } = (await reply.json()) as { transitions: { id: string; to: { name: string } }[] };
  return transitions.map(({ id }) => id);
}

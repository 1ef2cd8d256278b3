import { Webhook } from "standardwebhooks";
import { expect, it } from "vitest";
import { createTraceWebhook } from "#integrations/traces/webhook";
import { UnavailableError } from "#lib/errors";
import { serve } from "../support/http.ts";

const SECRET = `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`;
const now = () => new Date();

it("tells of a call so that its receiver can check who told it", async () => {
  const heard: unknown[] = [];
  const url = await serve(async (request, reply) => {
    const body = (await request.toArray()).join("");
    heard.push(new Webhook(SECRET).verify(body, request.headers as Record<string, string>));
    expect(request.headers["webhook-id"]).toBe("call-1");
    reply.writeHead(204).end();
  });
  await createTraceWebhook({ url, secret: SECRET, now }).tell("call-1", { model: "m" });
  expect(heard).toMatchObject([{ type: "model.call", data: { model: "m" } }]);
});

it("is to be tried again where it was not taken", async () => {
  const url = await serve((_request, reply) => void reply.writeHead(500).end());
  await expect(createTraceWebhook({ url, secret: SECRET, now }).tell("x", {})).rejects.toThrow(UnavailableError);
});

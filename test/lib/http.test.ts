import { expect, it } from "vitest";
import { UnavailableError } from "#lib/errors";
import { createHttp } from "#lib/http";
import { serve } from "../support/http.ts";

it("speaks to its one host only, also after a redirect", async () => {
  const other = await serve((_request, reply) => reply.end("secret"));
  const url = await serve((_request, reply) => reply.writeHead(302, { location: `${other}/x` }).end());
  const http = createHttp({ vendor: "Vendor", baseUrl: url });
  await expect(http(`${other}/direct`)).rejects.toThrow("may only be called");
  await expect(http(`${url}/redirect`)).rejects.toThrow("may only be called");
});

it("follows a vendor's redirect to itself, for a limited number of times", async () => {
  const url = await serve((request, reply) => {
    if (request.url === "/old") reply.writeHead(301, { location: "/new" }).end();
    else if (request.url === "/loop") reply.writeHead(302, { location: "/loop" }).end();
    else reply.end("moved here");
  });
  const http = createHttp({ vendor: "Vendor", baseUrl: url });
  expect(await (await http(`${url}/old`)).text()).toBe("moved here");
  await expect(http(`${url}/loop`)).rejects.toThrow("Too many redirects");
});

it("tries a read again, and a write never", async () => {
  const seen: string[] = [];
  const url = await serve((request, reply) => {
    seen.push(request.method ?? "");
    const status = seen.length === 1 || request.method === "POST" ? 503 : 200;
    reply.writeHead(status, { "retry-after": "0" }).end("body");
  });
  const http = createHttp({ vendor: "Vendor", baseUrl: url });
  expect((await http(`${url}/read`)).status).toBe(200);
  expect((await http(`${url}/write`, { method: "POST", body: "{}" })).status).toBe(503);
  expect(seen).toEqual(["GET", "GET", "POST"]);
});

it("hands a long wait back instead of sleeping, with the moment to return", async () => {
  const url = await serve((_request, reply) => reply.writeHead(429, { "retry-after": "120" }).end());
  const now = () => new Date("2026-11-20T10:00:00Z");
  const error = await createHttp({ vendor: "Vendor", baseUrl: url, now })(url).catch((caught) => caught);
  expect(error).toBeInstanceOf(UnavailableError);
  expect(error.retryAt).toEqual(new Date("2026-11-20T10:02:00Z"));
});

it("counts a 403 with a spent quota as a request to wait until it is filled again", async () => {
  const reset = Date.parse("2026-11-20T11:00:00Z") / 1_000;
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
  const url = await serve((_request, reply) => reply.writeHead(403, headers).end());
  const now = () => new Date("2026-11-20T10:00:00Z");
  const error = await createHttp({ vendor: "Vendor", baseUrl: url, now })(url).catch((caught) => caught);
  expect(error.retryAt).toEqual(new Date("2026-11-20T11:00:01Z"));
});

it("gives up on an answer that never ends, and on one that is too large", async () => {
  const url = await serve((request, reply) => {
    reply.writeHead(200);
    reply.write("x".repeat(1_000));
    if (request.url === "/large") reply.end();
  });
  const http = createHttp({ vendor: "Vendor", baseUrl: url, timeoutMs: 100, bodyBytesMax: 100 });
  await expect(http(`${url}/large`, { method: "POST" })).rejects.toThrow("larger than 100 bytes");
  const patient = createHttp({ vendor: "Vendor", baseUrl: url, timeoutMs: 100 });
  await expect(patient(`${url}/endless`, { method: "POST" })).rejects.toThrow();
});

it("leaves a vendor alone that keeps failing", async () => {
  let asked = 0;
  const url = await serve((request) => {
    asked++;
    request.socket.destroy();
  });
  const http = createHttp({ vendor: "Vendor", baseUrl: url });
  for (let number = 0; number < 12; number++) await http(url, { method: "POST" }).catch(() => {});
  expect(asked).toBe(8);
  await expect(http(url, { method: "POST" })).rejects.toThrow("left alone for a moment");
});

it.each([500, 503, 429])("leaves a vendor alone that keeps answering %i", async (status) => {
  let asked = 0;
  const url = await serve((_request, reply) => {
    asked++;
    reply.writeHead(status).end();
  });
  const http = createHttp({ vendor: "Vendor", baseUrl: url });
  for (let number = 0; number < 12; number++) await http(url, { method: "POST" }).catch(() => {});
  expect(asked).toBe(8);
});

it("goes on with a vendor that refuses what it is asked", async () => {
  let asked = 0;
  const url = await serve((_request, reply) => {
    asked++;
    reply.writeHead(404).end();
  });
  const http = createHttp({ vendor: "Vendor", baseUrl: url });
  for (let number = 0; number < 12; number++) await http(url, { method: "POST" });
  expect(asked).toBe(12);
});

import { toast } from "./dom.js";

/** Reads something of the server; throws with the server's words. */
export async function read(path, query = {}) {
  return settle(await fetch(`${path}?${new URLSearchParams(query)}`));
}

export async function write(path, body) {
  return settle(
    await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

/** Does something in a person's name; what goes wrong is shown to them. */
export async function act(body) {
  try {
    return await write("/_page/act", body);
  } catch (error) {
    toast(error.message, "bad");
    return undefined;
  }
}

async function settle(reply) {
  const body = await reply.json();
  if (!reply.ok) throw new Error(body.error ?? `The sandbox answered ${reply.status}.`);
  return body;
}

/** What changes from now on, for one person's eyes. Returns how to stop. */
export function listen(user, hear) {
  const source = new EventSource(`/_page/events?${new URLSearchParams({ user })}`);
  source.onmessage = ({ data }) => hear(JSON.parse(data));
  source.onerror = () => hear({ type: "away" });
  return () => source.close();
}

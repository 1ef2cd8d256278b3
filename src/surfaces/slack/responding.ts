import { RespondError, type RespondFn } from "@slack/bolt";
import type { Charts } from "./charts.ts";
import type { Message } from "./render.ts";

/** What Slack says of blocks that it does not take; at an address for answers it does not say which. */
const REFUSED_STATUS = 400;

interface Answer {
  message: Message;
  how: { response_type?: "ephemeral"; replace_original?: boolean };
}

/** Answers at the address that came with a command or a click, once more without what the workspace does not take. */
export async function respondWith(charts: Charts, respond: RespondFn, { message, how }: Answer): Promise<void> {
  const sent = await charts.fit(message);
  try {
    await respond({ ...sent, ...how });
  } catch (error) {
    if (!(error instanceof RespondError) || error.statusCode !== REFUSED_STATUS) throw error;
    const simpler = await charts.simplify({ message, sent, pointers: [] });
    if (!simpler) throw error;
    await respondWith(charts, respond, { message: simpler, how });
  }
}

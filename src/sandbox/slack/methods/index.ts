import { app } from "./app.ts";
import { chat } from "./chat.ts";
import { conversations } from "./conversations.ts";
import { files } from "./files.ts";
import type { Method } from "./method.ts";
import { streams } from "./streams.ts";
import { users } from "./users.ts";
import { views } from "./views.ts";

/** Every method of the Web API that this Slack has. */
export const METHODS = new Map<string, Method>(
  Object.entries({ ...app, ...chat, ...streams, ...views, ...conversations, ...users, ...files }),
);

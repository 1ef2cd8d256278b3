import type { ChatMessage } from "./chat.ts";

/** Text of any language and code stay below a token for three bytes on average; prose in English needs fewer. */
const BYTES_PER_TOKEN = 3;
/** Who speaks, and where a message ends. */
const TOKENS_PER_MESSAGE = 8;

/** How many tokens a text is, rather too many than too few. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

export function estimateMessages(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content) + TOKENS_PER_MESSAGE, 0);
}

import { z } from "zod";
import type { ChatReply, Finish, Usage } from "#domain/model/chat";

/** What a server says of tokens is believed within reason. */
const Tokens = z.int().min(0).max(10_000_000);
const UsageShape = z
  .object({ prompt_tokens: Tokens, completion_tokens: Tokens })
  .transform(
    ({ prompt_tokens, completion_tokens }): Usage => ({ tokensIn: prompt_tokens, tokensOut: completion_tokens }),
  )
  .nullish()
  .catch(null);
const Text = z.string().nullish().catch(null);

const Completion = z.object({
  choices: z.array(
    z.object({ finish_reason: Text, message: z.object({ content: Text, refusal: Text }).prefault({}).catch({}) }),
  ),
  usage: UsageShape,
});

/** The chunk that tells the usage has no choices. */
const Chunk = z.object({
  choices: z
    .array(z.object({ finish_reason: Text, delta: z.object({ content: Text, refusal: Text }).nullish().catch(null) }))
    .nullish()
    .catch([]),
  usage: UsageShape,
});

export interface Delta {
  text: string;
  /** Undefined until the server says how it ended. */
  finish: Finish | undefined;
  usage: Usage | null;
}

/** A reply of any server that calls itself compatible; undefined where it is none. */
export function readCompletion(body: unknown): ChatReply | undefined {
  const parsed = Completion.safeParse(body);
  if (!parsed.success) return undefined;
  const { choices, usage = null } = parsed.data;
  const [choice] = choices;
  const finish = choice?.message.refusal ? "refused" : finishOf(choice?.finish_reason);
  return { status: "answered", text: choice?.message.content ?? "", finish: finish ?? "stop", usage: usage ?? null };
}

/** A piece of a stream; one that is not understood says nothing. */
export function readChunk(chunk: unknown): Delta {
  const parsed = Chunk.safeParse(chunk);
  const choice = parsed.data?.choices?.[0];
  const finish = choice?.delta?.refusal ? "refused" : finishOf(choice?.finish_reason);
  return { text: choice?.delta?.content ?? "", finish, usage: parsed.data?.usage ?? null };
}

function finishOf(reason: string | null | undefined): Finish | undefined {
  if (!reason) return undefined;
  if (reason === "length") return "length";
  return reason === "content_filter" ? "refused" : "stop";
}

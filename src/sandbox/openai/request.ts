import { z } from "zod";
import { faultInSchema } from "./instance.ts";
import type { Traits } from "./traits.ts";

export const CompletionBody = z.object({
  model: z.string().min(1),
  messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() })).min(1),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean() }).optional(),
  response_format: z
    .object({
      type: z.enum(["json_schema", "json_object", "text"]),
      json_schema: z.object({ name: z.string(), strict: z.boolean().optional(), schema: z.unknown() }).optional(),
    })
    .optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  tools: z.array(z.unknown()).optional(),
  tool_choice: z.unknown().optional(),
});

export type Completion = z.output<typeof CompletionBody> & {
  /** The server passes no format on to the model. */
  isFormatIgnored: boolean;
};

/** What this kind of server refuses in a request; undefined where it takes it. */
export function faultInRequest(request: z.output<typeof CompletionBody>, traits: Traits): string | undefined {
  const { limitField, knowsToolChoice } = traits;
  const other = limitField === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  if (limitField !== "either" && request[other] !== undefined)
    return `Unsupported parameter: '${other}' is not supported with this model. Use '${limitField}' instead.`;
  if (!knowsToolChoice && request.tool_choice !== undefined) return "Unknown parameter: 'tool_choice'.";
  return faultInFormat(request, traits);
}

function faultInFormat({ response_format: format }: z.output<typeof CompletionBody>, { formats }: Traits) {
  if (!format || format.type === "text" || formats === "ignored") return undefined;
  if (formats === "none") return "Unknown parameter: 'response_format'.";
  if (format.type === "json_object") return undefined;
  if (formats === "json_object") return "response_format.type must be 'text' or 'json_object', not 'json_schema'.";
  const fault = faultInSchema(format.json_schema?.schema);
  return fault === undefined ? undefined : `Invalid schema for response_format '${format.json_schema?.name}': ${fault}`;
}

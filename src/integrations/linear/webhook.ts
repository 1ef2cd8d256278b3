import { z } from "zod";
import { createWebhook, type WebhookOptions } from "../webhook-intake.ts";
import { signatureRules } from "../webhook-signature.ts";
import { fromWebhook } from "./normalise.ts";

const BODY_BYTES_MAX = 5 * 1024 * 1024;
/** An older one, or one from the future, may be a recording. */
const AGE_MS_MAX = 60_000;

const Stamped = z.object({ webhookTimestamp: z.number() });

/** Linear's way in. The body says when it was sent, and is not taken a minute later. */
export function createLinearWebhook(options: WebhookOptions) {
  return createWebhook(
    {
      ...{ source: "linear", label: "Linear", secretVariable: "LINEAR_WEBHOOK_SECRET", bodyBytesMax: BODY_BYTES_MAX },
      ...{ rule: signatureRules.linear, deliveryHeader: "linear-delivery" },
      refuse(payload, now) {
        const { data } = Stamped.safeParse(payload);
        const age = data ? Math.abs(now.getTime() - data.webhookTimestamp) : Number.POSITIVE_INFINITY;
        return age <= AGE_MS_MAX
          ? undefined
          : "The delivery was not sent within the last minute. Are the clocks right?";
      },
      read: ({ headers: _, ...told }) => [fromWebhook(told)],
    },
    options,
  );
}

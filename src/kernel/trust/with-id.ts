import { z } from "zod";
import type { Handler } from "../perform-job.ts";

const Payload = z.object({ id: z.string() });

/** A job that is about one approval. */
export function withId(work: (id: string) => Promise<void>): Handler {
  return ({ payload }) => work(Payload.parse(payload).id);
}

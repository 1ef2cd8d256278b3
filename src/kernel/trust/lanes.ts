import { EXPIRY_QUEUE, effectQueue, FAN_OUT_QUEUE, SWEEP_QUEUE } from "#domain/trust/jobs";
import { EFFECT_VENDORS } from "../capability.ts";
import type { Lane } from "../worker.ts";
import { expire } from "./decide.ts";
import { fanOut } from "./fan-out.ts";
import type { TrustParts } from "./parts.ts";
import { performApproved } from "./perform.ts";
import { sweep } from "./sweep.ts";
import { withId } from "./with-id.ts";

const AT_ONCE = 4;

/** A lane per vendor: one that is away or slow holds up nobody else's work. */
export function trustLanes(parts: TrustParts): Lane[] {
  const vendors = EFFECT_VENDORS.map((vendor) => ({
    concurrency: AT_ONCE,
    handlers: { [effectQueue(vendor)]: withId((id) => performApproved(parts, id)) },
  }));
  const watch = { [EXPIRY_QUEUE]: withId((id) => expire(parts, id)), [SWEEP_QUEUE]: () => sweep(parts) };
  const batches = { [FAN_OUT_QUEUE]: withId((id) => fanOut(parts, id)) };
  return [...vendors, { concurrency: 1, handlers: watch }, { concurrency: 1, handlers: batches }];
}

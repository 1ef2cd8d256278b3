import type { VendorWrites } from "../ports/vendors.ts";

/**
 * The same writes, refused once the signal has aborted: the attempt was given up by then, its ending is being looked into,
 * and what would still be sent would come too late to be found.
 */
export function guardWrites(writes: VendorWrites, signal: AbortSignal): VendorWrites {
  const guarded = Object.entries(writes).map(([vendor, methods]) => [vendor, methods && guard(methods, signal)]);
  return Object.fromEntries(guarded) as VendorWrites;
}

function guard<Methods extends object>(methods: Methods, signal: AbortSignal): Methods {
  return new Proxy(methods, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...given: unknown[]) => {
        signal.throwIfAborted();
        return method.apply(target, given);
      };
    },
  });
}

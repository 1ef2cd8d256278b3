import type { Ask, Reply, VendorParts } from "./vendor.ts";
import { VendorFault } from "./vendor-fault.ts";

/** What a script in another process turns and reads: under a path that no vendor has. Undefined where it is the vendor's. */
export function answerSwitch({ faults, requests }: VendorParts, { method, path, body }: Ask): Reply | undefined {
  switch (`${method} ${path}`) {
    case "GET /_sandbox/ledger":
      return { status: 200, body: { requests: requests.entries(), count: requests.count() } };
    case "GET /_sandbox/faults":
      return { status: 200, body: { faults: faults.armed() } };
    case "POST /_sandbox/faults": {
      const fault = VendorFault.safeParse(body);
      if (!fault.success) return { status: 400, body: { error: fault.error.message } };
      faults.arm(fault.data);
      return { status: 200, body: {} };
    }
    case "POST /_sandbox/heal":
      faults.clear();
      return { status: 200, body: {} };
    default:
      return undefined;
  }
}

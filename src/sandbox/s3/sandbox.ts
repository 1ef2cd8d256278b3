import type { ServerResponse } from "node:http";
import { createFaults } from "../wire/faults.ts";
import { listen, readBody } from "../wire/http.ts";
import { reset } from "../wire/reply.ts";
import { VendorFault, type VendorFaultInput } from "../wire/vendor-fault.ts";
import { createRandom } from "../world/random.ts";
import { type Account, type Arrived, type Refusal, refuseUnsigned } from "./verify.ts";

const ACCOUNT: Account = {
  ...{ accessKeyId: "AKIDSANDBOX", secretAccessKey: "sandbox-secret-access-key", region: "eu-central-1" },
};
const BUCKET = "traces";
const BODY_BYTES_MAX = 5_000_000;

export interface S3Sandbox extends Account {
  url: string;
  bucket: string;
  /** By key. */
  objects: ReadonlyMap<string, string>;
  fault(fault: VendorFaultInput): void;
  close(): Promise<void>;
}

/** One bucket, which takes what is signed as AWS has it and nothing else. It verifies by its own reading of the rules. */
export async function createS3Sandbox({ port = 0, seed = 1, now = () => new Date() } = {}): Promise<S3Sandbox> {
  const objects = new Map<string, string>();
  const faults = createFaults<VendorFault>(createRandom(seed).next);
  const listening = await listen(async (request, reply) => {
    const { method = "GET", url = "/", headers } = request;
    const arrived = { method, url, headers, body: await readBody(request, BODY_BYTES_MAX) };
    const fault = faults.take("status", method);
    const refusal = fault ? ([fault.status, "SlowDown"] as const) : refuseUnsigned(arrived, ACCOUNT, now());
    const told = refusal ?? take(objects, arrived);
    if (faults.take("reset_after", method)) reset(request);
    else send(reply, told);
  }, port);
  return {
    ...{ url: listening.url, bucket: BUCKET, objects, ...ACCOUNT },
    fault: (fault) => faults.arm(VendorFault.parse(fault)),
    close: () => listening.close(),
  };
}

/** Keeps an object, or says why not. */
function take(objects: Map<string, string>, { method, url, body }: Arrived): Refusal | undefined {
  const [, bucket, ...rest] = url.split("/");
  if (bucket !== BUCKET) return [404, "NoSuchBucket"];
  const key = decodeURIComponent(rest.join("/"));
  if (method === "HEAD" && key === "") return undefined;
  if (method !== "PUT" || key === "") return [405, "MethodNotAllowed"];
  objects.set(key, body.toString("utf8"));
  return undefined;
}

function send(reply: ServerResponse, refusal: Refusal | undefined): void {
  if (!refusal) return void reply.writeHead(200, { etag: '"0"' }).end();
  const [status, code] = refusal;
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  reply.writeHead(status, { "content-type": "application/xml" }).end(body);
}

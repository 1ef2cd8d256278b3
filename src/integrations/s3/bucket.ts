import { UnavailableError, UserError } from "#lib/errors";
import { sha256 } from "#lib/hash";
import { createHttp } from "#lib/http";
import { type AwsKeys, signAws, toCanonicalPath, toStamp } from "./signature.ts";

const REPLY_BYTES_MAX = 64 * 1024;
const JSON_TYPE = "application/json";

export interface BucketOptions extends AwsKeys {
  /** https://s3.eu-central-1.amazonaws.com, or of a server of one's own. */
  endpoint: string;
  bucket: string;
  region: string;
  /** What every key begins with; empty for none. */
  prefix: string;
  now(): Date;
}

/** A bucket of anything that speaks as S3 does, with its name in the path. What is put twice under one key is there once. */
export function createBucket(options: BucketOptions) {
  const { endpoint, bucket, region, prefix, now, accessKeyId, secretAccessKey } = options;
  const baseUrl = endpoint.replace(/\/+$/, "");
  const http = createHttp({ vendor: "The bucket of traces", baseUrl, bodyBytesMax: REPLY_BYTES_MAX });

  function send(method: "PUT" | "HEAD", path: string, body = ""): Promise<Response> {
    const url = new URL(`${baseUrl}${toCanonicalPath(`/${bucket}${path}`)}`);
    const at = now();
    const payloadHash = sha256(body);
    const headers: Record<string, string> = { "x-amz-content-sha256": payloadHash, "x-amz-date": toStamp(at) };
    if (method === "PUT") headers["content-type"] = JSON_TYPE;
    const signing = { method, url, headers, payloadHash, region, service: "s3", at };
    const authorization = signAws(signing, { accessKeyId, secretAccessKey });
    return http(url, { method, headers: { ...headers, authorization }, ...(method === "PUT" && { body }) });
  }

  return {
    /** Throws where it was not taken. */
    async put(key: string, value: unknown): Promise<void> {
      const path = [prefix.replace(/^\/+|\/+$/g, ""), key].filter((part) => part !== "").join("/");
      const reply = await send("PUT", `/${path}`, JSON.stringify(value));
      if (!reply.ok) throw new UnavailableError(`The bucket of traces answered ${reply.status}.`);
    },
    /** Whether it is there for us; throws a UserError with what to mend. */
    async check(): Promise<void> {
      const { ok, status } = await send("HEAD", "");
      if (ok) return;
      if (status === 404) throw new UserError(`There is no bucket ${bucket} at ${baseUrl}. Correct TRACE_S3_BUCKET.`);
      throw new UserError(
        `The bucket ${bucket} answers ${status}. Check TRACE_S3_REGION and the keys, which may need s3:ListBucket.`,
      );
    },
  };
}

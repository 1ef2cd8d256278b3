import { expect, it } from "vitest";
import { type Signing, signAws } from "#integrations/s3/signature";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/** Those of the examples that Amazon publishes: of S3, and of the suite for every service. */
const S3_KEYS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const SUITE_KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const HOST = "https://examplebucket.s3.amazonaws.com";
const S3_DATE = { "x-amz-date": "20130524T000000Z" };
const SUITE_DATE = { "x-amz-date": "20150830T123600Z" };
const UPLOADED = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";

const atS3 = (change: Partial<Omit<Signing, "url">> & { path: string }): Signing => ({
  ...{ method: "GET", payloadHash: EMPTY, region: "us-east-1", service: "s3", at: new Date("2013-05-24T00:00:00Z") },
  ...change,
  url: new URL(`${HOST}${change.path}`),
  headers: { ...S3_DATE, "x-amz-content-sha256": change.payloadHash ?? EMPTY, ...change.headers },
});
const inSuite = (path: string, method = "GET"): Signing => ({
  ...{ method, payloadHash: EMPTY, region: "us-east-1", service: "service", at: new Date("2015-08-30T12:36:00Z") },
  ...{ url: new URL(`https://example.amazonaws.com${path}`), headers: SUITE_DATE },
});

it.each([
  [
    "PUT of an object",
    atS3({
      ...{ method: "PUT", path: "/test%24file.text", payloadHash: UPLOADED },
      headers: { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" },
    }),
    S3_KEYS,
    "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
  ],
  [
    "GET of a part of an object",
    atS3({ path: "/test.txt", headers: { range: "bytes=0-9" } }),
    S3_KEYS,
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  ],
  [
    "GET of a bucket's life cycle",
    atS3({ path: "/?lifecycle" }),
    S3_KEYS,
    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
  ],
  [
    "GET of a list",
    atS3({ path: "/?max-keys=2&prefix=J" }),
    S3_KEYS,
    "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
  ],
  ["get-vanilla", inSuite("/"), SUITE_KEYS, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
  [
    "get-vanilla-query-order-key-case",
    inSuite("/?Param2=value2&Param1=value1"),
    SUITE_KEYS,
    "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  ],
  [
    "post-vanilla",
    inSuite("/", "POST"),
    SUITE_KEYS,
    "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  ],
])("signs as Amazon publishes it: %s", (_what, signing, keys, signature) => {
  expect(signAws(signing, keys)).toMatch(new RegExp(`, Signature=${signature}$`));
});

/** What Slack shows of an uploaded file, by how its bytes begin. */
const BEGINNINGS = [
  ["image/png", "89504e470d0a1a0a"],
  ["image/jpeg", "ffd8ff"],
  ["image/gif", "47494638"],
] as const;

export function imageTypeOf(bytes: Buffer): string | undefined {
  const beginning = bytes.subarray(0, 8).toString("hex");
  return BEGINNINGS.find(([, start]) => beginning.startsWith(start))?.[0];
}

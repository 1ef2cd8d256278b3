import type { Config } from "#config";
import { createGoogleCalendar } from "#integrations/google/calendar";
import { createBucket } from "#integrations/s3/bucket";
import type { Check } from "#lib/check";

/** Where traces go, and the calendar, for as far as they are configured. */
export function exportChecks({ traces, calendar }: Config): Check[] {
  const now = () => new Date();
  const { bucket } = traces;
  return [
    ...(bucket ? [{ name: "traces", probe: () => checkBucket(createBucket({ ...bucket, now }), bucket.bucket) }] : []),
    ...(calendar ? [{ name: "calendar", probe: () => checkCalendar(createGoogleCalendar({ ...calendar, now })) }] : []),
  ];
}

async function checkBucket(bucket: ReturnType<typeof createBucket>, name: string): Promise<string> {
  await bucket.check();
  return `The bucket ${name} is there for us.`;
}

async function checkCalendar({ reads }: ReturnType<typeof createGoogleCalendar>): Promise<string> {
  const { name } = await reads.calendar();
  return `Meetings are put into “${name}”.`;
}

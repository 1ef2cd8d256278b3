import chromium from "@sparticuz/chromium";

/** Unpacks the browser before any test: two that did so at once would start what the other is still writing. */
export async function setup(): Promise<void> {
  await chromium.executablePath();
}

// What the tests of some files say, as a figure.
import type { Figure } from "./figure.ts";
import { run } from "./main-job/terminal.ts";

/** Runs test files and answers how many tests passed; short where any failed. */
export async function proveFiles(
  what: string,
  files: readonly string[],
  environment: Record<string, string> = {},
): Promise<Figure> {
  const { code, printed } = await run("vitest", ["run", ...files, "--testTimeout=3600000"], environment);
  const [passed = "no summary"] = /\d+ passed[^\n]*(?=\n\s+Start)/.exec(strip(printed)) ?? [];
  return { name: what, measured: code === 0 ? passed : "failed", bar: "all pass", ok: code === 0 };
}

/** Without the colours of a terminal. */
function strip(printed: string): string {
  return printed.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "");
}

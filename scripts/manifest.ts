// node scripts/manifest.ts: writes manifest.json from the catalogue. With --check it only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { catalogue } from "#capabilities/index";
import { createManifest } from "#surfaces/slack/manifest";

const FILE = "manifest.json";
const manifest = createManifest(catalogue);

if (!process.argv.includes("--check")) {
  writeFileSync(FILE, `${JSON.stringify(manifest, null, 2)}\n`);
} else if (JSON.stringify(JSON.parse(readFileSync(FILE, "utf8"))) !== JSON.stringify(manifest)) {
  process.stderr.write(`${FILE} is out of date: run node scripts/manifest.ts && npm run format\n`);
  process.exitCode = 1;
}

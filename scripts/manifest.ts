// node scripts/manifest.ts: writes manifest.json from the catalogue. With --check it only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { catalogue } from "#capabilities/index";
import { createManifest } from "#surfaces/slack/manifest";

const FILE = "manifest.json";
const manifest = `${JSON.stringify(createManifest(catalogue), null, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(FILE, manifest);
} else if (readFileSync(FILE, "utf8") !== manifest) {
  process.stderr.write(`${FILE} is out of date: run node scripts/manifest.ts\n`);
  process.exitCode = 1;
}

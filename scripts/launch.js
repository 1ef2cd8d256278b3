// node scripts/launch.js FILE [words]: runs a TypeScript source, or says in one sentence why this Node cannot. It is
// plain JavaScript because an old Node would stumble over anything else before it could say so.
import { readFileSync } from "node:fs";
import * as modules from "node:module";
import { pathToFileURL } from "node:url";

const { config } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const [file] = process.argv.splice(2, 1);

function isOlder(version, minimum) {
  const [a, b] = [version, minimum].map((text) => text.split(".").map(Number));
  const differing = a.findIndex((part, index) => part !== b[index]);
  return differing >= 0 && a[differing] < b[differing];
}

if (isOlder(process.versions.node, config.nodeMin)) {
  process.stderr.write(
    `Adjutant needs Node ${config.nodeMin} or newer, and this is ${process.versions.node}: run “npm ci”, which brings one along, or install it.\n`,
  );
  process.exitCode = 1;
} else {
  // What was compiled once starts faster the next time.
  modules.enableCompileCache();
  await import(pathToFileURL(file).href);
}

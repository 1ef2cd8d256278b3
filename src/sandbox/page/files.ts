import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { imageTypeOf } from "../slack/images.ts";

const ASSETS = new URL("./assets/", import.meta.url);
const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};
/** Everything there is to fetch; nothing else is read from the disk. */
const NAMES = new Set([
  ...["index.html", "icon.svg", "style.css", "blocks.css", "panel.css", "app.js", "state.js", "dom.js", "api.js"],
  ...[
    "sidebar.js",
    "room.js",
    "composer.js",
    "blocks.js",
    "modal.js",
    "world.js",
    "ledger.js",
    "faults.js",
    "story.js",
  ],
]);
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves the page's own files; false when this is none of them. */
export function serveFile(reply: ServerResponse, path: string): boolean {
  const name = path === "/" ? "index.html" : path.replace(/^\/assets\//, "");
  if (name === "library.css") return send(reply, "css", libraryStyle());
  if (!NAMES.has(name) || (path !== "/" && !path.startsWith("/assets/"))) return false;
  return send(reply, name.split(".").at(-1) ?? "", readFileSync(new URL(name, ASSETS), "utf8"));
}

/** What the app uploaded, as far as it is an image; false when it is none. */
export function servePicture(reply: ServerResponse, file: { bytes: Buffer } | undefined): boolean {
  const type = file && imageTypeOf(file.bytes);
  if (!type) return false;
  reply.writeHead(200, { "content-type": type, "x-content-type-options": "nosniff" });
  reply.end(file.bytes);
  return true;
}

function send(reply: ServerResponse, type: string, body: string): true {
  reply.writeHead(200, {
    "content-type": TYPES[type] ?? "text/plain",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
  });
  reply.end(body);
  return true;
}

/** The library's rules hang on one id; there are many messages, so they hang on a class here. In a layer, ours win. */
function libraryStyle(): string {
  const path = createRequire(import.meta.url)
    .resolve("slack-blocks-to-jsx")
    .replace(/index\.m?js$/, "style.css");
  const rules = readFileSync(path, "utf8").replaceAll("#slack_blocks_to_jsx", ".slack_blocks_to_jsx");
  return `@layer library { ${rules} }`;
}

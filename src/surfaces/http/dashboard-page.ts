import { PANELS } from "../panels.ts";
import { escapeHtml } from "./escape.ts";

/** Nothing is loaded but our own sheet, nothing runs, and nobody frames it. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  // With less than this, browsers do not say from where a form was sent.
  "referrer-policy": "same-origin",
};

/** A page of the dashboard; `body` is HTML, the title words. */
export function toPage({ title, body, shown }: { title: string; body: string; shown?: string }): string {
  const links = PANELS.map(({ key, title: label }) => {
    const current = key === shown ? ' aria-current="page"' : "";
    return `<li><a href="/?panel=${key}"${current}>${escapeHtml(label)}</a></li>`;
  });
  return frame(
    title,
    `<a class="skip" href="#content">Skip to the content</a>
<header><p class="brand">Adjutant</p>
<nav aria-label="Panels"><ul>${links.join("")}</ul></nav>
<form method="post" action="/logout"><button>Leave</button></form></header>
<main id="content"><h1>${escapeHtml(title)}</h1>
${body}</main>`,
  );
}

/** The door: why it is closed, and where the key goes if there is any. */
export function toDoor({ detail, hasForm }: { detail: string; hasForm: boolean }): string {
  const form = `<form method="post" action="/login">
<label for="key">API key</label>
<input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
<button>Look</button></form>`;
  return frame(
    "Adjutant",
    `<main id="content" class="door"><h1>Adjutant</h1><p role="status">${escapeHtml(detail)}</p>${hasForm ? form : ""}</main>`,
  );
}

function frame(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)} · Adjutant</title>
<link rel="stylesheet" href="/dashboard.css"></head>
<body>${body}</body></html>
`;
}

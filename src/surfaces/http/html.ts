import type { Button, Call, Figure, Inline, Item, ViewNode } from "#lib/view";
import { renderChart } from "./chart.ts";
import { escapeHtml } from "./escape.ts";

const SAFE_SCHEMES = new Set(["http:", "https:"]);

/** Where a call can be looked at; undefined for one that is not looked at here. */
export type LinkTo = (call: Call) => string | undefined;

/** A view as HTML that can only be read: whatever stands in it is text. */
export function renderHtml(nodes: readonly ViewNode[], linkTo: LinkTo): string {
  return nodes.map((node) => renderNode(node, linkTo)).join("\n");
}

function renderNode(node: ViewNode, linkTo: LinkTo): string {
  switch (node.type) {
    case "header":
      return `<h2>${escapeHtml(node.text)}</h2>`;
    case "text":
      return `<p>${renderInline(node.content)}</p>`;
    case "note":
      return `<p class="note">${renderInline(node.content)}</p>`;
    case "figures":
      return `<dl class="figures">${node.figures.map((figure) => renderFigure(figure, linkTo)).join("")}</dl>`;
    case "items":
      return renderItems(node, linkTo);
    case "table":
      return renderTable(node);
    case "chart":
      return renderChart(node);
    case "buttons":
      return renderLinks(node.buttons, linkTo);
    case "code":
      return `<pre tabindex="0"><code>${escapeHtml(node.text)}</code></pre>`;
    case "divider":
      return "<hr>";
    case "form":
      return "";
  }
}

function renderInline(content: readonly Inline[]): string {
  return content.map(renderPart).join("");
}

function renderPart(part: Inline): string {
  if (typeof part === "string") return escapeHtml(part);
  if ("bold" in part) return `<strong>${escapeHtml(part.bold)}</strong>`;
  if ("code" in part) return `<code>${escapeHtml(part.code)}</code>`;
  const label = escapeHtml(part.label);
  if (!("link" in part) || !isSafe(part.link)) return label;
  return `<a href="${escapeHtml(part.link)}" rel="noopener noreferrer">${label}</a>`;
}

function isSafe(link: string): boolean {
  return URL.canParse(link) && SAFE_SCHEMES.has(new URL(link).protocol);
}

function renderFigure({ label, value, unit, note, why }: Figure, linkTo: LinkTo): string {
  const shown = value === null ? "no data" : `${value}${unit ? ` ${unit}` : ""}`;
  const proof = why && linkTo(why);
  const opened = proof
    ? `<a href="${escapeHtml(proof)}" aria-label="Why ${escapeHtml(`${label} is ${shown}`)}">${escapeHtml(shown)}</a>`
    : escapeHtml(shown);
  const small = note ? `<small>${escapeHtml(note)}</small>` : "";
  return `<div><dt>${escapeHtml(label)}</dt><dd>${opened}${small}</dd></div>`;
}

function renderItems({ title, items, more }: Extract<ViewNode, { type: "items" }>, linkTo: LinkTo): string {
  const heading = title ? `<h3>${escapeHtml(title)}</h3>` : "";
  const rows = items.map((item) => `<li>${renderItem(item, linkTo)}</li>`).join("\n");
  return `${heading}<ul class="items">${rows}</ul>${renderRest(more)}`;
}

function renderItem({ content, detail, buttons = [] }: Item, linkTo: LinkTo): string {
  const second = detail ? `<small>${renderInline(detail)}</small>` : "";
  return `${renderInline(content)}${second}${renderLinks(buttons, linkTo)}`;
}

function renderTable({ caption, columns, rows, more }: Extract<ViewNode, { type: "table" }>): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(renderCell).join("")}</tr>`).join("\n");
  const table = `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  // What is wider than a narrow screen is scrolled by itself, with the keyboard, too.
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption)}">${table}</div>${renderRest(more)}`;
}

function renderCell(cell: string | number | null): string {
  if (cell === null) return "<td>no data</td>";
  return typeof cell === "number" ? `<td class="number">${cell}</td>` : `<td>${escapeHtml(cell)}</td>`;
}

function renderRest(more = 0): string {
  return more > 0 ? `<p class="note">and ${more} more</p>` : "";
}

/** What would change anything is left out. */
function renderLinks(buttons: readonly Button[], linkTo: LinkTo): string {
  const links = buttons.flatMap(({ label, description, call }) => {
    const href = linkTo(call);
    const name = description ? ` aria-label="${escapeHtml(description)}"` : "";
    return href === undefined ? [] : [`<a href="${escapeHtml(href)}"${name}>${escapeHtml(label)}</a>`];
  });
  return links.length > 0 ? `<p class="links">${links.join(" ")}</p>` : "";
}

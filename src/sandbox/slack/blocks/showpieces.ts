import { isJson } from "../model.ts";
import { checkNumber, checkOneOf, checkString } from "./constraints.ts";
import { checkElement, checkImage } from "./elements.ts";
import { at, find, type Inspector, listAt, type Spot } from "./inspector.ts";
import { LIMITS } from "./limits.ts";
import { checkText } from "./text.ts";

export function checkChart(inspector: Inspector, spot: Spot): void {
  checkString(inspector, at(spot, "title"), { max: LIMITS.chartTitle });
  const chart = at(spot, "chart");
  checkOneOf(inspector, at(chart, "type"), ["pie", "bar", "area", "line"]);
  if (at(chart, "type").value === "pie") checkPie(inspector, chart);
  else checkSeries(inspector, chart);
}

function checkPie(inspector: Inspector, chart: Spot): void {
  for (const segment of listAt(inspector, at(chart, "segments"), { max: LIMITS.chartSeries })) {
    checkString(inspector, at(segment, "label"), { max: LIMITS.chartLabel });
    checkNumber(inspector, at(segment, "value"), { min: Number.MIN_VALUE, max: 1e15, isOptional: false });
  }
}

function checkSeries(inspector: Inspector, chart: Spot): void {
  const names = new Set<unknown>();
  for (const series of listAt(inspector, at(chart, "series"), { max: LIMITS.chartSeries })) {
    const name = at(series, "name");
    checkString(inspector, name, { max: LIMITS.chartLabel });
    if (names.has(name.value)) find(inspector, name, { type: "unique", expected: "names used once" });
    names.add(name.value);
    checkPlaces(inspector, at(series, "data"), at(at(chart, "axis_config"), "categories").value);
    for (const point of listAt(inspector, at(series, "data"), { max: LIMITS.chartPoints })) {
      checkNumber(inspector, at(point, "value"), { min: -1e15, max: 1e15, isOptional: false });
    }
  }
}

/** Where an axis names its places, every series has exactly these. */
function checkPlaces(inspector: Inspector, data: Spot, categories: unknown): void {
  if (categories === undefined || !Array.isArray(data.value)) return;
  const labels = data.value.map((point: unknown) => (isJson(point) ? point["label"] : undefined));
  if (JSON.stringify(labels) === JSON.stringify(categories)) return;
  find(inspector, data, { type: "enum", expected: "the categories of the axis, each once" });
}

export function checkCard(inspector: Inspector, spot: Spot): void {
  for (const name of ["title", "subtitle"]) {
    checkText(inspector, at(spot, name), { max: LIMITS.cardTitle, isOptional: true });
  }
  checkText(inspector, at(spot, "body"), { max: LIMITS.cardBody, isOptional: true });
  const hero = at(spot, "hero_image");
  if (hero.value !== undefined) checkImage(inspector, hero);
  const actions = at(spot, "actions");
  if (actions.value !== undefined) {
    for (const button of listAt(inspector, actions, { max: LIMITS.contextActions })) {
      checkElement(inspector, button, ["button"]);
    }
  }
  const parts = ["hero_image", "title", "actions", "body"];
  if (isJson(spot.value) && !parts.some((part) => at(spot, part).value !== undefined)) {
    find(inspector, spot, { type: "required", expected: parts.join(" or ") });
  }
}

export function checkCarousel(inspector: Inspector, spot: Spot): void {
  for (const card of listAt(inspector, at(spot, "elements"), { max: LIMITS.carousel })) checkCard(inspector, card);
}

export function checkContainer(inspector: Inspector, spot: Spot): void {
  const rich = at(spot, "rich_text_title");
  checkText(inspector, at(spot, "title"), { max: LIMITS.cardTitle, isOptional: rich.value !== undefined });
  checkText(inspector, at(spot, "subtitle"), { max: LIMITS.cardTitle, isOptional: true });
  listAt(inspector, at(spot, "child_blocks"), { min: 0, max: LIMITS.container });
  const width = at(spot, "width");
  if (width.value !== undefined) checkOneOf(inspector, width, ["narrow", "standard", "wide", "full"]);
  if (at(spot, "default_collapsed").value === true && at(spot, "is_collapsible").value !== true) {
    find(inspector, at(spot, "default_collapsed"), { type: "requires", expected: "is_collapsible" });
  }
}

import { readdirSync, readFileSync } from "node:fs";

const FOLDER = "docs/grafana";
/** Of the parts of a histogram. */
export const SUFFIXES = /_(?:bucket|sum|count)$/;
/** What PromQL itself says, beside the names of series. */
const WORDS = new Set(["sum", "rate", "increase", "histogram_quantile", "time", "by", "label_values"]);

export interface Dashboard {
  uid: string;
  title: string;
  templating: { list: { definition: string }[] };
  panels: { id: number; title: string; targets: { expr: string }[] }[];
}

export const DASHBOARDS = readdirSync(FOLDER);

export const readDashboard = (file: string): Dashboard => JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8"));

export const queriesOf = ({ panels, templating }: Dashboard) => [
  ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...templating.list.map(({ definition }) => definition),
];

/** The series that a query names, and the labels that it asks of it. */
export function parseQuery(query: string): { names: string[]; labels: string[]; metrics: string[] } {
  const matchers = [...query.matchAll(/(\w+)=~?"([^"]*)"/g)];
  const grouped = [...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(", "));
  const listed = [...(/label_values\(\w+, (\w+)\)/.exec(query) ?? [])].slice(1);
  const bare = query.replaceAll(/\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)|, \w+\)/g, " ");
  const names = (bare.match(/[a-z_]\w*/g) ?? []).filter((word) => !WORDS.has(word));
  const labels = [...matchers.map(([, label = ""]) => label), ...grouped, ...listed];
  const metrics = matchers.filter(([, label]) => label === "metric").flatMap(([, , value = ""]) => value.split("|"));
  return { names, labels, metrics };
}

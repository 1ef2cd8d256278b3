import { canonicalJson, sha256 } from "#lib/hash";
import { DAY_MS } from "#lib/time";
import type { EvidenceRow, Finding } from "./findings.ts";
import type { RuleKind } from "./rules.ts";

const HASH_LENGTH = 32;
/** A reader notices when something has waited this many days. */
const AGE_DAYS = [1, 2, 3, 5, 10];
/** Of these the number itself is the news. */
const COUNTED: RuleKind[] = ["wip_limit_exceeded", "large_pr"];

/** What any number of rules found of one kind about one subject. */
export interface Condition {
  fingerprint: string;
  /** Changes when a reader would notice. */
  stateHash: string;
  kind: RuleKind;
  scope: string;
  subject: string;
  title: string;
  url: string;
  rules: string[];
  reason: string;
  value: number;
  owners: string[];
  since: Date;
  evidence: EvidenceRow[];
}

export function toConditions(findings: readonly Finding[]): Condition[] {
  const groups = Map.groupBy(findings, fingerprintOf);
  return [...groups].map(([fingerprint, group]) => toCondition(fingerprint, group));
}

function fingerprintOf({ kind, scope, subject }: Finding): string {
  return shorten([kind, scope, subject]);
}

function toCondition(fingerprint: string, group: Finding[]): Condition {
  const sorted = group.toSorted((a, b) => a.since.getTime() - b.since.getTime() || (a.rule < b.rule ? -1 : 1));
  const [first] = sorted;
  if (!first) throw new Error("A condition needs a finding.");
  const { kind, scope, subject, title, url, reason, value, owners, since, ageMs } = first;
  const rules = sorted.map(({ rule }) => rule).sort();
  const age = AGE_DAYS.filter((days) => ageMs >= days * DAY_MS).length;
  const noticed = { rules, title, url, owners, age, value: COUNTED.includes(kind) ? value : null };
  const evidence = sorted.map((finding) => finding.evidence);
  const condition = { kind, scope, subject, title, url, rules, reason, value, owners, since, evidence };
  return { fingerprint, stateHash: shorten(noticed), ...condition };
}

function shorten(value: unknown): string {
  return sha256(canonicalJson(value)).slice(0, HASH_LENGTH);
}

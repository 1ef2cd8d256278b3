export interface Comparator {
  eq?: string;
  eqIgnoreCase?: string;
  containsIgnoreCase?: string;
}

export function fits(value: string, { eq, eqIgnoreCase, containsIgnoreCase }: Comparator = {}): boolean {
  const lower = value.toLowerCase();
  if (eq !== undefined && value !== eq) return false;
  if (eqIgnoreCase !== undefined && lower !== eqIgnoreCase.toLowerCase()) return false;
  return containsIgnoreCase === undefined || lower.includes(containsIgnoreCase.toLowerCase());
}

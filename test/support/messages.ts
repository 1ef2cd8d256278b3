interface Element {
  action_id?: string;
  accessibility_label?: string;
  text?: { text?: string };
}

interface Shown {
  blocks?: unknown;
}

/** The action id of the button with this name for screen readers, or with this label. */
export function buttonNamed(message: Shown | undefined, name: string | RegExp): string {
  const buttons = elementsOf(message?.blocks).filter(({ action_id }) => action_id !== undefined);
  const isNamed = (text: string | undefined) =>
    text !== undefined && (typeof name === "string" ? text === name : name.test(text));
  const found = buttons.find(({ accessibility_label, text }) => isNamed(accessibility_label) || isNamed(text?.text));
  if (!found?.action_id) {
    const known = buttons.map(({ accessibility_label, text }) => accessibility_label ?? text?.text).join(", ");
    throw new Error(`There is no button ${String(name)}. There are: ${known}`);
  }
  return found.action_id;
}

/** The pull requests that a message's buttons are about, in order. */
export function subjectsOf(message: Shown | undefined): string[] {
  const labels = elementsOf(message?.blocks).map(({ accessibility_label }) => accessibility_label ?? "");
  return labels.flatMap((label) => /^Why (\S+#\d+|\S+\/deployments\/\d+)$/.exec(label)?.[1] ?? []);
}

function elementsOf(value: unknown): Element[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (typeof value !== "object" || value === null) return [];
  return [value as Element, ...Object.values(value).flatMap(elementsOf)];
}

import fc from "fast-check";

/** Lines as they are in documents: many are alike, and some are empty. */
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("", "- item", "## Goals", "Text.") },
  { weight: 7, arbitrary: fc.integer({ min: 0, max: 60 }).map((number) => `line ${number}`) },
);

export const document = fc.array(line, { minLength: 0, maxLength: 40 });

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.integer({ min: 0, max: 3 }),
  added: fc.array(line, { maxLength: 3 }),
});
const edits = fc.array(edit, { minLength: 1, maxLength: 4 });

function apply(lines: readonly string[], changes: { at: number; removed: number; added: string[] }[]): string[] {
  const changed = [...lines];
  for (const { at, removed, added } of changes)
    changed.splice(Math.floor(at * (changed.length + 1)), removed, ...added);
  return changed;
}

/** A text, and what two people made of it. */
export const forked = fc
  .tuple(document, edits, edits)
  .map(([base, mine, yours]) => ({ base, ours: apply(base, mine), theirs: apply(base, yours) }));

/** A text and each of its later editions. */
export const edited = fc.tuple(document, fc.array(edits, { minLength: 1, maxLength: 8 })).map(([first, all]) => {
  const texts = [first];
  for (const changes of all) texts.push(apply(texts.at(-1) ?? [], changes));
  // Empty lines at its end are no part of a document.
  return texts.map((lines) => lines.slice(0, lines.findLastIndex((line) => line !== "") + 1));
});

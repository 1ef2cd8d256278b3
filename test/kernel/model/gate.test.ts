import { expect, it } from "vitest";
import { createGate } from "#kernel/model/gate";
import { createSentences } from "#kernel/model/sentences";

const open = () => new AbortController();

it("lets in so many at once, and the next when one leaves", async () => {
  const gate = createGate(2);
  const { signal } = open();
  const [first] = [await gate.enter(signal), await gate.enter(signal)];
  let isIn = false;
  const third = gate.enter(signal).then((leave) => {
    isIn = true;
    return leave;
  });
  await new Promise(setImmediate);
  expect(isIn).toBe(false);
  first?.();
  // To leave twice gives one place free.
  first?.();
  expect(await third).toBeTypeOf("function");
  const gone = AbortSignal.abort();
  expect(await gate.enter(gone)).toBeUndefined();
});

it("forgets who went away while they waited, and turns away more than it can hold", async () => {
  const gate = createGate(1);
  const leave = await gate.enter(open().signal);
  const leaving = open();
  const waiting = gate.enter(leaving.signal);
  leaving.abort();
  expect(await waiting).toBeUndefined();
  const others = Array.from({ length: 201 }, () => gate.enter(open().signal));
  expect(await others[200]).toBeUndefined();
  leave?.();
  expect(await others[0]).toBeTypeOf("function");
});

it("hands on whole sentences and lines, whatever pieces they come in", () => {
  const text = "One sentence. Another one!\n- a line\nand the rest of v1.2";
  for (const size of [1, 3, 7, 100]) {
    const sentences = createSentences();
    const pieces = (text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? []).map((piece) => sentences.add(piece));
    expect([...pieces, sentences.end()].join("")).toBe(text);
    for (const piece of pieces.filter((whole) => whole !== "")) expect(piece).toMatch(/[.!?]\s$|\n$/);
  }
});

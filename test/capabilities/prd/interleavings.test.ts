import fc from "fast-check";
import { expect, it } from "vitest";
import { isIntact } from "#domain/prd/version";
import { fillIn, formOf, openPrd } from "./house.ts";

const PEOPLE = ["U01", "U02", "U03"];
const LINES = 8;
const START = `# Plan\n${Array.from({ length: LINES }, (_, line) => `line ${line}`).join("\n")}\n`;

/** Somebody opens the form, somebody sends theirs off: in whatever order, with whatever they last saw. */
const step = fc.record({
  who: fc.constantFrom(...PEOPLE),
  does: fc.constantFrom("opens" as const, "saves" as const, "saves" as const, "settles" as const),
  line: fc.integer({ min: 1, max: LINES }),
  replaces: fc.boolean(),
});

interface Step {
  who: string;
  line: number;
  replaces: boolean;
}

/** A few people, what each of them saw last, and the forms with conflicts that they have still open. */
async function openOffice() {
  const { ask, prds } = await openPrd({ text: START });
  const prd = (await prds.find(1))?.id ?? "";
  const seen = new Map<string, { base: string; text: string }>();
  const waiting: { name: string; input: object; who: string }[] = [];
  const written: string[] = [];

  async function send(name: string, input: object, who: string) {
    const { result, view } = await ask(name, input, who);
    if (result.status === "conflicts") waiting.push({ ...fillIn(formOf(view)), who });
  }

  async function opens({ who }: Pick<Step, "who">) {
    const { version, text } = (await ask("show", { prd: 1 })).result;
    seen.set(who, { base: version.id, text });
  }

  async function saves({ who, line, replaces }: Step) {
    const { base, text } = seen.get(who) ?? { base: "main", text: START };
    const word = `word${written.length}`;
    written.push(word);
    const lines = text.split("\n");
    // Only what nobody wrote is replaced, so that every word has to be there at the end.
    lines.splice(line, replaces && lines[line]?.startsWith("line") ? 1 : 0, word);
    await send("write", { prd: 1, base, text: lines.join("\n") }, who);
  }

  async function settles() {
    const next = waiting.shift();
    if (next) await send(next.name, next.input, next.who);
  }

  const branches = () => prds.branches(prd);
  const readAll = async () =>
    (await Promise.all((await branches()).map(({ name }) => prds.head(prd, name)))).flatMap(linesOf);
  return { ask, prds, prd, written, branches, readAll, ...{ opens, saves, settles } };
}

const linesOf = (version: { text: string } | undefined) => version?.text.split("\n") ?? [];

it("never loses a word of anybody, however the edits of three people interleave", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const office = await openOffice();
      const { ask, prds, prd, written } = office;
      for (const who of PEOPLE) await office.opens({ who });
      for (const { does, ...one } of steps) await office[does](one);
      expect(await office.readAll()).toEqual(expect.arrayContaining(written));
      const history = await prds.history(prd);
      expect(history.every(({ number: _number, ...version }) => isIntact(version))).toBe(true);

      const aside = (await office.branches()).slice(1);
      for (const { name: from } of aside) await ask("merge", { prd: 1, from, take: "both" });
      expect(linesOf(await prds.head(prd))).toEqual(expect.arrayContaining(written));
    }),
    { numRuns: 25 },
  );
}, 60_000);

it("keeps what ten people save at the same moment", async () => {
  const { ask } = await openPrd({ text: START });
  const { version, text } = (await ask("show", { prd: 1 })).result;
  const saved = await Promise.all(
    Array.from({ length: 10 }, (_, index) => {
      const own = text.replace(/$/, `\nword${index}\n`);
      return ask("write", { prd: 1, base: version.id, text: own }, PEOPLE[index % PEOPLE.length]);
    }),
  );
  const aside = saved.flatMap(({ result }) => (result.status === "conflicts" ? [result.from as string] : []));
  for (const from of aside) await ask("merge", { prd: 1, from, take: "both" });
  const words = (await ask("show", { prd: 1 })).result.text.split("\n");
  for (let index = 0; index < 10; index++) expect(words).toContain(`word${index}`);
});

const HELD_MAX = 4_000;
const ENDS = /[\s\S]*(?:[.!?][\])"”’]*\s|\n)/;
const WORD_ENDS = /[\s\S]*\s/;

/** Gathers what arrives until it is a whole sentence or line; nothing that must stay together is broken before it is judged. */
export function createSentences() {
  let held = "";

  function release(pattern: RegExp): string {
    const [whole = ""] = pattern.exec(held) ?? [];
    held = held.slice(whole.length);
    return whole;
  }

  return {
    /** What is whole by now; empty where nothing is. */
    add(text: string): string {
      held += text;
      const whole = release(ENDS);
      return whole === "" && held.length > HELD_MAX ? release(WORD_ENDS) : whole;
    },
    /** The rest, whole or not. */
    end(): string {
      return release(/[\s\S]*/);
    },
  };
}

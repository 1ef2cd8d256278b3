/** What somebody wrote in the thread of a draft, as an answer to its open questions. */
export interface Reply {
  /** Places of the questions, from 0. */
  places: number[];
  answer: string;
}

const NUMBERED = /^\s*(\d{1,2})\s*[.:)]\s*([\s\S]+)$/;

/**
 * Which of so many open questions a message answers. One that begins with the number of a question answers that one, any
 * other all of them; one that asks something itself, or has no word in it, is no answer, and the answer here is null.
 */
export function readReply(text: string, questions: number): Reply | null {
  const said = text.trim();
  if (questions === 0 || !/[\p{L}\p{N}]/u.test(said) || /[?？]$/.test(said)) return null;
  const [, number = "0", answer = ""] = NUMBERED.exec(said) ?? [];
  const place = Number(number) - 1;
  if (place >= 0 && place < questions) return { places: [place], answer };
  return { places: Array.from({ length: questions }, (_, index) => index), answer: said };
}

/** What somebody seems to have said of a ticket. */
export const TALK_KINDS = ["close", "start", "create", "none"] as const;
export type TalkKind = (typeof TALK_KINDS)[number];

export interface Judgement {
  kind: TalkKind;
  /** From 0 to 1: the product of what speaks for it. */
  confidence: number;
  /** In words of ours. */
  reason: string;
  /** Of the ticket that somebody asks for. */
  title?: string;
}

export interface Talk {
  text: string;
  /** How many tickets the message names itself. */
  named: number;
  /** Whether its thread is about one. */
  isInThread: boolean;
}

const DONE = /\b(?:fixed|done|finished|shipped|deployed|released|resolved|closed|live now)\b/gi;
const STARTED =
  /\b(?:i am on|i'm on|i am working on|i'm working on|working on|i started|starting with|picking up|i take)\b/i;
const ASKED =
  /\b(?:create|open|file|write|make|need) (?:a |an |us a )?(?:ticket|issue|bug report)(?: for| about| that says|:) +(\S.{4,200})/is;
/** Not yet, not any more, perhaps, or a question. */
const DOUBT =
  /\?|\b(?:not|never|almost|nearly|soon|will|would|should|could|might|may|when|once|if|until|unless|before|tomorrow|later|trying|hopefully|again|reopen(?:ed)?|revert(?:ed)?|broken)\b|n['’]t\b/i;

const SURE = 0.9;
const IN_THREAD = 0.9;
const SEVERAL_NAMED = 0.5;
const DOUBTFUL = 0.3;
const LONG = 0.6;
/** Beyond this it is a story, in which a word proves little. */
const SHORT_LENGTH_MAX = 240;

/**
 * Reads one message about work. The confidence begins at .9, .95 where it is said twice ("fixed, deployed"), and is
 * multiplied for each thing that speaks against it: the ticket is known from the thread alone (.9), several are named (.5),
 * words of doubt or a question mark (.3), a long text (.6).
 */
export function judgeTalk({ text, named, isInThread }: Talk): Judgement {
  const asked = ASKED.exec(text)?.[1];
  if (asked !== undefined && named === 0) {
    return {
      kind: "create",
      confidence: weigh(text.replace(asked, ""), SURE),
      reason: "It asks for a ticket.",
      title: toTitle(asked),
    };
  }
  if (named === 0 && !isInThread) return { kind: "none", confidence: 0, reason: "It names no ticket." };
  const place = (named > 0 ? 1 : IN_THREAD) * (named > 1 ? SEVERAL_NAMED : 1);
  const done = new Set(text.match(DONE)?.map((word) => word.toLowerCase()));
  if (done.size > 0) {
    const base = done.size > 1 ? 0.95 : SURE;
    return { kind: "close", confidence: weigh(text, base * place), reason: `It says “${[...done].join("”, “")}”.` };
  }
  if (STARTED.test(text)) {
    return { kind: "start", confidence: weigh(text, SURE * place), reason: "It says that somebody works on it." };
  }
  return { kind: "none", confidence: 0, reason: "It says nothing of where it stands." };
}

/** Whether a message could matter at all; what could not is not even kept. */
export function mayMatter(text: string): boolean {
  return KEY.test(text) || ASKED.test(text);
}

const KEY = /\b[A-Z][A-Z0-9]{1,19}-\d{1,7}\b/i;

/** The tickets of known projects that a text names, by their keys or in links, in upper case, each once. */
export function ticketsIn(text: string, projectKeys: readonly string[]): string[] {
  const found = text.toUpperCase().match(new RegExp(KEY.source, "g")) ?? [];
  return [...new Set(found)].filter((key) => projectKeys.includes(key.slice(0, key.lastIndexOf("-"))));
}

function weigh(text: string, confidence: number): number {
  const doubt = DOUBT.test(text) ? DOUBTFUL : 1;
  const length = text.length > SHORT_LENGTH_MAX ? LONG : 1;
  return Math.round(confidence * doubt * length * 100) / 100;
}

function toTitle(asked: string): string {
  const line =
    asked
      .split("\n")[0]
      ?.trim()
      .replace(/[.!]+$/, "") ?? "";
  return line.charAt(0).toUpperCase() + line.slice(1);
}

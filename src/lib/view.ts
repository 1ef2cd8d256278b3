/** What a field of a form takes; longer text is written elsewhere. */
export const FIELD_LENGTH_MAX = 3_000;

/**
 * What a capability shows, without a word about where: Slack, the terminal and web pages each render it in their own way.
 * Strings are literal text from anywhere; nothing in them can become a link, a mention or a format.
 */
export interface View {
  /** One or two full sentences with the same conclusion and numbers as the nodes: screen readers and notifications use it alone. */
  text: string;
  nodes: ViewNode[];
  /** For whoever asked alone, where the rest is shown to everybody. */
  aside?: View;
}

export type ViewNode =
  | { type: "header"; text: string }
  | { type: "text"; content: Inline[] }
  | { type: "figures"; figures: Figure[] }
  | { type: "items"; title?: string; items: Item[] /** How many more there are beyond these. */; more?: number }
  | { type: "table"; caption: string; columns: string[]; rows: (string | number | null)[][]; more?: number }
  /** A trend. Its finding and a line of bars stand in words beside it wherever it is drawn, and alone where it cannot be. */
  | ({ type: "chart" } & Chart)
  /** Provenance and freshness, set small. */
  | { type: "note"; content: Inline[] }
  | { type: "buttons"; buttons: Button[] }
  /** Word for word and in a fixed pitch: what will be sent. */
  | { type: "code"; text: string }
  /** What a person is asked for. It needs a dialog; elsewhere it is left out. */
  | ({ type: "form" } & Form)
  | { type: "divider" };

export type Inline =
  | string
  | { bold: string }
  | { code: string }
  | { link: string; label: string }
  /** A Slack user id; other surfaces show the label. */
  | { user: string; label: string }
  /** A Slack user group. */
  | { group: string; label: string }
  | { channel: string; label: string };

/** A key figure. `value` null prints "no data", never 0. */
export interface Figure {
  label: string;
  value: number | string | null;
  unit?: string;
  /** What stands beside it: "n=3, too few to judge". */
  note?: string;
  /** The invocation that opens its proof. */
  why?: Call;
}

export interface Chart {
  kind: "line" | "bar";
  title: string;
  /** What it shows in one sentence, for whoever does not see it. */
  alt: string;
  /** One for each value of every series. */
  labels: string[];
  /** The first is the one that matters most. A value that nobody measured is `null`, and never drawn as 0. */
  series: { name: string; values: (number | null)[] }[];
}

export interface Item {
  content: Inline[];
  /** A second, quieter line. */
  detail?: Inline[];
  buttons?: Button[];
}

export interface Button {
  label: string;
  /** For screen readers, where the label alone is not unique: "Snooze acme/api#7". */
  description?: string;
  call: Call;
  style?: "primary" | "danger";
  /** The result opens in a dialog instead of replacing the message. */
  opens?: "dialog";
  confirm?: string;
}

export interface Form {
  /** What is called when it is sent off, with what was filled in; as it is written, or as `under` says. */
  call: Call;
  /** The field of the input under which the values go, all together. */
  under?: string;
  submit: string;
  fields: FormField[];
}

export interface FormField {
  name: string;
  label: string;
  hint?: string;
  value?: string;
  isRequired: boolean;
  /** More than one line. */
  isLong?: boolean;
  /** The words it accepts, where it accepts only these. */
  options?: string[];
  /** A channel is chosen from those there are; its id is what is sent. */
  picks?: "channel";
}

/** An invocation as a button carries it: who calls is known only at the click. */
export interface Call {
  name: string;
  input: Record<string, unknown>;
}

/** One sentence or two, and nothing else. */
export function say(text: string): View {
  return { text, nodes: [{ type: "text", content: [text] }] };
}

/** What Slack refuses to take more of. Lengths are counted as `.length` counts them, after escaping. */
export const LIMITS = {
  message: { blocks: 50, text: 4_000, allText: 12_000 },
  /** Modals and the home tab. */
  view: { blocks: 100, title: 24, allText: 40_000 },
  header: 150,
  fields: 10,
  contextText: 2_000,
  actions: 25,
  button: { value: 2_000, description: 75 },
  confirm: { title: 100, text: 300, button: 30 },
  input: { label: 2_000, text: 3_000, options: 100, option: 75 },
  metadata: 3_000,
  url: 3_000,
  /** Of one stretch of rich text, for which Slack names no limit: that of every other text. */
  richText: 3_000,
  table: { columns: 20, text: 10_000 },
  chart: { title: 50, label: 20, series: 6, points: 20, perMessage: 2 },
  altText: 2_000,
} as const;

/** What people still want to read; further ones are counted. */
export const SHOWN = {
  items: 25,
  tableRows: 30,
  tableCell: 300,
  /** One line of a figure. */
  figure: 250,
  itemText: 600,
  /** Of a button's words, Slack shows about this many. */
  buttonText: 30,
  /** A message goes on in its thread, but not for ever. */
  messages: 5,
} as const;

import chromium from "@sparticuz/chromium";
import { type Browser, type Locator, type Page, chromium as playwright } from "playwright-core";

const MS_MAX = 15_000;

export type Visitor = Awaited<ReturnType<typeof visit>>;

/** A real browser, which several people may use at once. */
export async function openBrowser(): Promise<Browser> {
  // The package draws with a processor what a graphics card would, which the pages here have no use for.
  chromium.setGraphicsMode = false;
  // In one process the browser would end with its first page.
  const args = chromium.args.filter((arg) => arg !== "--single-process");
  return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
}

interface Visit {
  url: string;
  user: string;
  room?: string;
}

/** Somebody at the sandbox's page: what they type, read and press there. */
export async function visit(browser: Browser, { url, user, room = "C0ENG" }: Visit) {
  const page = await browser.newPage({ viewport: { width: 1_200, height: 900 } });
  page.setDefaultTimeout(MS_MAX);
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.goto(`${url}/?as=${user}#${room}`);
  await page.waitForSelector("#room-title .icon");
  const dialog = page.getByRole("dialog");
  const messages = page.locator("#messages");
  let typedAfter = "0";

  return {
    ...{ page, dialog, problems, user },
    async type(words: string): Promise<void> {
      const newest = messages.locator("article").last();
      typedAfter = (await newest.count()) === 0 ? "0" : ((await newest.getAttribute("data-ts")) ?? "0");
      await typeIn(page, words);
    },
    /** The newest message that says all of this and came after what this person typed last. */
    message: (...words: string[]): Locator =>
      saying(messages.locator(`xpath=.//article[number(@data-ts) > ${typedAfter}]`), words),
    /** Writes into the open thread. */
    async reply(words: string): Promise<void> {
      const composer = page.getByRole("combobox", { name: "Reply in the thread" });
      await composer.fill(`${words} `);
      await composer.press("Enter");
    },
    /** The newest message of the open thread that says all of this. */
    inThread: (...words: (string | RegExp)[]): Locator =>
      saying(page.getByRole("log", { name: "Thread" }).getByRole("article"), words),
    /** The living card of an approval. */
    card: (number: number): Locator =>
      page
        .getByRole("article")
        .filter({ has: page.getByRole("heading", { name: new RegExp(`^Approval ${number} `) }) }),
    /** Writes into the fields of the dialog by the words beside them, and sends it off. */
    async fillIn(fields: Record<string, string>, button: string) {
      for (const [label, text] of Object.entries(fields)) {
        await dialog.getByRole("textbox", { name: new RegExp(`^${label}`) }).fill(text);
      }
      await dialog.getByRole("button", { name: button, exact: true }).click();
    },
    async closeDialog() {
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
    },
  };
}

function saying(articles: Locator, words: (string | RegExp)[]): Locator {
  return words.reduce<Locator>((found, hasText) => found.filter({ hasText }), articles).last();
}

/** The blank behind a command closes the list of commands, which Enter would choose from. */
async function typeIn(page: Page, words: string): Promise<void> {
  const composer = page.getByRole("combobox", { name: /Message/ }).first();
  await composer.fill(`${words} `);
  await composer.press("Enter");
}

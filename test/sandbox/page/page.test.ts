import { expect, onTestFinished, test } from "vitest";
import { renderBlocks } from "#sandbox/page/render/blocks";
import { startSandbox } from "#sandbox/start";

const ADA = "U0ADA";

async function open() {
  const sandbox = await startSandbox({ seed: 2, manifestPath: "test/sandbox/page/manifest.json" });
  onTestFinished(() => sandbox.close());
  // biome-ignore lint/suspicious/noExplicitAny: whatever the page reads
  const get = async (path: string): Promise<any> => (await fetch(sandbox.url + path)).json();
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(sandbox.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  return { sandbox, get, post };
}

const SETTING = { names: { users: [], channels: [] }, choices: { users: [], channels: [] }, values: {}, errors: {} };

test("the page and its files are served with a policy that allows no inline script", async () => {
  const { sandbox } = await open();
  const page = await fetch(sandbox.url);
  const html = await page.text();
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(html).not.toMatch(/<script>|\son[a-z]+=|style="/);
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? "");
  for (const path of files) expect((await fetch(sandbox.url + path)).status, path).toBe(200);
  expect((await fetch(`${sandbox.url}/assets/../page.ts`)).status).toBe(404);
});

test("each person sees their own channels, commands and ephemeral messages", async () => {
  const { sandbox, get } = await open();
  const channels = async (user: string) => {
    const { channels: list } = await get(`/_page/workspace?user=${user}`);
    return list.map(({ name }: { name: string }) => name);
  };
  expect(await channels(ADA)).toContain("leads");
  expect(await channels("U0DEV")).not.toContain("leads");
  const { commands } = await get(`/_page/workspace?user=${ADA}`);
  expect(commands.map(({ command }: { command: string }) => command)).toEqual(["/standup", "/invite"]);
  const { messages } = sandbox.slack.office;
  messages.post({ channel: "C0ENG", user: "U0ADJUTANT", isFromApp: true, text: "for Ada", onlyFor: ADA });
  expect((await get(`/_page/room?user=${ADA}&channel=C0ENG`)).messages).toMatchObject([
    { text: "for Ada", isPrivate: true },
  ]);
  expect((await get("/_page/room?user=U0BEN&channel=C0ENG")).messages).toEqual([]);
  const closed = await fetch(`${sandbox.url}/_page/room?user=U0DEV&channel=G0LEADS`);
  expect(closed.status).toBe(400);
});

test("what is not a command, and a mention where the app is not, are answered by Slack itself", async () => {
  const { sandbox, post } = await open();
  const act = { act: "say", user: ADA, channel: "C0GENERAL" };
  const notice = (text: string) => sandbox.slack.next((news) => news.type === "notice" && news.text.includes(text));
  const unknown = notice("/nonsense is not a valid command");
  await post("/_page/act", { ...act, text: "/nonsense" });
  await unknown;
  const absent = notice("Adjutant is not in #general");
  await post("/_page/act", { ...act, text: "@Adjutant hello" });
  await absent;
  const joined = notice("Adjutant has joined");
  await post("/_page/act", { ...act, text: "/invite @Adjutant" });
  await joined;
  expect(sandbox.slack.messages("general").map(({ text }) => text)).toEqual(["<@U0ADJUTANT> hello"]);
});

test("the World panel changes the world, and says why it cannot", async () => {
  const { sandbox, get, post } = await open();
  const { open: before } = await get("/_sandbox/world");
  const change = { change: "open", repo: "web", by: "ada-park", title: "From the page" };
  expect(await (await post("/_sandbox/world", change)).json()).toMatchObject({
    said: expect.stringMatching(/^Opened web#\d+ From the page$/),
  });
  expect((await get("/_sandbox/world")).open.length).toBe(before.length + 1);
  const refused = await post("/_sandbox/world", { change: "merge", repo: "web", number: 1, by: "ada-park" });
  expect([refused.status, await refused.json()]).toEqual([400, { error: "There is no #1 in web." }]);
  expect(sandbox.world.state.pulls.at(-1)?.title).toBe("From the page");
});

test("a link to a pull request leads to its story", async () => {
  const { sandbox, get } = await open();
  const pull = sandbox.world.state.pulls.find(({ mergedAt, reviews }) => mergedAt && reviews.length > 0);
  const thread = await get(`/_sandbox/thread?repo=${pull?.repo.fullName}&number=${pull?.number}`);
  const told = thread.story.map(({ what }: { what: string }) => what);
  expect(thread).toMatchObject({ title: pull?.title, state: "merged" });
  expect(told).toEqual(expect.arrayContaining(["opened it", "committed", "approved", "merged it"]));
  expect(told.at(-1)).not.toBe("opened it");
});

test("faults are armed, listed and switched off; another site may not do it", async () => {
  const { sandbox, get, post } = await open();
  await post("/_sandbox/slack/faults", { kind: "lost_ack" });
  await post("/_sandbox/github/faults", { kind: "status", status: 502, times: 3 });
  await post("/_sandbox/jira/faults", { kind: "late", on: "POST /rest/api/3/issue", ms: 5_000 });
  await post("/_sandbox/linear/faults", { kind: "status", status: 429, retryAfter: 5 });
  expect(await get("/_sandbox/faults")).toMatchObject({
    slack: [{ kind: "lost_ack" }],
    github: [{ status: 502, times: 3 }],
    jira: [{ kind: "late", ms: 5_000 }],
    linear: [{ status: 429, retryAfter: 5 }],
  });
  const refused = await fetch(sandbox.linearUrl, { method: "POST", headers: { authorization: sandbox.linearKey } });
  expect(await refused.text()).toContain("RATELIMITED");
  const foreign = await post("/_sandbox/heal", {}, { origin: "https://evil.example" });
  expect(foreign.status).toBe(400);
  await post("/_sandbox/heal", {});
  const armed = Object.values(await get("/_sandbox/faults"));
  expect(armed).toEqual([[], [], [], []]);
  expect((await post("/_sandbox/slack/faults", { kind: "earthquake" })).status).toBe(400);
});

test("hostile texts stay texts, and a block that cannot be drawn does not take the others with it", async () => {
  const hostile = '<script>alert(1)</script><img src=x onerror="alert(1)">';
  const text = { type: "plain_text", text: hostile };
  const html = await renderBlocks(
    [
      { type: "header", text },
      { type: "section", text: { type: "mrkdwn", text: hostile.replaceAll("<", "&lt;") } },
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: hostile }] }] },
      { type: "rich_text", elements: 7 },
      { type: "actions", elements: [{ type: "button", text, action_id: hostile, value: hostile }] },
      { type: "table", rows: [[{ type: "raw_text", text: hostile }], [{ type: "raw_number", value: 3 }]] },
      { type: "marquee", text },
      { type: "context", elements: [text] },
    ],
    SETTING,
  );
  expect(html).not.toMatch(/<script|<img|style=/);
  expect(html.match(/&lt;script/g)?.length).toBeGreaterThanOrEqual(6);
  expect(html).toContain('<td class="bk-left">3</td>');
});

test("inputs have labels, keep what was filled in, and show what was refused", async () => {
  const element = { type: "plain_text_input", action_id: "n", multiline: true };
  const block = { type: "input", block_id: "note", label: { type: "plain_text", text: "Note" }, element };
  const values = { note: { n: { type: "plain_text_input", value: "kept" } } };
  const html = await renderBlocks([block], { ...SETTING, values, errors: { note: "Too short" } });
  expect(html).toContain('aria-labelledby="note-label"');
  expect(html).toContain('aria-describedby="note-error"');
  expect(html).toContain(">kept</textarea>");
  expect(html).toMatch(/role="alert">Too short</);
});

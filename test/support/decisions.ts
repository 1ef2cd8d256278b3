import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { effectKey } from "#domain/trust/jobs";
import type { Store } from "#store/db";
import type { Dialect } from "#store/dialect";
import { eq } from "#store/drizzle";
import { rescheduleJob } from "#store/jobs";
import { openStore } from "#store/open";
import { API_KEY, type House, openHouse } from "./bot.ts";
import { releaseLeases } from "./leases.ts";
import { buttonNamed } from "./messages.ts";
import { personIn } from "./person.ts";
import { createPostgres } from "./stores.ts";

export const ADA = "U0ADA";
export const CARLA = "U0CARLA";
const WAIT = { timeout: 15_000, interval: 20 };

const POLICY = `
actions:
  pr.comment: { risk: medium, mode: require_approval }
  issue.create: { risk: medium, mode: require_approval }
roles:
  approvers: [{ who: [${ADA}, ${CARLA}], may: ["*"] }]
  security_admins: [${ADA}]
cards: { channel: C0ENG }
# Only people act here, whatever the hour.
blocked_pr: { action: block }
`;
export const APPROVE = /^Approve \d+: /;
const NUDGE = /^Comment on \S+ for those whose step it is$/;
/** So that the tests need not wait for what a vendor may still be doing. */
const QUICK = {
  EFFECT_LEASE_MS: "2000",
  EFFECT_SEND_MS: "1500",
  EFFECT_SETTLE_MS_MAX: "500",
  EFFECT_UNCERTAIN_MS: "5000",
};

/** Ada and Carla may decide, and the cards stand in their channel. */
async function writePolicy(folder: string): Promise<string> {
  const path = join(folder, "policy.yaml");
  await writeFile(path, POLICY);
  return path;
}

/** The real bot, which knows the people and every open pull request; what Ada and Carla do there, and what became of it. */
export async function openDecidingHouse(dialect: Dialect) {
  const folder = await mkdtemp(join(tmpdir(), "adjutant-approvals-"));
  const url = dialect === "postgres" ? await createPostgres() : join(folder, "adjutant.db");
  const environment = { ...QUICK, POLICY_PATH: await writePolicy(folder) };
  const house = await openHouse({ folder, databaseUrl: url, environment });
  await startWithWork(house);
  const store = await openStore({ url, migrationsFolder: "migrations", onError: () => {} });
  const rows = createRows(store);
  const { slack, world } = house.sandbox;
  const ada = personIn(house.sandbox, "eng", 0);
  const carla = personIn(house.sandbox, "eng", 2);

  const cardOf = (number: number) => slack.messages("eng").find(({ text }) => text.startsWith(`Approval ${number} `));

  /** Waits until the card says so, in its title, its text or a button. */
  async function cardSays(number: number, word: string): Promise<string> {
    return vi.waitFor(() => {
      const { text = "", blocks } = cardOf(number) ?? {};
      const shown = `${text} ${JSON.stringify(blocks ?? [])}`;
      if (!shown.includes(word)) throw new Error(`“${word}” does not appear in: ${shown.slice(0, 800)}`);
      return shown;
    }, WAIT);
  }

  return {
    ...{ house, ada, carla, ...rows, cardSays },
    /** Ada presses Nudge on the first line of /triage that has it. */
    async nudge() {
      await ada.type("/triage");
      await ada.read("for those whose step it is");
      await ada.press(NUDGE);
      const { text } = await ada.read("Asked for approval");
      const number = Number(/Asked for approval (\d+)/.exec(text)?.[1]);
      await cardSays(number, "waits for a decision");
      const { id, target } = await rows.find(number);
      return { number, id, subject: target.replace("github:", "") };
    },
    /** Presses a button of the card; resolves with what this person then has before them. */
    press(number: number, { user, name }: { user: string; name: RegExp }) {
      const card = cardOf(number);
      return slack.click({ user, channel: "eng", ts: card?.ts ?? "", actionId: buttonNamed(card, name) });
    },
    /** Fills in the dialog that a person has before them, once it asks for this. */
    async fillIn(user: string, values: Record<string, string>) {
      await vi.waitFor(() => {
        const shown = JSON.stringify(slack.office.views.stack(user).at(-1)?.body ?? {});
        for (const field of Object.keys(values)) expect(shown).toContain(`"block_id":"${field}"`);
      }, WAIT);
      return slack.submit({ user, values });
    },
    /** What Adjutant wrote on a pull request because of one approval. */
    remarks({ subject, id }: { subject: string; id: string }): string[] {
      const pull = world.state.pulls.find((one) => subject === `${one.repo.fullName}#${one.number}`);
      const bodies = (pull?.comments ?? []).map(({ body }) => body);
      return bodies.filter((body) => body.endsWith(`<!-- adjutant:effect=${id} -->`));
    },
    /** What the audit tells of an approval: each act, and by whom. */
    async story(number: number): Promise<string[]> {
      const told = (await house.adjutant("audit", "story", String(number))).trimEnd().split("\n");
      return told.map((line) => / UTC {2}(\w+ +by \S+)/.exec(line)?.[1]?.replace(/ +/g, " ") ?? line);
    },
    async close(): Promise<void> {
      await store.close();
      await house.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the database knows of approvals, and the two ways in which the tests make time pass there. */
function createRows(store: Store) {
  const { approvals, jobs } = store.tables;

  async function find(number: number) {
    const [row] = await store.select().from(approvals).where(eq(approvals.number, number));
    if (!row) throw new Error(`There is no approval ${number}.`);
    return row;
  }

  return {
    find,
    async becomes(number: number, status: string): Promise<void> {
      await vi.waitFor(async () => expect(await find(number)).toMatchObject({ status }), WAIT);
    },
    /** Waits until the effect's job was held back for this reason. */
    async isHeldBack(id: string, error: string): Promise<void> {
      await vi.waitFor(async () => {
        const [job] = await store
          .select()
          .from(jobs)
          .where(eq(jobs.key, effectKey(id)));
        expect(job).toMatchObject({ state: "ready", error });
      }, WAIT);
    },
    /** As if the time to decide were over. */
    async passExpiry(id: string): Promise<void> {
      const past = new Date(Date.now() - 1_000);
      await store.update(approvals).set({ expiresAt: past }).where(eq(approvals.id, id));
      await rescheduleJob(store, `expire:${id}`, past);
    },
    /** As if the leases of a process that is dead had run out. */
    takeFromTheDead: () => releaseLeases(store),
  };
}

export type DecidingHouse = Awaited<ReturnType<typeof openDecidingHouse>>;

/** Starts the bot, and waits until it knows the people and has heard of every pull request that is open. */
async function startWithWork(house: House): Promise<void> {
  const { sandbox } = house;
  await house.startBot();
  const isOpen = (number: unknown, repo: unknown) =>
    sandbox.world.state.pulls.some(
      (pull) => pull.state === "open" && pull.number === number && pull.repo.name === repo,
    );
  for (const line of sandbox.history()) {
    const { pull_request, repository } = line.payload as Record<string, { number?: number; name?: string } | undefined>;
    if (isOpen(pull_request?.number, repository?.name)) sandbox.github.webhooks.send(line);
  }
  await sandbox.github.webhooks.settled();
  await vi.waitFor(async () => expect((await ask(house, "people")).people.length).toBeGreaterThan(5), WAIT);
}

/** What a capability answers over HTTP. */
export async function ask(house: House, name: string, input: object = {}) {
  const reply = await fetch(`${house.httpUrl}/v1/capabilities/${name}`, {
    method: "POST",
    headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows which answer it asked for.
  return (await reply.json()) as any;
}

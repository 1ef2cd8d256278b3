import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import type { Sandbox } from "#sandbox/start";
import { openStore } from "#store/open";
import { openHouse } from "./bot.ts";
import { ask } from "./decisions.ts";
import { releaseLeases } from "./leases.ts";
import { buttonNamed } from "./messages.ts";
import { personIn } from "./person.ts";

const WAIT = { timeout: 15_000, interval: 20 };

const POLICY = `
actions:
  issue.create: { risk: medium, mode: require_approval }
limits: { max_monthly_cost_usd: 1 }
roles:
  approvers: [{ who: [U0ADA, U0CARLA], may: ["*"] }]
  security_admins: [U0ADA]
cards: { channel: C0ENG }
conversations: { channels: [C0ENG] }
`;

/** So that the tests need not wait for what a vendor may still be doing. */
const QUICK = {
  ...{ EFFECT_LEASE_MS: "2000", EFFECT_SEND_MS: "1500", EFFECT_SETTLE_MS_MAX: "500", EFFECT_UNCERTAIN_MS: "5000" },
};

const HOUSES = { model: ["the sandbox's model", true], none: ["no model", false] } as const;

/** With the demo's model and with none: in the suite one of them, in the proofs both. */
export function houses(usual: keyof typeof HOUSES): (readonly [what: string, hasModel: boolean])[] {
  return process.env["ALL_JOURNEYS"] ? [HOUSES.model, HOUSES.none] : [HOUSES[usual]];
}

/** The real bot with a project in the sandbox's Jira, and three people who plan; with the demo's model, or with none. */
export async function openPlanningHouse(hasModel: boolean, prepare: (sandbox: Sandbox) => void = () => {}) {
  const folder = await mkdtemp(join(tmpdir(), "adjutant-plan-"));
  const policyPath = join(folder, "policy.yaml");
  await writeFile(policyPath, POLICY);
  const house = await openHouse({ folder, hasModel, environment: { ...QUICK, POLICY_PATH: policyPath } });
  prepare(house.sandbox);
  await house.startBot();
  await ask(house, "projects.create", { key: "API", name: "API", tracker: "jira" });
  const { slack } = house.sandbox;
  const [ada, ben, carla] = [0, 1, 2].map((index) => personIn(house.sandbox, "eng", index));
  if (!ada || !ben || !carla) throw new Error("Three people are in the sandbox.");

  /** Fills in the dialog that a person has before them, once it asks for this. */
  async function fillIn(user: string, values: Record<string, string>): Promise<void> {
    await vi.waitFor(() => {
      const shown = JSON.stringify(slack.office.views.stack(user).at(-1)?.body ?? {});
      for (const field of Object.keys(values)) expect(shown).toContain(`"block_id":"${field}"`);
    }, WAIT);
    await slack.submit({ user, values });
  }

  return {
    ...{ house, ada, ben, carla, fillIn },
    /** Writes the requirements anew, in the form of their section. */
    async edit(person: typeof ada, words: string, text: string): Promise<void> {
      const { message } = await person.type("/prd", `edit ${words}`);
      const actionId = buttonNamed(message, "Edit Requirements");
      await slack.click({ user: person.user, channel: "eng", ts: message?.ts ?? "", actionId });
      await fillIn(person.user, { text: `## Requirements\n\n${text}` });
    },
    /** The newest message of the app in the channel or a thread of it that says so. */
    said: (word: string) =>
      vi.waitFor(() => {
        const found = slack.messages("eng").findLast(({ isFromApp, text, blocks }) => {
          return isFromApp && `${text} ${JSON.stringify(blocks)}`.includes(word);
        });
        if (!found) throw new Error(`Nobody has said “${word}”.`);
        return found;
      }, WAIT),
    /** As if the leases of a process that is dead had run out. */
    async takeFromTheDead(): Promise<void> {
      const store = await openStore({
        url: join(folder, "adjutant.db"),
        migrationsFolder: "migrations",
        onError: () => {},
      });
      await releaseLeases(store);
      await store.close();
    },
    async close(): Promise<void> {
      await house.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

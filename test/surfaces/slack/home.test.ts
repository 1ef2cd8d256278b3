import { expect, it } from "vitest";
import { z } from "zod";
import { createCatalogue, defineCapability } from "#kernel/capability";
import { openSlack, startBot, until } from "./bot.ts";
import { createFakeCatalogue } from "./capabilities.ts";

const ADA = "U0ADA";

const words = (value: unknown) => JSON.stringify(value);

/** A product that has something to say on every panel, and more than there is room for. */
function createProduct() {
  const said = { health: "All is well.", asked: [] as string[] };
  const panel = (name: string, say: () => string) =>
    defineCapability({
      name,
      summary: "One part of the home tab.",
      risk: "read",
      input: z.object({ of: z.string().optional(), team: z.string().optional() }),
      result: z.object({ team: z.string() }),
      async run(_context, { team }) {
        said.asked.push(team === undefined ? name : `${name} ${team}`);
        return { team: "core" };
      },
      view: () => ({ text: say(), nodes: [{ type: "text", content: [say()] }] }),
    });
  const many = defineCapability({
    name: "sources",
    summary: "More than a screen holds.",
    risk: "read",
    input: z.object({}),
    result: z.object({}),
    run: async () => ({}),
    view: () => ({
      text: "400 documents.",
      nodes: [
        {
          type: "items",
          title: "Documents",
          items: Array.from({ length: 400 }, (_, index) => ({ content: [`document ${index}`] })),
        },
      ],
    }),
  });
  const own = [panel("teams.now", () => "Core now."), panel("sprint", () => "Day 6 of 10, watch.")];
  const rest = [panel("schedules.posted", () => "Posted."), panel("whoami", () => "You are Ada.")];
  const known = [...createFakeCatalogue().values()];
  const catalogue = createCatalogue([...known, ...own, ...rest, panel("health", () => said.health), many]);
  return { catalogue, said };
}

async function open() {
  const slack = await openSlack();
  const { catalogue, said } = createProduct();
  const bot = await startBot({ slack, catalogue });
  const home = () => slack.office.views.home(ADA);
  const blocks = () => ((home()?.body ?? { blocks: [] }) as { blocks: { type: string; elements?: Tab[] }[] }).blocks;
  const tab = (label: string) => {
    const tabs = blocks().flatMap(({ elements = [] }) => elements);
    return tabs.find(({ text }) => text?.text === label)?.action_id ?? "";
  };
  async function turnTo(label: string): Promise<void> {
    await slack.click({ user: ADA, viewId: home()?.id ?? "", actionId: tab(label) });
    await until(`the panel ${label} is shown`, () => words(home()).includes(`${label}, shown below`));
  }
  await slack.openHome(ADA);
  return { slack, bot, said, home, blocks, turnTo };
}

interface Tab {
  action_id: string;
  text?: { text: string };
}

it("turns to each of its six panels, of which one is read at a time", async () => {
  const { said, home, turnTo } = await open();
  expect(words(home())).toContain("What needs you, shown below");
  said.asked.length = 0;
  await turnTo("Your team");
  expect(said.asked).toEqual(["teams.now", "sprint core"]);
  expect(words(home())).toContain("Day 6 of 10, watch.");
  await turnTo("Reports");
  await turnTo("Schedules");
  await turnTo("Settings");
  expect(words(home())).toContain("You are Ada.");
  await turnTo("Health");
  expect(words(home())).toContain("All is well.");
});

it("shows the same panel when it is opened again, and says there what was done in it", async () => {
  const { slack, home, turnTo } = await open();
  await turnTo("Health");
  await slack.openHome(ADA);
  expect(words(home())).toContain("Health, shown below");
  await turnTo("What needs you");
  const [snooze] = words(home()).match(/call:signals\.snooze:\d+/) ?? [];
  await slack.click({ user: ADA, viewId: home()?.id ?? "", actionId: snooze ?? "" });
  await until("it says so", () => words(home()).includes("Snoozed acme/api#7."));
  expect(words(home())).toContain("What needs you, shown below");
});

it("publishes nothing when what changed is not seen on the panel, and the panel when it is", async () => {
  const { bot, said, home, turnTo } = await open();
  await turnTo("Health");
  const edition = home()?.hash;
  const readings = () => said.asked.filter((name) => name === "health").length;
  const before = readings();
  bot.surface.refreshHomes();
  await until("it was read again", () => readings() > before);
  bot.surface.refreshHomes();
  await until("it was read once more", () => readings() > before + 1);
  expect(home()?.hash).toBe(edition);
  said.health = "Nothing is heard from GitHub.";
  bot.surface.refreshHomes();
  await until("the news are shown", () => words(home()).includes("Nothing is heard from GitHub."));
});

it("stays within Slack's hundred blocks, and opens the rest in a dialog", async () => {
  const { slack, home, blocks, turnTo } = await open();
  await turnTo("Health");
  expect(blocks().length).toBeLessThanOrEqual(100);
  expect(words(home())).toContain("document 7");
  expect(words(home())).not.toContain("document 8 ");
  const [all] = words(home()).match(/open:sources:\d+/) ?? [];
  await slack.click({ user: ADA, viewId: home()?.id ?? "", actionId: all ?? "" });
  await until("the dialog is open", () => words(slack.office.views.stack(ADA)).includes("document 20"));
});

it("names every tab for those who cannot see which one is marked, under a heading", async () => {
  const { blocks, turnTo } = await open();
  await turnTo("Schedules");
  const tabs = blocks()[0]?.elements as unknown as { accessibility_label: string; style?: string }[];
  const labels = tabs.map(({ accessibility_label: label }) => label);
  expect(labels).toHaveLength(6);
  expect(labels).toContain("Schedules, shown below");
  expect(labels.filter((label) => label.startsWith("Show "))).toHaveLength(5);
  expect(tabs.filter(({ style }) => style === "primary")).toHaveLength(1);
  expect(blocks()[1]).toMatchObject({ type: "header", text: { text: "Schedules" } });
});

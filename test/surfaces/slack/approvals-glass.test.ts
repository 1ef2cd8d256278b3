import { expect, it } from "vitest";
import { buttonIn, cardSays, proposed, words } from "./approvals-cards.ts";
import { ADA, BEN, CARLA, openOffice } from "./approvals-office.ts";

const say = (user: string, text: string) => ({ user, channel: "eng", command: "/adjutant", text });

it("shows all of it to a security admin who breaks the glass, and on the card that they did", async () => {
  const office = await openOffice({ risk: "critical" });
  await proposed(office);
  const refused = await office.slack.command(say(BEN, "break-glass 1 because it is urgent"));
  expect(refused.message?.text).toBe("Only a security admin may break the glass.");
  const shown = await office.slack.command(say(CARLA, "break-glass 1 because it is urgent"));
  expect(words(shown.message?.blocks)).toContain("Please review this.");
  expect((await office.trust.require("1")).status).toBe("pending");

  const actionId = buttonIn(shown.message?.blocks, "approvals.break-glass");
  await office.slack.click({ user: CARLA, channel: "eng", ts: shown.message?.ts ?? "", actionId });
  const card = await cardSays(office, "breaking the glass");
  expect(words(card.blocks)).toContain("because it is urgent");
  expect(await office.trust.require("1")).toMatchObject({ brokeGlass: true, decidedBy: `slack:${CARLA}` });
});

it("wants a reason that can be reviewed", async () => {
  const office = await openOffice({ risk: "critical" });
  await office.propose("Please", ADA);
  const answer = await office.slack.command(say(CARLA, "break-glass 1 now"));
  expect(answer.message?.text).toContain("Say why");
});

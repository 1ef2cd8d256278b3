import { expect, it } from "vitest";
import { house } from "../support/house.ts";

it.each(["all", "none", "ALL"])("keeps the key %s for what it means already", async (key) => {
  const { ask } = await house("sqlite", []);
  await expect(ask("teams.save", { key })).rejects.toThrow("Use another key");
});

it("gives a new team the zone of the installation", async () => {
  const { ask } = await house("sqlite", [], { zone: "America/Lima" });
  expect((await ask("teams.save", { key: "core" })).result).toMatchObject({ name: "core", zone: "America/Lima" });
});

it.each([null, "none", ""])(
  "empties what can be empty when it is said to be “%s”, and leaves the rest",
  async (nothing) => {
    const { ask } = await house("sqlite", []);
    await ask("teams.save", { key: "core", name: "Core", wip_limit: 3, channel: "C1" });
    expect((await ask("teams.save", { key: "core", wip_limit: nothing })).result).toMatchObject({
      ...{ name: "Core", wip_limit: null, channel: "C1" },
    });
    expect((await ask("teams.save", { key: "core", channel: nothing })).result.channel).toBeNull();

    await ask("projects.create", { key: "API", name: "API", team: "core", description: "The API." });
    const project = (await ask("projects.update", { key: "API", team: nothing })).result;
    expect(project).toMatchObject({ team: null, description: "The API." });
  },
);

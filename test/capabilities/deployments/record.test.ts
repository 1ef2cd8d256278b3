import { describe, expect, it } from "vitest";
import { catalogue } from "#capabilities/index";
import { createCorrections } from "#store/corrections";
import { house } from "../../support/house.ts";
import { testKernel } from "../../support/kernel.ts";
import { dialects } from "../../support/stores.ts";

const SAID = { repository: "acme/api", name: "v5" };

describe.each(dialects)("what people say of deployments (%s)", (dialect) => {
  async function office() {
    const { store, ports } = await house(dialect, [{ number: 1, openedHoursAgo: 5 }]);
    const places = {
      isIn: async () => true,
      placeOf: async () => ({ kind: "dm" as const }),
      voterOf: async ({ id }: { id: string }) => ({
        ...{ person: id, slackIds: [id], isGuest: id === "slack:UGUEST", isOperator: false },
      }),
    };
    const { invoke } = testKernel(catalogue, { ...ports, places, corrections: createCorrections(store) });
    return (input: object, who = "U1", name = "deployments.record") =>
      invoke({
        ...{ name, input, actor: { kind: "person", id: `slack:${who}` }, origin: { surface: "slack" } },
      });
  }

  it("is of one environment: the same tag in another is another deployment", async () => {
    const record = await office();
    expect(await record({ ...SAID, environment: "staging" })).toMatchObject({ status: "done" });
    const live = await record(SAID);
    expect(live).toMatchObject({ result: { does: "v5 of acme/api was deployed to production" } });
    expect(await record({ ...SAID, kind: "hotfix", environment: "staging" })).not.toMatchObject({
      result: { subject: (live as { result: { subject: string } }).result.subject },
    });
    expect(await record(SAID)).toMatchObject({ message: expect.stringContaining("v5 is known already") });
  });

  it("is refused of a repository that nobody has heard of, naming the nearest", async () => {
    const record = await office();
    expect(await record({ ...SAID, repository: "acme/apo" })).toMatchObject({
      ...{ status: "refused", message: expect.stringContaining("Did you mean acme/api?") },
    });
  });

  it.each([
    ["1971-01-01T00:00:00Z", "before the year 2000"],
    ["2030-01-01T00:00:00Z", "lies in the future"],
  ])("is refused of %s, which lies %s", async (at, words) => {
    const record = await office();
    expect(await record({ ...SAID, at })).toMatchObject({ status: "refused", message: expect.stringContaining(words) });
  });

  it("is not for guests to say", async () => {
    const record = await office();
    const refused = { status: "refused", message: expect.stringContaining("Guests") };
    expect(await record(SAID, "UGUEST")).toMatchObject(refused);
    const incident = { incident: "acme/api#1", deployment: "none" };
    expect(await record(incident, "UGUEST", "incidents.record")).toMatchObject(refused);
  });
});

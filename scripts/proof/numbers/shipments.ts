import type { Store } from "#store/db";
import { eq } from "#store/drizzle";
import { equal, type Figure } from "../figure.ts";
import type { Sample } from "./sample.ts";

/** Each pull request beside the release that first contains it, by the real ancestry. */
export async function* proveShipments(store: Store, { truth }: Sample): AsyncGenerator<Figure> {
  const { changes, deployments } = store.tables;
  const rows = await store
    .select({ ref: changes.ref, rule: changes.shipRule, tag: deployments.ref })
    .from(changes)
    .innerJoin(deployments, eq(deployments.id, changes.deployment));
  const shipped = new Map(rows.map(({ ref, tag }) => [ref, tag]));
  const right = truth.prs.filter(
    ({ number, shipped_in: tag }) => tag && shipped.get(`${truth.repo}#${number}`) === tag,
  );
  const real = truth.prs.filter(({ shipped_in: tag }) => tag !== null);
  yield equal("pull requests with the deployment that first shipped them", right.length, real.length);
  yield equal("and no other pull request is said to be shipped", rows.length, real.length);
  yield equal("known by ancestry", rows.filter(({ rule }) => rule === "ancestry").length, real.length);
}

import { hashTag } from "#domain/trust/approval";
import { NotYetError } from "#kernel/errors";
import { performApproved } from "#kernel/trust/perform";
import { by, type TrustHouse } from "./trust.ts";

/** Performs until there is nothing to do, letting the time pass that each step asks for. */
export async function performToEnd(house: TrustHouse, id: string, stepsMax = 40): Promise<string> {
  for (let step = 0; step < stepsMax; step++) {
    try {
      await performApproved(house.parts, id);
      break;
    } catch (error) {
      if (!(error instanceof NotYetError) || !error.retryAt) throw error;
      house.pass(Math.max(1, error.retryAt.getTime() - house.now().getTime()));
    }
  }
  return (await house.trust.require(id)).status;
}

export const propose = (house: TrustHouse, who = "U5DEV", input = { text: "hi", to: "a" }) =>
  house.trust.propose({ call: by(house, who), effect: house.effect(), input });

export async function approve(house: TrustHouse, id: string, who = "U1LEAD") {
  const { payloadHash } = await house.trust.require(id);
  return house.trust.decide(by(house, who), { ref: id, verdict: "approve", tag: hashTag(payloadHash) });
}

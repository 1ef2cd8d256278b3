/** How long the bot of a proof waits: a sandbox applies late by less than half a second. */
export const FAST = {
  EFFECT_LEASE_MS: "1000",
  EFFECT_SEND_MS: "500",
  EFFECT_SETTLE_MS_MAX: "1000",
  EFFECT_UNCERTAIN_MS: "6000",
};

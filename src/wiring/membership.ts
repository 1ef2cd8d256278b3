import type { Config } from "#config";
import { createMembership, type MembershipOptions } from "#integrations/slack/membership";
import type { Membership } from "#kernel/ports/membership";
import type { PolicySource } from "#kernel/ports/policy";
import type { Store } from "#store/db";
import { createPeople } from "#store/people";

interface Parts {
  config: Config;
  store: Store;
  policy: PolicySource;
  client: MembershipOptions["client"];
}

/** Who people are to the policy. */
export function membershipOf({ config, store, policy, client }: Parts): Membership {
  const people = createPeople(store);
  return createMembership({
    ...{ client, isLocalMode: config.isLocalMode, now: () => new Date() },
    ownerOf: (key) => config.http.apiKeys.find(({ name }) => key === `key:${name}`)?.owner,
    groups: () => groupsOf(policy),
    personOf: (account) => people.personOf(account),
  });
}

/** The user groups that the policy names. */
function groupsOf(policy: PolicySource): string[] {
  const { viewers, leads, approvers, policy_admins, security_admins } = policy.current().roles;
  const named = [viewers, ...leads.values(), ...approvers.map(({ who }) => who), policy_admins, security_admins].flat();
  return [...new Set(named.filter((id) => id.startsWith("S")))];
}

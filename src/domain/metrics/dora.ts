import type { Definition } from "./metric.ts";

/** How changes get to people. All changes count, those of bots included: a shipped update is a change. */
export const DORA = {
  lead_time: {
    label: "Change lead time",
    family: "dora",
    unit: "hours",
    formula:
      "From the first commit of a merged pull request, by its author's clock, to the end of the deployment that first shipped it; median over what was shipped in the window.",
    value: "p50",
    needs: ["deployments", "commits"],
    isAboutPeople: true,
  },
  deployment_frequency: {
    label: "Deployment frequency",
    family: "dora",
    unit: "per week",
    formula:
      "Successful deployments to production in a whole week, on average, weeks without any included. Failed ones reached nobody.",
    value: "per-week",
    needs: ["deployments"],
    isAboutPeople: false,
  },
  change_fail_rate: {
    label: "Change fail rate",
    family: "dora",
    unit: "ratio",
    formula: "Deployments behind at least one incident ÷ successful deployments to production.",
    value: "mean",
    needs: ["deployments", "incidents"],
    isAboutPeople: false,
  },
  recovery_time: {
    label: "Failed deployment recovery time",
    family: "dora",
    unit: "hours",
    formula:
      "From the end of a deployment that failed to the last resolution of its incidents; median over those resolved in the window. Open ones are listed and not averaged.",
    value: "p50",
    needs: ["deployments", "incidents"],
    isAboutPeople: false,
  },
  rework_rate: {
    label: "Deployment rework rate",
    family: "dora",
    unit: "ratio",
    formula:
      "Deployments that are a hotfix or a rollback, mend an incident, or take back what was shipped before ÷ successful deployments to production.",
    value: "mean",
    needs: ["deployments"],
    isAboutPeople: false,
  },
  time_to_restore: {
    label: "Time to restore",
    family: "dora",
    unit: "hours",
    formula:
      "From the opening of an incident to its resolution, whatever caused it; median over those resolved in the window.",
    value: "p50",
    needs: ["incidents"],
    isAboutPeople: false,
  },
  deploy_time: {
    label: "Merge to deployment",
    family: "dora",
    unit: "hours",
    formula:
      "From the merge to the end of the deployment that first shipped it; median over what was shipped in the window.",
    value: "p50",
    needs: ["deployments"],
    isAboutPeople: true,
  },
} satisfies Record<string, Definition>;

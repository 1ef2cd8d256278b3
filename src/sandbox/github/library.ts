const OWNERS = `# Who looks after what
* @carla-mn
/src/api/ @benosei @grace-lindt
*.tf @finnhal
/docs/ @hugotan
`;

const API: Record<string, string> = {
  "README.md": `# Acme API

The service behind everything: orders, accounts and billing.

## Run it

\`npm start\` serves on port 8080. Set \`DATABASE_URL\` first.

## Retries

Clients may repeat a request with the same \`Idempotency-Key\` for 24 hours.
`,
  "docs/deploy.md": `# Deploying the API

## Before you deploy

Every check on the main branch is green, and nobody has frozen deployments in #eng.

## Deploy

Merge to main. The pipeline deploys to staging, waits ten minutes, and goes on to production.

## Roll back

Run \`make rollback RELEASE=v41\` with the last good release. Rolling back takes about four minutes; migrations stay.
`,
  "docs/guides/rate-limits.md": `# Rate limits

Each key may send 600 requests a minute. Above that the API answers 429 with a \`Retry-After\` in seconds.

## Raising a limit

Ask the API team; a limit is raised for 30 days at a time.
`,
};

const WEB: Record<string, string> = {
  "README.md": `# Acme Web

The shop window. Built with the design tokens in \`src/tokens\`.

## Feature flags

Flags live in \`flags.yaml\`. A flag older than 60 days is removed or made permanent.
`,
  "docs/testing.md": `# Testing the web app

## Browser tests

\`npm run e2e\` starts the app against recorded replies. A flaky test is quarantined within a day, and mended within a week.
`,
};

const INFRA: Record<string, string> = {
  "README.md": `# Acme Infrastructure

Everything is Terraform. Nothing is changed by hand.
`,
  "docs/on-call.md": `# On call

## Handover

The rotation hands over on Mondays at 10:00. Say what is open in #ops.

## Escalation

Page the secondary after 15 minutes without an answer, and the lead after 30.
`,
};

/** What is written in each repository, path by path. */
export type Library = Map<string, Map<string, string>>;

export function createLibrary(): Library {
  const shelves: [string, Record<string, string>][] = [
    ["acme/api", API],
    ["acme/web", WEB],
    ["acme/infra", INFRA],
  ];
  return new Map(
    shelves.map(([repo, files]) => [repo, new Map(Object.entries({ ".github/CODEOWNERS": OWNERS, ...files }))]),
  );
}

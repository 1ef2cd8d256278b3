/** How a PRD is taken into an editor and back, where a form is too small for it. */
export function describeExport(number: number, options = ""): string {
  return `adjutant prd.export --prd ${number}${options} --json | jq -r .markdown > prd.md`;
}

/** With "=", because what begins with dashes would be taken for an option. */
export const IMPORT = 'adjutant prd.import --file="$(cat prd.md)"';

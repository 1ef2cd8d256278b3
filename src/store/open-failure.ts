/** Why the database cannot be used, and what to do; undefined when it is for another reason. */
export function explainOpenFailure(error: unknown, url: string): string | undefined {
  const code = codeOf(error);
  const found = EXPLANATIONS.find(([pattern]) => pattern.test(code));
  return found?.[1](url);
}

/** What both engines say of a table that a migration would make. */
const ALREADY_THERE = /^42P07$|^SQLITE_ERROR: table .* already exists/;

const EXPLANATIONS: [code: RegExp, explain: (url: string) => string][] = [
  [
    /^SQLITE_(NOTADB|CORRUPT)/,
    (file) => `${file} is damaged. Put a backup in its place: npm run adjutant -- restore FILE`,
  ],
  [
    /^SQLITE_(READONLY|PERM)|^EACCES$|^EROFS$/,
    (file) => `${file} cannot be written to. Give this user the right to, or move DATABASE_URL.`,
  ],
  [
    /^SQLITE_(CANTOPEN|IOERR)|^ENOTDIR$|^ENOENT$|^EEXIST$/,
    (file) => `${file} cannot be opened. Is its folder there, on a local disk, and may this user write to it?`,
  ],
  [/^SQLITE_FULL|^ENOSPC$/, (file) => `The disk of ${file} is full. Make room for at least 64 MB.`],
  [/^SQLITE_BUSY/, (file) => `${file} is in use by another program, which does not let go of it.`],
  [
    /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH)$/,
    () => "Postgres does not answer at DATABASE_URL. Is it running, and the address right?",
  ],
  [
    ALREADY_THERE,
    () =>
      "The tables in DATABASE_URL were made by an edition from before the first release, which this one cannot take over. Move them away, start again and import what you have.",
  ],
  [/^28/, () => "Postgres refuses the user or password in DATABASE_URL."],
  [/^3D000$/, () => "The database in DATABASE_URL does not exist. Create it first."],
];

/** Of the error, or of what caused it: a failed query carries the database's own error inside. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if (!("code" in error)) return codeOf(error.cause);
  return error.code === "SQLITE_ERROR" ? `${error.code}: ${error.message}` : String(error.code);
}

const LENGTH_MAX = 256 * 1024;
const DEPTH_MAX = 64;
/** So many beginnings are tried before the reply counts as prose. */
const STARTS_MAX = 50;
/** Strings as a whole, and what opens and closes. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\]]/gs;

/** The first JSON object in a reply, fenced or not, with or without words around it; undefined where there is none. */
export function extractObject(reply: string): unknown {
  const text = reply.slice(0, LENGTH_MAX);
  let start = text.indexOf("{");
  for (let tries = 0; start >= 0 && tries < STARTS_MAX; tries++) {
    const end = findEnd(text, start);
    const object = end === undefined ? undefined : parse(text.slice(start, end));
    if (object !== undefined) return object;
    start = text.indexOf("{", start + 1);
  }
  return undefined;
}

/** Where the object that begins here ends; braces inside strings do not count. */
function findEnd(text: string, start: number): number | undefined {
  const tokens = new RegExp(TOKENS);
  tokens.lastIndex = start;
  let depth = 0;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    depth += stepOf(token[0]);
    if (depth > DEPTH_MAX) return undefined;
    if (depth === 0) return tokens.lastIndex;
  }
  return undefined;
}

function stepOf(token: string): number {
  if (token === "{" || token === "[") return 1;
  return token === "}" || token === "]" ? -1 : 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

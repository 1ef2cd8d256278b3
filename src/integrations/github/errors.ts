import { UnavailableError, UserError } from "#lib/errors";

interface Answered {
  status: number;
  response?: unknown;
}

/**
 * What an error of Octokit means to the person who asked. It calls a connection that broke `status: 500` as well, but
 * without a response. Anything else is thrown as it is.
 */
export function explainGithub(error: unknown, repository: string): unknown {
  // Our own HTTP core has said it already; Octokit wraps that.
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof UnavailableError) return cause;
  if (!isAnswered(error)) return error;
  if (!error.response) return new UnavailableError("GitHub cannot be reached.", { cause: error });
  switch (error.status) {
    case 401:
      return new UserError("GitHub refuses the token. Make a new one for GITHUB_TOKEN.", { cause: error });
    case 403:
    case 404:
      return new UserError(
        `GitHub shows no ${repository} to this token. Check the name, and what the token may read.`,
        {
          cause: error,
        },
      );
    default:
      return error.status >= 500 ? new UnavailableError("GitHub has trouble of its own.", { cause: error }) : error;
  }
}

function isAnswered(error: unknown): error is Answered {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}

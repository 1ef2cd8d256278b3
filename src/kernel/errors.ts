export {
  ForbiddenError,
  NeverSentError,
  NotYetError,
  outageIn,
  RefusedError,
  UnavailableError,
  UserError,
} from "#lib/errors";

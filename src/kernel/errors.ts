export { UnavailableError, UserError } from "#lib/errors";

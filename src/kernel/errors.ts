export { outageIn, UnavailableError, UserError } from "#lib/errors";

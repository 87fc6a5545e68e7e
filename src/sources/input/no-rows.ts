import { UserError } from '../../messages/errors.ts';

/** The error that a file has no rows; where it is one of several, the others may have some. */
export class NoRows extends UserError {}

import { UserError } from '../../messages/errors.ts';

/** The error for rows of a matrix that have different lengths; where they are lists, they are read once more as such. */
export class RaggedRows extends UserError {}

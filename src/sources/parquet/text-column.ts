import { UserError } from '../../messages/errors.ts';
import type { ParquetColumn } from './schema.ts';

/**
 * A column as it is read where text is wanted.
 * @throws UserError if its rows do not hold one text each, or what is always written in the same way
 */
export function textColumn(column: ParquetColumn, where: string): ParquetColumn {
  const { type, written, listDefinition } = column;
  if (listDefinition === undefined) {
    if (type.kind === 'text' || type.kind === 'boolean') return column;
    if (written) return { ...column, type: written.stored };
  }
  throw new UserError({
    where,
    problem: `expected text, numbers, dates, times or booleans, found ${
      type.kind === 'refused' ? type.found : 'lists'
    }`,
    hint: 'choose another column, or write this one as text',
  });
}

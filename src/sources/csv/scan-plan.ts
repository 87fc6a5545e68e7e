import { integerIn } from '../../text/integer-text.ts';
import type { Delimiter } from '../input/formats.ts';
import type { ReadOptions } from '../input/read-options.ts';
import type { CsvLayout } from '../scan/csv-scanner.ts';
import type { ScanPlan } from '../scan/plan.ts';
import type { CsvInput } from './input.ts';

/**
 * What to scan of the columns of a table for inputs that can be scanned.
 * @param firstRow of the cells, by whose looks some columns are text
 * @param columns how many the table has
 */
export function scanPlan(
  inputs: readonly CsvInput[],
  firstRow: readonly string[],
  columns: number,
  delimiter: Delimiter,
  options: Pick<ReadOptions, 'missing' | 'notation' | 'comment'>,
): ScanPlan<CsvLayout> {
  const selected = ascending(inputs.flatMap((input) => input.columns));
  const texts = ascending(inputs.flatMap((input) => input.textColumns(firstRow)));
  const places = new Map(selected.map((column, place) => [column, place]));
  return {
    layout: {
      delimiter: delimiter.charCodeAt(0),
      columns,
      selected,
      texts,
      integers: texts.filter((column) => {
        const ofColumn = inputs.filter((input) => input.columns.includes(column));
        return ofColumn.every((input) => input.mayBeIntegers) && isInteger(firstRow[column] ?? '');
      }),
      allowMissing: options.missing !== 'error',
      notation: options.notation,
      comment: options.comment,
    },
    inputs: inputs.map((input) => input.columns.map((column) => places.get(column)!)),
  };
}

function isInteger(cell: string): boolean {
  const bytes = Buffer.from(cell);
  return !Number.isNaN(integerIn(bytes, 0, bytes.length));
}

function ascending(columns: readonly number[]): number[] {
  return [...new Set(columns)].sort((a, b) => a - b);
}

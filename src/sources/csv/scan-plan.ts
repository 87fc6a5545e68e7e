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
  const places = new Map(selected.map((column, place) => [column, place]));
  return {
    layout: {
      delimiter: delimiter.charCodeAt(0),
      columns,
      selected,
      texts: ascending(inputs.flatMap((input) => input.textColumns(firstRow))),
      allowMissing: options.missing !== 'error',
      notation: options.notation,
      comment: options.comment,
    },
    inputs: inputs.map((input) => input.columns.map((column) => places.get(column)!)),
  };
}

function ascending(columns: readonly number[]): number[] {
  return [...new Set(columns)].sort((a, b) => a - b);
}

import type { ColumnSummary, ValueCount } from './column-facts.ts';
import type { InspectedColumn } from './inspection.ts';

/** Distinct values up to which a column is taken for labels. */
const MOST_LABELS = 20;

/** A label with its share of the cells that are not missing. */
export interface LabelShare extends ValueCount {
  readonly share: number;
}

/** The labels of a column that holds few of them, each more than once on average; undefined for any other, and for dates. */
export function labelsOf({ holds, content }: InspectedColumn): LabelShare[] | undefined {
  return holds === undefined && 'summary' in content ? classBalance(content.summary) : undefined;
}

/** The same of what was found in a column of numbers or text. */
export function classBalance(summary: ColumnSummary): LabelShare[] | undefined {
  const { kind, values, cells, missing } = summary;
  const present = cells - missing;
  const isLabels = kind === 'integers' || kind === 'text';
  if (!isLabels || !values || values.length > MOST_LABELS || 2 * values.length > present) {
    return undefined;
  }
  return values.map(({ value, count }) => ({ value, count, share: count / present }));
}

import { shownText } from '../../messages/shown-text.ts';
import { classBalance } from '../../inspect/class-balance.ts';
import type { InspectedColumn, Inspection } from '../../inspect/inspection.ts';
import { formatCounted, formatCount, formatSignificant } from '../../text/format-number.ts';
import { shownNames } from '../cells/names.ts';
import type { Column } from '../cells/column.ts';
import { formatShape } from '../../tensor/shape.ts';

const DIGITS = 6;
/** What people read of a file and its columns. */
export interface InspectionCells {
  /** `csv, gzip · 5 rows · 2 columns`. */
  readonly facts: readonly string[];
  /** Of the file's columns, a row each. */
  readonly columns: readonly Column[];
  /** Of those that hold labels: the name, and the labels with their counts and shares. */
  readonly labels: readonly Column[];
}

/** The cells of an inspection, for tables of any kind. */
export function inspectionCells(inspection: Inspection): InspectionCells {
  const { format, compression, rows, columns } = inspection;
  const isTyped = columns.some(({ type }) => type !== undefined);
  const isShaped = columns.some(({ content }) => 'shape' in content && content.shape.length > 1);
  const showsShape = isShaped || rows === undefined;
  const summaries = columns.map(summaryCells);
  const balances = columns.map(balanceText);
  const names = shownNames(columns.map(({ name }) => name));
  return {
    facts: [
      compression ? `${format}, ${compression}` : format,
      ...(rows === undefined ? [] : [formatCounted(rows, 'row')]),
      formatCounted(columns.length, 'column'),
    ],
    columns: [
      { header: 'column', cells: names },
      ...(isTyped
        ? [{ header: 'type', cells: columns.map(({ type }) => shownText(type ?? '')) }]
        : []),
      ...(showsShape ? [{ header: 'shape', cells: columns.map(shapeOf) }] : []),
      { header: 'kind', cells: summaries.map(([kind]) => kind!) },
      ...['missing', 'min', 'max', 'mean', 'distinct'].map((header, k) => ({
        header,
        isNumber: true,
        cells: summaries.map((cells) => cells[1 + k]!),
      })),
    ],
    labels: [
      { header: 'column', cells: names.filter((_, k) => balances[k] !== undefined) },
      { header: 'labels', cells: balances.filter((text) => text !== undefined) },
    ],
  };
}

function shapeOf({ content }: InspectedColumn): string {
  return 'shape' in content ? formatShape(content.shape) : '';
}

function summaryCells({ content }: InspectedColumn): string[] {
  if ('problem' in content) return ['not read', '', '', '', '', ''];
  const { kind, missing, min, max, mean, distinct, values } = content.summary;
  // A rounded integer would be taken for the integer itself.
  const bound = (x: number): string => (kind === 'integers' ? String(x) : short(x));
  const numbers = min === undefined ? ['', '', ''] : [bound(min), bound(max!), short(mean!)];
  const count = formatCount(distinct);
  return [kind, formatCount(missing), ...numbers, values ? count : `more than ${count}`];
}

function short(x: number): string {
  return formatSignificant(x, DIGITS);
}

/** The labels of a column with their counts and shares, undefined where it holds none. */
function balanceText({ content }: InspectedColumn): string | undefined {
  const balance = 'summary' in content ? classBalance(content.summary) : undefined;
  const shares = balance?.map(({ value, count, share }) => {
    return `${shownText(String(value))} ${formatCount(count)} (${(100 * share).toFixed(1)} %)`;
  });
  return shares?.join(', ');
}

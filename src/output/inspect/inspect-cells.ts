import { escapeControls } from '../../messages/errors.ts';
import { classBalance } from '../../inspect/class-balance.ts';
import type { InspectedColumn, Inspection } from '../../inspect/inspection.ts';
import { formatCounted, formatCount, formatSignificant } from '../../text/format-number.ts';
import { truncate } from '../layout/text.ts';
import { formatShape } from '../../tensor/shape.ts';

const DIGITS = 6;
/** Columns of the terminal for a name or a label, which may be as long as its file. */
const WIDEST = 40;

/** What people read of a file and its columns, as plain text that is not laid out. */
export interface InspectionCells {
  /** `csv, gzip · 5 rows · 2 columns`. */
  readonly facts: readonly string[];
  readonly headers: readonly string[];
  /** Whether a column of the table holds numbers. */
  readonly isNumeric: readonly boolean[];
  readonly rows: readonly (readonly string[])[];
  /** Of columns that hold labels: the name, and the labels with their counts and shares. */
  readonly labels: readonly (readonly [column: string, labels: string])[];
}

/** The cells of an inspection, for tables of any kind. */
export function inspectionCells(inspection: Inspection): InspectionCells {
  const { format, isCompressed, rows, columns } = inspection;
  const isTyped = columns.some(({ type }) => type !== undefined);
  const isShaped = columns.some(({ content }) => 'shape' in content && content.shape.length > 1);
  const showsShape = isShaped || rows === undefined;
  const headers = [
    'column',
    ...(isTyped ? ['type'] : []),
    ...(showsShape ? ['shape'] : []),
    ...['kind', 'missing', 'min', 'max', 'mean', 'distinct'],
  ];
  const texts = headers.indexOf('kind') + 1;
  return {
    facts: [
      isCompressed ? `${format}, gzip` : format,
      ...(rows === undefined ? [] : [formatCounted(rows, 'row')]),
      formatCounted(columns.length, 'column'),
    ],
    headers,
    isNumeric: headers.map((_, k) => k >= texts),
    rows: columns.map((column) => [
      plain(column.name),
      ...(isTyped ? [plain(column.type ?? '')] : []),
      ...(showsShape ? [shapeOf(column)] : []),
      ...summaryCells(column),
    ]),
    labels: columns.flatMap(labelsOf),
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

function labelsOf({ name, content }: InspectedColumn): [string, string][] {
  const balance = 'summary' in content ? classBalance(content.summary) : undefined;
  if (!balance) return [];
  const shares = balance.map(({ value, count, share }) => {
    return `${plain(String(value))} ${formatCount(count)} (${(100 * share).toFixed(1)} %)`;
  });
  return [[plain(name), shares.join(', ')]];
}

/** Text of the user, safe for a terminal and cut where it is long. */
function plain(text: string): string {
  return truncate(escapeControls(text), WIDEST);
}

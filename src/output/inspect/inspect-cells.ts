import { shownText } from '../../messages/shown-text.ts';
import { labelsOf } from '../../inspect/class-balance.ts';
import {
  kindOf,
  type InspectedColumn,
  type Inspection,
  type TextFacts,
} from '../../inspect/inspection.ts';
import { formatCounted, formatCount, formatSignificant } from '../../text/format-number.ts';
import { shownNames } from '../cells/names.ts';
import type { Column } from '../cells/column.ts';
import { formatShape } from '../../tensor/shape.ts';

const DIGITS = 6;
/** Columns of facts, each with a number. */
const FACTS = ['missing', 'infinite', 'min', 'max', 'mean', 'distinct'] as const;
type SummaryCells = Readonly<Partial<Record<'kind' | (typeof FACTS)[number], string | undefined>>>;

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
  const { files, misfits, format, compression, text, rows, missingAs, columns } = inspection;
  const isTyped = columns.some(({ type }) => type !== undefined);
  const isShaped = columns.some(({ content }) => 'shape' in content && content.shape.length > 1);
  const showsShape = isShaped || rows === undefined;
  const summaries = columns.map(summaryCells);
  const balances = columns.map(balanceText);
  const names = shownNames(columns.map(({ name }) => name));
  return {
    facts: [
      compression ? `${format}, ${compression}` : format,
      ...(text ? textFacts(text) : []),
      ...(misfits > 0 ? [`${formatCounted(files, 'file')} read`] : []),
      ...(rows === undefined ? [] : [formatCounted(rows, 'row')]),
      formatCounted(columns.length, 'column'),
    ],
    columns: [
      { header: 'column', cells: names },
      ...(isTyped
        ? [{ header: 'type', cells: columns.map(({ type }) => shownText(type ?? '')) }]
        : []),
      ...(showsShape ? [{ header: 'shape', cells: columns.map(shapeOf) }] : []),
      { header: 'kind', cells: summaries.map(({ kind }) => kind!) },
      ...FACTS.filter((fact) => fact !== 'infinite' || summaries.some((cells) => cells[fact])).map(
        (fact) => ({
          header: fact === 'missing' ? missingAs : fact,
          isNumber: true,
          cells: summaries.map((cells) => cells[fact] ?? ''),
        }),
      ),
    ],
    labels: [
      { header: 'column', cells: names.filter((_, k) => balances[k] !== undefined) },
      { header: 'labels', cells: balances.filter((text) => text !== undefined) },
    ],
  };
}

/** How a text is written, where that is not the usual way. */
function textFacts({
  encoding,
  delimiter,
  decimal,
  thousands,
  comments,
  hasHeader,
}: TextFacts): string[] {
  const named = delimiter === undefined ? undefined : shownDelimiter(delimiter);
  return [
    ...(encoding === 'utf-8' ? [] : [shownText(encoding)]),
    ...(named === undefined ? [] : [`${named} between cells`]),
    ...(decimal === ',' ? ['decimal comma'] : []),
    ...(thousands === undefined ? [] : [`${thousands} between thousands`]),
    ...(comments ? [formatCounted(comments, 'comment line')] : []),
    ...(hasHeader === false ? ['no header'] : []),
  ];
}

/** Undefined of the usual comma. */
function shownDelimiter(delimiter: string): string | undefined {
  const named: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'blanks' };
  return delimiter === ',' ? undefined : (named[delimiter] ?? delimiter);
}

function shapeOf({ content }: InspectedColumn): string {
  return 'shape' in content ? formatShape(content.shape) : '';
}

function summaryCells(column: InspectedColumn): SummaryCells {
  const { content } = column;
  if ('problem' in content) return { kind: 'not read' };
  const { kind, missing, infinite, min, max, mean, distinct, values } = content.summary;
  const { exactMin, exactMax, textRange } = content.summary;
  const shown = kindOf(column)!;
  // A rounded integer would be taken for the integer itself.
  const bound = (x: number): string => (kind === 'integers' ? String(x) : short(x));
  const [first, last] = shown === 'text' ? [] : (textRange ?? []);
  const count = formatCount(distinct);
  return {
    kind: shown,
    missing: formatCount(missing),
    infinite: infinite === 0 ? '' : formatCount(infinite),
    min: exactMin ?? (min === undefined ? first : bound(min)),
    max: exactMax ?? (max === undefined ? last : bound(max)),
    mean: mean === undefined ? undefined : short(mean),
    distinct: values ? count : `more than ${count}`,
  };
}

function short(x: number): string {
  return formatSignificant(x, DIGITS);
}

/** The labels of a column with their counts and shares, undefined where it holds none. */
function balanceText(column: InspectedColumn): string | undefined {
  const shares = labelsOf(column)?.map(({ value, count, share }) => {
    return `${shownText(String(value))} ${formatCount(count)} (${(100 * share).toFixed(1)} %)`;
  });
  return shares?.join(', ');
}

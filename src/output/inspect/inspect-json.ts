import { labelsOf } from '../../inspect/class-balance.ts';
import {
  kindOf,
  type InspectedColumn,
  type Inspection,
  type TextFacts,
} from '../../inspect/inspection.ts';
import { jsonString } from '../escape.ts';

/** An inspection for programs; what there is none of is null. */
export function inspectionAsJson(inspection: Inspection): string {
  const { input, files, format, compression, text, rows, columns, classes, findings, command } =
    inspection;
  const fields = {
    input,
    files,
    misfits: inspection.misfits,
    format,
    compression: compression ?? null,
    text: text ? textFields(text) : null,
    rows: rows ?? null,
    columns: columns.map(columnFields),
    classes: classes ? classFields(classes) : null,
    findings,
    command: command ?? null,
  };
  return `${jsonString(fields, 2)}\n`;
}

function classFields(classes: NonNullable<Inspection['classes']>): object {
  if ('problem' in classes) return classes;
  const { by, columns, names } = classes;
  const labels = [...columns].map(([label, index]) => {
    return { label, column: names?.[index] ?? index + 1 };
  });
  return { by, labels };
}

function textFields(text: TextFacts): object {
  const { encoding, delimiter, decimal, thousands, comments, hasHeader } = text;
  return {
    encoding,
    delimiter: delimiter ?? null,
    decimal: decimal ?? null,
    thousands: thousands ?? null,
    commentLines: comments ?? null,
    header: hasHeader ?? null,
  };
}

function columnFields(column: InspectedColumn): object {
  const { name, type, content } = column;
  if ('problem' in content) return { name, type: type ?? null, problem: content.problem };
  const { shape, summary } = content;
  const { cells, missing, infinite, texts, distinct, values, mean = null } = summary;
  const [first, last] = kindOf(column) === 'text' ? [] : (summary.textRange ?? []);
  return {
    name,
    type: type ?? null,
    shape,
    kind: kindOf(column),
    cells,
    missing,
    infinite,
    texts,
    // As text, an integer keeps digits that programs would round.
    min: summary.exactMin ?? summary.min ?? first ?? null,
    max: summary.exactMax ?? summary.max ?? last ?? null,
    mean,
    distinct,
    distinctIsExact: values !== undefined,
    labels: labelsOf(column) ?? null,
  };
}

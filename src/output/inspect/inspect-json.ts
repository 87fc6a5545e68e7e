import { classBalance } from '../../inspect/class-balance.ts';
import type { InspectedColumn, Inspection } from '../../inspect/inspection.ts';
import { jsonString } from '../escape.ts';

/** An inspection for programs; what there is none of is null. */
export function inspectionAsJson(inspection: Inspection): string {
  const { input, format, compression, rows, columns, findings, command } = inspection;
  const fields = {
    input,
    format,
    compression: compression ?? null,
    rows: rows ?? null,
    columns: columns.map(columnFields),
    findings,
    command: command ?? null,
  };
  return `${jsonString(fields, 2)}\n`;
}

function columnFields({ name, type, content }: InspectedColumn): object {
  if ('problem' in content) return { name, type: type ?? null, problem: content.problem };
  const { shape, summary } = content;
  const { kind, cells, missing, infinite, texts, distinct, values } = summary;
  const { min = null, max = null, mean = null } = summary;
  return {
    name,
    type: type ?? null,
    shape,
    kind,
    cells,
    missing,
    infinite,
    texts,
    min,
    max,
    mean,
    distinct,
    distinctIsExact: values !== undefined,
    labels: classBalance(summary) ?? null,
  };
}

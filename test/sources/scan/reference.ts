import { parse } from 'csv-parse/sync';
import { isUtf8 } from 'node:buffer';
import {
  CsvScanner,
  scannerModule,
  type CsvLayout,
} from '../../../src/sources/scan/csv-scanner.ts';
import { plainNumber } from '../../../src/text/parse-number.ts';

const COMMA = 0x2c;
const module = scannerModule();
const scanners = new Map<string, CsvScanner>();

/** A layout of so many columns, all of which are read unless it says otherwise. */
export function layoutOf(
  columns: number,
  selected?: readonly number[],
  allowMissing = false,
  texts: readonly number[] = [],
): CsvLayout {
  return {
    delimiter: COMMA,
    columns,
    selected: selected ?? Array.from({ length: columns }, (_, i) => i),
    texts,
    allowMissing,
  };
}

/** The cells that are read, row by row: numbers, and the texts of columns of text. */
type Cells = (number | string)[];

/** Scans a text of its own; a scanner serves all texts of a layout, as each reserves address space. */
export function scan(text: string | Uint8Array, layout: CsvLayout): Cells | undefined {
  const key = JSON.stringify(layout);
  const scanner = scanners.get(key) ?? new CsvScanner(module, layout);
  scanners.set(key, scanner);
  const bytes = Buffer.from(text);
  scanner.reserve(bytes.length).set(bytes);
  const scanned = scanner.scan(0, bytes.length);
  if (!scanned || scanned.end < bytes.length) return undefined;
  const { selected, texts } = layout;
  return Array.from(scanned.planes[0]!, (value, i) => {
    const ofColumn = texts.indexOf(selected[i % selected.length]!);
    return ofColumn < 0 ? value : scanned.texts[ofColumn]!.textOf(value);
  });
}

/** What csv-parse and parseNumber make of a text, or undefined where they would refuse, warn or be needed. */
export function reference(text: string | Uint8Array, layout: CsvLayout): Cells | undefined {
  const bytes = Buffer.from(text);
  if (!isUtf8(bytes) || bytes.includes(0)) return undefined;
  const decoded = bytes.toString();
  const unquoted = decoded.replaceAll(/"(?:[^"]|"")*"/g, '');
  if (unquoted.includes('"') || /\r(?!\n)/.test(unquoted)) return undefined;
  const values: Cells = [];
  const rows = rowsOf(decoded, layout);
  if (!rows) return undefined;
  for (const { row, raw } of rows) {
    const isBlank = row.length === 1 && row[0] === '' && !raw.includes('"');
    if (row.length !== layout.columns || isBlank) return undefined;
    for (const column of layout.selected) {
      const cell = row[column]!;
      const isText = layout.texts.includes(column);
      const value = isText ? cell : plainNumber(cell, layout.allowMissing);
      if (value === undefined) return undefined;
      values.push(value);
    }
  }
  return values;
}

interface Row {
  readonly row: readonly string[];
  /** As it is written. */
  readonly raw: string;
}

/** The rows of a text; undefined where csv-parse refuses it. */
function rowsOf(text: string, layout: CsvLayout): Row[] | undefined {
  try {
    const records: unknown = parse(text, {
      delimiter: String.fromCharCode(layout.delimiter),
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      raw: true,
    });
    return (records as { record: string[]; raw: string }[]).map(({ record, raw }) => {
      return { row: record, raw };
    });
  } catch {
    return undefined;
  }
}

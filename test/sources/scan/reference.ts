import { parse } from 'csv-parse/sync';
import { isUtf8 } from 'node:buffer';
import {
  CsvScanner,
  scannerModule,
  type CsvLayout,
} from '../../../src/sources/scan/csv-scanner.ts';
import { plainNumber } from '../../../src/text/parse-number.ts';

const module = scannerModule();
const scanners = new Map<string, CsvScanner>();

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
  if (!scanned) return undefined;
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
  if (decoded.includes('"') || /\r(?!\n)/.test(decoded)) return undefined;
  const rows = parse(decoded, {
    delimiter: String.fromCharCode(layout.delimiter),
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
  });
  const values: Cells = [];
  for (const row of rows) {
    if (row.length !== layout.columns || (row.length === 1 && row[0] === '')) return undefined;
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

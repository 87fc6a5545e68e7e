import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { losesDigits, parseNumber } from '../../../src/sources/number.ts';
import { Scanner, scannerModule, type ScanLayout } from '../../../src/sources/scan/scanner.ts';

const module = scannerModule();
const scanners = new Map<string, Scanner>();

/** Scans a text of its own; a scanner serves all texts of a layout, as each reserves address space. */
export function scan(text: string | Uint8Array, layout: ScanLayout): number[] | undefined {
  const key = JSON.stringify(layout);
  const scanner = scanners.get(key) ?? new Scanner(module, layout);
  scanners.set(key, scanner);
  const bytes = Buffer.from(text);
  scanner.reserve(bytes.length).set(bytes);
  const scanned = scanner.scan(0, bytes.length);
  return scanned && [...scanned.values];
}

/** What csv-parse and parseNumber make of a text, or undefined where they would refuse, warn or be needed. */
export function reference(text: string | Uint8Array, layout: ScanLayout): number[] | undefined {
  const bytes = Buffer.from(text);
  if (!isUtf8(bytes) || bytes.includes(0)) return undefined;
  const decoded = bytes.toString();
  if (decoded.includes('"') || /\r(?!\n)/.test(decoded)) return undefined;
  const rows = parse(decoded, {
    delimiter: String.fromCharCode(layout.delimiter),
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
  });
  const values: number[] = [];
  for (const row of rows) {
    if (row.length !== layout.columns || (row.length === 1 && row[0] === '')) return undefined;
    for (const column of layout.selected) {
      const value = understood(row[column]!, layout.allowMissing);
      if (value === undefined) return undefined;
      values.push(value);
    }
  }
  return values;
}

/** The number that a cell stands for, undefined where there is an error or a warning. */
export function understood(cell: string, allowMissing: boolean): number | undefined {
  const value = parseNumber(cell);
  if (value === undefined || (Number.isNaN(value) && !allowMissing)) return undefined;
  return Number.isFinite(value) && losesDigits(cell, value) ? undefined : value;
}

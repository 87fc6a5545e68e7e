import { DistinctTexts } from '../../text/distinct-texts.ts';
import { rowEnd } from '../bytes/lines.ts';
import { CsvScanner, type InputPlaces, type CsvLayout } from './csv-scanner.ts';
import { NdjsonScanner, type NdjsonLayout } from './ndjson-scanner.ts';

/** What is read of lines of numbers, and for which inputs of the loss; can be posted to another thread. */
export interface ScanPlan<Layout = CsvLayout | NdjsonLayout> {
  readonly layout: Layout;
  readonly inputs: InputPlaces;
}

/** What scans lines. */
export type Scanner = CsvScanner | NdjsonScanner;

/** What scans lines of a layout. */
export function scannerOf(module: WebAssembly.Module, { layout, inputs }: ScanPlan): Scanner {
  return 'literals' in layout
    ? new NdjsonScanner(layout, inputs)
    : new CsvScanner(module, layout, inputs);
}

/** Numbers in a row of all inputs together. */
export function numbersInRow({ inputs }: ScanPlan): number {
  return inputs.reduce((sum, places) => sum + places.length, 0);
}

/** Rows that a text of so many bytes can hold: a cell takes a byte at least, with what ends it. */
export function mostRows({ layout }: ScanPlan, bytes: number): number {
  return Math.floor(bytes / layout.columns) + 1;
}

/**
 * Where the first row may begin in a text that is cut from a file anywhere, if before `until`: after the first line end,
 * or, where that turns out to be within quotes, after the first that then is not.
 */
export function* possibleStarts(
  { layout }: ScanPlan,
  text: Buffer,
  until: number,
): Generator<number, undefined> {
  const start = text.indexOf('\n') + 1;
  if (start === 0 || start >= until) return undefined;
  yield start;
  const other = 'literals' in layout ? -1 : rowEnd(text, start, true);
  if (other >= 0 && other < until) yield other;
  return undefined;
}

/** The columns that are scanned as text. */
export function textColumnsOf({ layout }: ScanPlan): readonly number[] {
  return layout.texts;
}

/** What is stored in place of texts that there are none of, as integers stand for them: more than there can be. */
const NO_TEXTS = 2 ** 32 - 1;

/** Copies the texts of all columns of text one after another; false where there is not enough room. */
export function storeTexts(
  texts: readonly (DistinctTexts | undefined)[],
  room: Uint32Array,
): boolean {
  const length = texts.reduce((sum, ofColumn) => sum + (ofColumn?.storedLength ?? 1), 0);
  if (length > room.length) return false;
  let at = 0;
  for (const ofColumn of texts) {
    if (ofColumn) ofColumn.store(room.subarray(at));
    else room[at] = NO_TEXTS;
    at += ofColumn?.storedLength ?? 1;
  }
  return true;
}

/** The texts that {@link storeTexts} has copied: views of the room. */
export function loadTexts(room: Uint32Array, plan: ScanPlan): (DistinctTexts | undefined)[] {
  let at = 0;
  return textColumnsOf(plan).map(() => {
    if (room[at] === NO_TEXTS) {
      at++;
      return undefined;
    }
    const texts = DistinctTexts.load(room.subarray(at));
    at += texts.storedLength;
    return texts;
  });
}

/** Copies the rows of each input one after the other. */
export function storePlanes(planes: readonly Float64Array[], room: Float64Array): void {
  let offset = 0;
  for (const plane of planes) {
    room.set(plane, offset);
    offset += plane.length;
  }
}

/** The rows of each input that {@link storePlanes} has copied: views of the room. */
export function loadPlanes(room: Float64Array, rows: number, { inputs }: ScanPlan): Float64Array[] {
  let offset = 0;
  return inputs.map(({ length: width }) => {
    const plane = room.subarray(offset, offset + rows * width);
    offset += plane.length;
    return plane;
  });
}

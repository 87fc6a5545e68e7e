import { DistinctTexts } from './distinct-texts.ts';
import { NdjsonScanner, type NdjsonLayout } from './ndjson-scanner.ts';
import { Scanner, type ScanLayout } from './scanner.ts';

/** What is read of lines of numbers, and for which inputs of the loss; can be posted to another thread. */
export interface ScanPlan<Layout = ScanLayout | NdjsonLayout> {
  readonly layout: Layout;
  /** For each input the places of its columns among the selected ones. */
  readonly inputs: readonly (readonly number[])[];
}

/** What scans lines of a layout. */
export function scannerOf(
  module: WebAssembly.Module,
  { layout }: ScanPlan,
): Scanner | NdjsonScanner {
  return 'literals' in layout ? new NdjsonScanner(layout) : new Scanner(module, layout);
}

/** Numbers in a row of all inputs together. */
export function numbersInRow({ inputs }: ScanPlan): number {
  return inputs.reduce((sum, places) => sum + places.length, 0);
}

/** Rows that a text of so many bytes can hold: a cell takes a byte at least, with what ends it. */
export function mostRows({ layout }: ScanPlan, bytes: number): number {
  return Math.floor(bytes / layout.columns) + 1;
}

/** The columns that are scanned as text. */
export function textColumnsOf({ layout }: ScanPlan): readonly number[] {
  return 'texts' in layout ? layout.texts : [];
}

/** Copies the texts of all columns of text one after another; false where there is not enough room. */
export function storeTexts(texts: readonly DistinctTexts[], room: Uint32Array): boolean {
  const length = texts.reduce((sum, { storedLength }) => sum + storedLength, 0);
  if (length > room.length) return false;
  let at = 0;
  for (const ofColumn of texts) {
    ofColumn.store(room.subarray(at));
    at += ofColumn.storedLength;
  }
  return true;
}

/** The texts that {@link storeTexts} has copied: views of the room. */
export function loadTexts(room: Uint32Array, plan: ScanPlan): DistinctTexts[] {
  let at = 0;
  return textColumnsOf(plan).map(() => {
    const texts = DistinctTexts.load(room.subarray(at));
    at += texts.storedLength;
    return texts;
  });
}

/** Writes the rows of each input one after the other. */
export function distribute(
  values: Float64Array,
  rows: number,
  { layout, inputs }: ScanPlan,
  target: Float64Array,
): void {
  const stride = layout.selected.length;
  let offset = 0;
  for (const places of inputs) {
    const width = places.length;
    places.forEach((place, column) => {
      const end = offset + rows * width;
      for (let from = place, to = offset + column; to < end; from += stride, to += width) {
        target[to] = values[from]!;
      }
    });
    offset += rows * width;
  }
}

/** The rows of each input in what {@link distribute} has written. */
export function planes(target: Float64Array, rows: number, { inputs }: ScanPlan): Float64Array[] {
  let offset = 0;
  return inputs.map(({ length: width }) => {
    const plane = target.subarray(offset, offset + rows * width);
    offset += rows * width;
    return plane;
  });
}

import { UserError } from '../../src/messages/errors.ts';
import { ByteReader } from '../../src/sources/bytes/byte-reader.ts';
import {
  openInputs,
  type Inputs,
  type ReadOptions,
  type Selection,
} from '../../src/sources/index.ts';
import { rowNumber } from '../../src/tensor/block.ts';

type Options = Partial<ReadOptions> & { readonly chunks?: Iterable<Uint8Array | string> };
type Choice = Partial<Selection> & { readonly input: string };

/** What was read: by input the rows, the row numbers, and what was warned of. */
export interface Reading {
  readonly rows: Readonly<Record<string, number[][]>>;
  readonly numbers: number[];
  readonly skipped: number;
  readonly warnings: string[];
}

/** Standard input that delivers these chunks. */
export async function* stream(chunks: Iterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    yield await Promise.resolve(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }
}

/** The bytes of standard input that delivers these chunks. */
export function bytesOf(
  chunks: Iterable<Uint8Array | string>,
  label = 'standard input',
): ByteReader {
  const source = stream(chunks);
  return new ByteReader({
    label,
    next: async () => (await source.next()).value as Uint8Array | undefined,
    close: () => Promise.resolve(),
    progress: { done: 0 },
  });
}

/** Opens inputs, from standard input unless they say otherwise. */
export function open(
  choices: readonly Choice[],
  { chunks = [], ...options }: Options,
): Promise<Inputs> {
  const defaults = {
    missing: 'error' as const,
    stdin: () => stream(chunks),
    warn: () => undefined,
    // Even a short text is scanned.
    chunkBytes: 32,
    threads: 1,
  };
  return openInputs(
    choices.map((choice) => ({ path: '-', layout: 'rows', ...choice })),
    { ...defaults, ...options },
  );
}

/** Opens inputs and reads them to their end. */
export async function read(choices: readonly Choice[], options: Options): Promise<Reading> {
  const warnings: string[] = [];
  const inputs = await open(choices, { warn: (message) => warnings.push(message), ...options });
  const scalars = new Set(choices.filter((c) => c.layout === 'scalars').map((c) => c.input));
  const rows: Record<string, number[][]> = {};
  const numbers: number[] = [];
  for await (const block of inputs.blocks()) {
    for (let row = 0; row < block.rows; row++) numbers.push(rowNumber(block, row));
    for (const [input, { axes }] of inputs.tensors) {
      const width = scalars.has(input) ? 1 : (axes.at(-1) ?? 1);
      const values = block.inputs[input]!;
      for (let row = 0; row < block.rows; row++) {
        (rows[input] ??= []).push([...values.subarray(row * width, (row + 1) * width)]);
      }
    }
  }
  return { rows, numbers, skipped: inputs.read.skipped, warnings };
}

/** The rows of one text, read as `pred`. */
export async function readPred(
  text: string,
  options: Options = {},
  part?: string,
): Promise<number[][]> {
  const { rows } = await read([{ input: 'pred', part }], { ...options, chunks: [text] });
  return rows['pred']!;
}

/** The texts of an input that is text, each of which has one code in a block, and is in memory as well. */
export async function readTexts(choice: Partial<Selection>, options: Options): Promise<string[]> {
  const texts: string[] = [];
  const inputs = await open([{ input: 'key', layout: 'text', ...choice }], options);
  for await (const { rows, texts: columns } of inputs.blocks()) {
    const { codes, textOf, utf8 } = columns!['key']!;
    const ofBlock = Array.from(codes.subarray(0, rows), (code) => textOf(code));
    const { bytes, ends } = utf8!;
    const inMemory = Array.from(codes.subarray(0, rows), (code) =>
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(
        bytes.subarray(ends[code - 1] ?? 0, ends[code]),
      ),
    );
    if (inMemory.join('|') !== ofBlock.join('|')) throw new Error('a text is another in memory');
    const codeCount = new Set(codes.subarray(0, rows)).size;
    if (codeCount !== new Set(ofBlock).size) throw new Error('a text has several codes');
    texts.push(...ofBlock);
  }
  return texts;
}

/** The message of the UserError that a promise ends in. */
export async function complaint(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof UserError) return outcome.message;
  throw outcome instanceof Error ? outcome : new Error('no error where one was expected');
}

/** Cuts bytes into chunks at the given places, counted as parts of the length. */
export function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = places.map((place) => Math.floor(place * bytes.length)).sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}

/** All rows of inputs of one column each: their numbers in the input, and by input the numbers or texts. */
export interface Cells {
  readonly rows: number;
  readonly numbers: readonly number[];
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
}

/** Opens inputs of one column each, and reads their cells to the end. */
export async function readCells(choices: readonly Choice[], options: Options): Promise<Cells> {
  const inputs = await open(choices, options);
  const columns: Record<string, unknown[]> = {};
  const numbers: number[] = [];
  for await (const block of inputs.blocks()) {
    for (let row = 0; row < block.rows; row++) {
      numbers.push(rowNumber(block, row));
      for (const name of inputs.tensors.keys()) {
        (columns[name] ??= []).push(block.inputs[name]![row]);
      }
      for (const name of inputs.texts.keys()) {
        const { codes, textOf } = block.texts![name]!;
        (columns[name] ??= []).push(textOf(codes[row]!));
      }
    }
  }
  return { rows: numbers.length, numbers, columns };
}

import type { Block, TextColumn } from '../../tensor/block.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { Inputs, TensorInfo } from './inputs.ts';
import { keepRows } from './keep-rows.ts';
import type { MissingPolicy } from './read-options.ts';
import type { LinedUpRows, Lineup } from './side-by-side.ts';
import { readToEnd, type TensorReader } from './tensor-reader.ts';

/** The inputs of a loss, whose rows a lineup brings together. */
export class AlignedInputs implements Inputs {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly texts: ReadonlyMap<string, TensorInfo>;
  readonly #lineup: Lineup;
  readonly #dropsMissing: boolean;
  #dropped = 0;

  constructor(lineup: Lineup, missing: MissingPolicy) {
    const infos = (readers: readonly TensorReader[]): ReadonlyMap<string, TensorInfo> =>
      new Map(readers.map(({ input, info }) => [input, info]));
    this.tensors = infos(lineup.readers.filter(({ texts }) => !texts));
    this.texts = infos(lineup.readers.filter(({ texts }) => texts));
    this.#lineup = lineup;
    this.#dropsMissing = missing === 'skip';
  }

  get progress(): Progress {
    const feeds = new Set(this.#lineup.readers.map(({ feed }) => feed));
    const all = [...feeds].map(({ progress }) => progress);
    const isKnown = all.every(({ total }) => total !== undefined);
    return {
      done: all.reduce((sum, { done }) => sum + done, 0),
      total: isKnown ? all.reduce((sum, { total = 0 }) => sum + total, 0) : undefined,
    };
  }

  get skipped(): number {
    return this.#lineup.dropped + this.#dropped;
  }

  async *blocks(): AsyncGenerator<Block> {
    try {
      for (let taken; (taken = await this.#lineup.next());) {
        const block = this.#blockOf(taken);
        this.#dropped += taken.rows - block.rows;
        if (block.rows > 0) yield block;
      }
    } finally {
      await this.close();
    }
  }

  #blockOf({ rows, values, firstRow, rowNumbers, ownNumbers }: LinedUpRows): Block {
    const columns = {
      ...columnsOf(this.#lineup.readers, values),
      ...(ownNumbers && { ownNumbers: this.#byInput(ownNumbers) }),
    };
    const kept = this.#dropsMissing ? dropMissing(values, ownNumbers, rows) : undefined;
    if (kept === undefined) return { rows, ...columns, firstRow, rowNumbers };
    const keptNumbers = kept.map((row) => rowNumbers?.[row] ?? firstRow + row);
    return {
      rows: kept.length,
      ...columns,
      firstRow: keptNumbers[0] ?? firstRow,
      rowNumbers: keptNumbers,
    };
  }

  #byInput(
    ownNumbers: readonly (Float64Array | undefined)[],
  ): Readonly<Record<string, Float64Array>> {
    const named = this.#lineup.readers.flatMap(({ input, texts }, k) => {
      const numbers = ownNumbers[k];
      return numbers && !texts ? [[input, numbers] as const] : [];
    });
    return Object.fromEntries(named);
  }

  async measure(): Promise<ReadonlyMap<string, Shape>> {
    const { readers } = this.#lineup;
    const failures = await readToEnd(readers);
    const read = readers.filter((reader) => !reader.texts && !failures.has(reader));
    return new Map(read.map(({ input, shape }) => [input, shape]));
  }

  /** Closes the files; those read to their end have been. */
  async close(): Promise<void> {
    for (const reader of this.#lineup.readers) await reader.close();
  }
}

/** What readers have taken: numbers by input name, and texts by their own names where there are any. */
function columnsOf(
  readers: readonly TensorReader[],
  taken: readonly Float64Array[],
): Pick<Block, 'inputs' | 'texts'> {
  const inputs: Record<string, Float64Array> = {};
  const columns: [string, TextColumn][] = [];
  readers.forEach(({ input, texts }, k) => {
    const values = taken[k]!;
    if (texts) columns.push([input, { codes: values, textOf: texts.textOf, utf8: texts.utf8 }]);
    else inputs[input] = values;
  });
  return columns.length > 0 ? { inputs, texts: Object.fromEntries(columns) } : { inputs };
}

/** Moves together the rows in which no input misses a value; NaN stands for a missing one. See {@link keepRows}. */
function dropMissing(
  inputs: readonly Float64Array[],
  ownNumbers: LinedUpRows['ownNumbers'],
  rows: number,
): Float64Array | undefined {
  const numbers = new Set(ownNumbers?.filter((each) => each !== undefined));
  return keepRows(
    [...inputs, ...[...numbers].map((each) => each.subarray(0, rows))],
    rows,
    (row) => !inputs.some((values) => isMissing(values, row, values.length / rows)),
  );
}

function isMissing(values: Float64Array, row: number, width: number): boolean {
  for (let i = row * width; i < (row + 1) * width; i++) {
    if (Number.isNaN(values[i])) return true;
  }
  return false;
}

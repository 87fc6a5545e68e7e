import type { Block, TextColumn } from '../../tensor/block.ts';
import { rowNumber } from '../../tensor/block.ts';
import type { RowsRead } from '../../tensor/rows-read.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { Inputs, TensorInfo } from './inputs.ts';

/** An input with a number for each row that its text in a column tells. */
interface LookedUp {
  readonly input: string;
  readonly label: string;
  /** The column; without it all rows have the same number. */
  readonly column: string | undefined;
  /** @param place where the text was found */
  readonly numberOf: (text: string | undefined, place: string) => number;
}

/** Inputs with one more, which is looked up. */
export class LookedUpInput implements Inputs {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly texts: ReadonlyMap<string, TensorInfo>;
  readonly #inputs: Inputs;
  readonly #lookedUp: LookedUp;

  /** @param inputs with the column among their texts */
  constructor(inputs: Inputs, lookedUp: LookedUp) {
    const { input, label } = lookedUp;
    this.tensors = new Map([...inputs.tensors, [input, { label, axes: [] }]]);
    this.texts = inputs.texts;
    this.#inputs = inputs;
    this.#lookedUp = lookedUp;
  }

  get progress(): Progress {
    return this.#inputs.progress;
  }

  get read(): RowsRead {
    return this.#inputs.read;
  }

  async *blocks(): AsyncGenerator<Block> {
    const { input, column } = this.#lookedUp;
    for await (const block of this.#inputs.blocks()) {
      const texts = column === undefined ? undefined : block.texts![column]!;
      yield { ...block, inputs: { ...block.inputs, [input]: this.#numbers(block, texts) } };
    }
  }

  #numbers(block: Block, texts: TextColumn | undefined): Float64Array {
    const { column, numberOf } = this.#lookedUp;
    const info = column === undefined ? undefined : this.texts.get(column)!;
    const placeOf = (row: number): string => {
      const number = rowNumber(block, row);
      return info?.placeOf?.(number) ?? `${info?.label ?? ''}, row ${number}`;
    };
    const numbers = new Float64Array(block.rows);
    const known = new Map<number, number>();
    for (let row = 0; row < block.rows; row++) {
      const code = texts?.codes[row] ?? 0;
      let number = known.get(code);
      if (number === undefined) {
        number = numberOf(texts?.textOf(code), placeOf(row));
        known.set(code, number);
      }
      numbers[row] = number;
    }
    return numbers;
  }

  measure(): Promise<ReadonlyMap<string, Shape>> {
    return this.#inputs.measure();
  }

  close(): Promise<void> {
    return this.#inputs.close();
  }
}

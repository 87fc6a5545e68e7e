import { quote, UserError } from '../../messages/errors.ts';
import type { Block } from '../../tensor/block.ts';
import type { RowsRead } from '../../tensor/rows-read.ts';
import { elementCount, type Shape } from '../../tensor/shape.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { Inputs, TensorInfo } from '../input/inputs.ts';
import type { GroupOptions } from '../input/read-options.ts';
import type { Selection } from '../input/selection.ts';
import { ListGatherer } from './list-gatherer.ts';

/** Inputs of which rows with the same text in a column are one sample, a list. */
export class ListedInputs implements Inputs {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  readonly texts: ReadonlyMap<string, TensorInfo>;
  readonly #inputs: Inputs;
  readonly #gatherer: ListGatherer;

  /**
   * @param inputs with the column among their texts
   * @param selections what is asked of them besides the column
   * @throws UserError for inputs with several numbers in a row
   */
  constructor(inputs: Inputs, selections: readonly Selection[], { column, holds }: GroupOptions) {
    const ofItems = selections.filter(({ layout, input }) => layout === 'rows' || input === 'mask');
    for (const { input } of ofItems) requireOne(input, inputs.tensors.get(input)!, column);
    this.#inputs = inputs;
    this.#gatherer = new ListGatherer({
      column,
      holds,
      isColumnAsked: selections.some(({ layout, input }) => layout === 'text' && input === column),
      ofItems: new Set(ofItems.map(({ input }) => input)),
      tensors: inputs.tensors,
    });
    const lists = { column, textOf: this.#gatherer.keyOf };
    this.tensors = new Map(
      [...inputs.tensors].map(([input, info]) => [input, { ...info, lists }] as const),
    );
    this.texts = inputs.texts;
  }

  get progress(): Progress {
    return this.#inputs.progress;
  }

  get read(): RowsRead {
    return this.#inputs.read;
  }

  async *blocks(): AsyncGenerator<Block> {
    for await (const block of this.#inputs.blocks()) {
      this.#gatherer.add(block);
      yield* this.#gatherer.ended();
    }
    yield* this.#gatherer.rest();
  }

  measure(): Promise<ReadonlyMap<string, Shape>> {
    return this.#inputs.measure();
  }

  close(): Promise<void> {
    return this.#inputs.close();
  }
}

function requireOne(input: string, { label, axes }: TensorInfo, column: string): void {
  if (elementCount(axes) === 1) return;
  throw new UserError({
    where: label,
    problem: `expected one number of ${input} for each item, found ${axes.join('x')} in a row`,
    hint: `rows with the same ${quote(column)} are the items of a list; leave --group out where a row is one`,
  });
}

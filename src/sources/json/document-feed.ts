import type { Shape } from '../../tensor/shape.ts';
import type { Progress } from '../bytes/byte-source.ts';
import type { TensorInfo } from '../input/inputs.ts';
import { RaggedReader } from '../input/ragged-reader.ts';
import type { Selection } from '../input/selection.ts';
import { QueueReader, type Feed, type TensorReader } from '../input/tensor-reader.ts';
import { TextQueue } from '../input/text-queue.ts';
import { ValueQueue } from '../input/value-queue.ts';

/** An input of the loss that a document holds. */
export interface DocumentTensor {
  readonly selection: Selection;
  readonly shape: Shape;
  /** Given where rows have lengths of their own. */
  readonly lengths?: ValueQueue | undefined;
  /** Numbers in a row, or in the longest. */
  readonly width: number;
  /** The numbers that are not in the queue yet, in order: each block is valid until the next one is asked for. */
  readonly blocks: Iterator<Float64Array>;
  /** Where the input is text, it holds all of it. */
  readonly queue: ValueQueue | TextQueue;
  readonly info: TensorInfo;
}

/**
 * The readers of the inputs of a document that was read to its end when it was opened.
 * @param release lets what the blocks are kept in go
 */
export function readersOf(
  tensors: readonly DocumentTensor[],
  progress: Progress,
  release: () => void = () => undefined,
): TensorReader[] {
  const feed = new DocumentFeed(tensors, progress, release);
  return tensors.map(({ selection: { input }, shape, width, queue, info, lengths }) => {
    if (lengths && queue instanceof ValueQueue) {
      return new RaggedReader({ input, info, width, queue, lengths, feed });
    }
    return new QueueReader({ input, info, width, queue, feed, shape: () => shape });
  });
}

class DocumentFeed implements Feed {
  readonly #tensors: readonly DocumentTensor[];
  readonly #release: () => void;
  readonly progress: Progress;

  constructor(tensors: readonly DocumentTensor[], progress: Progress, release: () => void) {
    this.#tensors = tensors;
    this.#release = release;
    this.progress = progress;
  }

  /** Gives a block to each input that has run short of a row. */
  more(): Promise<boolean> {
    let hasMore = false;
    for (const { blocks, queue, width } of this.#tensors) {
      if (queue instanceof TextQueue || queue.length >= width) continue;
      queue.own();
      const next = blocks.next();
      if (next.done === true) continue;
      queue.append(next.value);
      hasMore = true;
    }
    return Promise.resolve(hasMore);
  }

  close(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }
}

import type { Block } from '../../tensor/block.ts';
import type { Inputs } from './inputs.ts';

/** Is told how a reading goes on, to show it to whoever waits. */
export interface ReadingWatch {
  add(rows: number): void;
  /** Everything was read. */
  finish(): void;
  /** The reading is over, or has failed. */
  clear(): void;
}

/** Starts to watch the reading of some inputs. */
export type WatchReading = (inputs: Pick<Inputs, 'progress'>) => ReadingWatch;

/** Takes blocks, of which it keeps none beyond the call. */
export interface BlockConsumer {
  push(block: Block): void;
}

/**
 * Reads inputs to their end, hands their blocks to what `open` makes for them, and closes them.
 * @returns what has taken all blocks
 */
export async function readInto<Consumer extends BlockConsumer>(
  inputs: Inputs,
  open: (inputs: Inputs) => Consumer | Promise<Consumer>,
  watchReading: WatchReading,
): Promise<Consumer> {
  const watch = watchReading(inputs);
  try {
    const consumer = await open(inputs);
    for await (const block of inputs.blocks()) {
      consumer.push(block);
      watch.add(block.lists?.items.rows ?? block.rows);
    }
    watch.finish();
    return consumer;
  } finally {
    watch.clear();
    await inputs.close();
  }
}

import { UserError } from '../../messages/errors.ts';
import {
  threadCount,
  type BlockConsumer,
  type Inputs,
  type ReadingWatch,
  type WatchReading,
} from '../../sources/index.ts';
import type { Block } from '../../tensor/block.ts';
import type { RowsRead } from '../../tensor/rows-read.ts';
import { HelpJudge, JUDGED } from '../terminal/help-judge.ts';
import { PartClaims, type Helper } from '../terminal/part-claims.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What takes blocks, and comes to an outcome. */
export interface Computation<Outcome> extends BlockConsumer {
  finish(read: RowsRead): Outcome;
  /** Given where rows can be computed in parts, by objects of their own. */
  readonly divisible?: Divisible | undefined;
}

/** What can be put together of parts. */
interface Divisible {
  /** What was computed so far, as plain data; undefined where something of it is doubtful, which is told of the whole. */
  readonly partial: unknown;
  /** Takes the `partial` of another. */
  absorb(partial: unknown): void;
}

/** How many threads may compute rows together with this one. */
export function helperCount(
  { parts }: Inputs,
  threads: number | undefined,
  { startHelper }: Terminal,
): number {
  if (!startHelper || !parts || parts.count <= 2 * JUDGED) return 0;
  return Math.min(threadCount(threads), parts.count) - 1;
}

interface Division {
  /** How many threads may help, if it is worth it. */
  readonly helpers: number;
  readonly watch: WatchReading;
  readonly terminal: Terminal;
}

/**
 * Reads rows in parts, of which each is computed by whichever thread is free: by this one, or by others that run the same
 * command. A thread that helps answers with its sums, and ends. Closes the files.
 * @returns undefined where the rows have to be read in their order: for what is no sum, and to tell errors and doubts
 */
export async function readInParts<Outcome>(
  inputs: Inputs,
  open: (inputs: Inputs) => Promise<Computation<Outcome>>,
  { helpers, watch: watchReading, terminal }: Division,
): Promise<Outcome | undefined> {
  const { helping, startHelper } = terminal;
  const parts = inputs.parts!;
  const claims = helping?.claims ?? new PartClaims(parts.count);
  let isDone = false;
  const watch = watchReading({
    get progress() {
      const { done, total = done } = inputs.progress;
      // Where this thread is in the files says little of the others, but for the end.
      return { done: isDone ? total : done, total };
    },
  });
  const started: Helper[] = [];
  try {
    const consumer = await open(inputs);
    const { divisible } = consumer;
    if (!divisible) return undefined;
    const judge = new HelpJudge(claims.parts);
    let rows = 0;
    for (let part; (part = claims.next()) !== undefined;) {
      if (judge.isWorthHelp(part)) {
        for (let k = 0; k < helpers; k++) started.push(startHelper!(claims));
      }
      rows += await compute(parts.blocks(part), consumer, watch);
    }
    parts.requireUnchanged();
    const { version } = parts;
    const { skipped } = inputs.read;
    helping?.answer({ version, rows, skipped, computed: divisible.partial });
    if (divisible.partial === undefined) return undefined;
    const answers = await Promise.all(started.map(({ answer }) => answer));
    let all = skipped;
    for (const answer of answers) {
      if (answer?.computed === undefined || answer.version !== version) return undefined;
      divisible.absorb(answer.computed);
      watch.add(answer.rows);
      all += answer.skipped;
    }
    isDone = true;
    watch.finish();
    return consumer.finish({ ...inputs.read, skipped: all });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  } finally {
    watch.clear();
    for (const helper of started) helper.stop();
    await inputs.close();
  }
}

/** Computes some blocks, and returns how many rows they have. */
async function compute(
  blocks: AsyncIterable<Block>,
  consumer: BlockConsumer,
  watch: ReadingWatch,
): Promise<number> {
  let rows = 0;
  for await (const block of blocks) {
    consumer.push(block);
    watch.add(block.rows);
    rows += block.rows;
  }
  return rows;
}

import { beforeEach, expect, test, vi } from 'vitest';
import { KernelThreads } from '../../src/cli/terminal/kernel-threads.ts';
import { PartResults, type ResultsMemory } from '../../src/cli/terminal/part-results.ts';
import type { KernelThread } from '../../src/cli/terminal/terminal.ts';
import type { KernelCall } from '../../src/engine/kernel-call.ts';

/** Each look at the clock takes a second, so that all work is worth other threads. */
beforeEach(() => {
  let now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
  return () => vi.restoreAllMocks();
});

const CALL: KernelCall = {
  loss: 'ntxent',
  compat: 'exact',
  dtype: 'float64',
  batch: {
    rows: 0,
    inputs: {},
    axes: {},
    weights: new Float64Array(0),
    constants: {},
    params: {},
  },
};
const PARTS = 20;
const SQUARES = Float64Array.from({ length: PARTS }, (_, part) => part * part);

/** Squares of numbers by this thread and others; which of them this one has computed. */
function squares(other: KernelThread, count = 2): { found: Float64Array; computed: number[] } {
  const computed: number[] = [];
  const threads = new KernelThreads(() => other, count);
  const found = threads.share(CALL).compute(PARTS, 1, (part, place) => {
    computed.push(part);
    place[0] = part * part;
  });
  threads.stop();
  return { found, computed };
}

const stop = (): void => undefined;

test('what another thread computes is not computed again', () => {
  const send = (message: unknown): void => {
    const results = new PartResults(message as ResultsMemory);
    for (let k = 0; k < 5; k++) {
      results.compute(results.claims.next()!, (part, place) => (place[0] = part * part));
    }
  };
  const { found, computed } = squares({ send, stop });
  expect(found).toEqual(SQUARES);
  expect(computed).toHaveLength(PARTS - 5);
});

test('what another thread claims and does not compute is computed here', () => {
  const send = (message: unknown): void => {
    const { claims } = new PartResults(message as ResultsMemory);
    for (let k = 0; k < 5; k++) claims.next();
  };
  const { found, computed } = squares({ send, stop });
  expect(found).toEqual(SQUARES);
  expect(computed.toSorted((a, b) => a - b)).toEqual([...SQUARES.keys()]);
});

test('little work is done by one thread', () => {
  vi.restoreAllMocks();
  const send = vi.fn();
  expect(squares({ send, stop }).found).toEqual(SQUARES);
  expect(send).not.toHaveBeenCalled();
});

test('a thread is told what happened before it started, and ends with the work', () => {
  const messages: unknown[] = [];
  const stopped = vi.fn();
  const send = (message: unknown): void => void messages.push(message);
  const start = vi.fn(() => ({ send, stop: stopped }));
  const threads = new KernelThreads(start, 3);
  const work = threads.share(CALL);
  const seed = Float64Array.of(1);
  work.tell(seed);
  work.compute(PARTS, 1, () => undefined);
  expect(start).toHaveBeenCalledTimes(2);
  expect(messages.filter((message) => message === seed)).toHaveLength(2);
  threads.share(CALL);
  expect(stopped).toHaveBeenCalledTimes(2);
});

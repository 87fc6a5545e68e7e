import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ProgressReport } from '../../src/cli/terminal/progress.ts';

/** A report whose time and bytes the test sets, and what it wrote. */
function reported({ isTTY = true, isPipe = false, isVerbose = false, env = {} } = {}) {
  const state = { now: 0, done: 0 };
  const written: string[] = [];
  const stderr = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        written.push(chunk);
        done();
      },
    }),
    { isTTY },
  );
  const inputs = {
    get progress() {
      return { done: state.done, total: isPipe ? undefined : 4e9 };
    },
  };
  const terminal = { stdin: noInput(), stdout: stderr, stderr, env };
  return {
    state,
    written,
    report: new ProgressReport(terminal, inputs, isVerbose, () => state.now),
  };
}

async function* noInput(): AsyncGenerator<Uint8Array> {
  yield* await Promise.resolve([]);
}

describe('ProgressReport', () => {
  it('is silent for a second, then tells at most ten times a second, and clears its line', () => {
    const { state, written, report } = reported();
    for (state.now = 0; state.now < 1000; state.now += 50) report.add(1e5);
    expect(written).toEqual([]);
    for (; state.now < 2000; state.now += 50) report.add(1e5);
    expect(written).toHaveLength(10);
    report.clear();
    expect(written.at(-1)).toBe('\r\x1b[K');
    report.clear();
    expect(written).toHaveLength(11);
  });

  it('tells the share, the speed, the rows and the time left', () => {
    const { state, written, report } = reported();
    Object.assign(state, { now: 2000, done: 1e9 });
    report.add(25_000_000);
    expect(written).toEqual([
      '\r\x1b[K25 %  1.0 GB of 4.0 GB  500 MB/s  25,000,000 rows  0:06 left',
    ]);
  });

  it('tells no share of a pipe, whose end is not known', () => {
    const { state, written, report } = reported({ isPipe: true });
    Object.assign(state, { now: 2000, done: 123_456_789 });
    report.add(10);
    expect(written).toEqual(['\r\x1b[K123 MB  62 MB/s  10 rows']);
  });

  it.each([{ isTTY: false }, { env: { TERM: 'dumb' } }])('is silent with %j', (surroundings) => {
    const { state, written, report } = reported(surroundings);
    state.now = 5000;
    report.add(1);
    report.clear();
    expect(written).toEqual([]);
  });

  it('sums up', () => {
    const { state, written, report } = reported({ isVerbose: true });
    Object.assign(state, { now: 520, done: 393e6 });
    report.add(1e7);
    report.finish();
    expect(written).toEqual(['losscalc: read 393 MB and 10,000,000 rows in 0.52 s (756 MB/s)\n']);
  });
});

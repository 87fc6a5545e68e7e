import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readInParts } from '../../src/cli/commands/divided-reading.ts';
import type { HelperAnswer, PartClaims } from '../../src/cli/terminal/part-claims.ts';
import type { Terminal } from '../../src/cli/terminal/terminal.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import { meanSquaredError } from '../../src/losses/regression/mean-squared-error.ts';
import { openInputs, type Inputs } from '../../src/sources/index.ts';
import type { Outcome } from '../../src/suite/outcome.ts';
import { Suite } from '../../src/suite/suite.ts';
import { withHeader } from '../sources/npy/npy-file.ts';
import { losscalc } from './losscalc.ts';

/** Ten parts. */
const ROWS = 10 * 256 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
  save('y.npy', (i) => (i * 7919) % 1009);
  save('p.npy', (i) => (i * 104_729) % 1013);
});

/** Each look at the clock takes a second, so that all work is worth other threads. */
beforeEach(() => {
  let now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
  return () => vi.restoreAllMocks();
});

function pathOf(name: string): string {
  return join(folder, name);
}

function save(name: string, valueAt: (i: number) => number): void {
  const values = Float64Array.from({ length: ROWS }, (_, i) => valueAt(i));
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${ROWS},), }`;
  writeFileSync(pathOf(name), withHeader(header, Buffer.from(values.buffer)));
}

const NO_WATCH = { add: () => undefined, finish: () => undefined, clear: () => undefined };

/** Reads the two arrays in parts, as a thread with this terminal does. */
async function readAs(terminal: Partial<Terminal>, helpers: number): Promise<Outcome | undefined> {
  const inputs = await openInputs(
    ['true', 'pred'].map((input) => {
      return { input, path: pathOf(input === 'true' ? 'y.npy' : 'p.npy'), layout: 'rows' };
    }),
    { missing: 'error', stdin: () => neverRead(), warn: () => undefined },
  );
  const request = resolveRequest(meanSquaredError, {});
  const open = (opened: Inputs): Promise<Suite> =>
    Promise.resolve(new Suite([request], opened.tensors, { warn: () => undefined }));
  return readInParts(inputs, open, {
    helpers,
    watch: () => NO_WATCH,
    terminal: terminal as Terminal,
  });
}

async function* neverRead(): AsyncGenerator<Uint8Array> {
  // There are files alone.
}

class Answered extends Error {}

/** What a helping thread would answer, computed by this one in between. */
async function answerOf(claims: PartClaims): Promise<HelperAnswer> {
  let answered: HelperAnswer | undefined;
  const answer = (given: HelperAnswer): never => {
    answered = given;
    throw new Answered();
  };
  await expect(readAs({ helping: { claims, answer } }, 0)).rejects.toThrow(Answered);
  return answered!;
}

test('what other threads answer is part of the result', async () => {
  const { stdout } = await losscalc(
    `mse --true ${pathOf('y.npy')} --pred ${pathOf('p.npy')} -f value`,
  );
  const answers: Promise<HelperAnswer>[] = [];
  const startHelper = (claims: PartClaims) => {
    const answer = answerOf(claims);
    answers.push(answer);
    return { answer, stop: () => undefined };
  };
  const outcome = await readAs({ startHelper }, 2);
  const rows = (await Promise.all(answers)).map((answer) => answer.rows);
  expect(rows).toHaveLength(2);
  expect(Math.max(...rows)).toBeGreaterThan(0);
  expect(outcome!.losses[0]!.result).toMatchObject({ result: Number(stdout), samples: ROWS });
});

test('rows are read in their order where another thread has failed', async () => {
  const startHelper = () => ({ answer: Promise.resolve(undefined), stop: () => undefined });
  expect(await readAs({ startHelper }, 1)).toBeUndefined();
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readInParts } from '../../src/cli/commands/divided-reading.ts';
import type { HelperAnswer, PartClaims } from '../../src/cli/terminal/part-claims.ts';
import type { Terminal } from '../../src/cli/terminal/terminal.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import { meanSquaredError } from '../../src/losses/regression/mean-squared-error.ts';
import { fileSet, openInputs, type Inputs, type Selection } from '../../src/sources/index.ts';
import { UserError } from '../../src/messages/errors.ts';
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

/** Selects the inputs of a loss. */
type Select = () => readonly Selection[];

/** Two arrays. */
const ofArrays: Select = () =>
  ['true', 'pred'].map((input) => {
    return { input, path: pathOf(input === 'true' ? 'y.npy' : 'p.npy'), layout: 'rows' };
  });

/** Columns of several files. */
const ofFiles: Select = () => {
  const files = fileSet([pathOf('part-*.csv')]);
  return ['true', 'pred'].map((input) => {
    return { input, path: files.title, files, part: input, layout: 'rows' };
  });
};

/** Reads inputs in parts, as a thread with this terminal does. */
async function readAs(
  select: Select,
  terminal: Partial<Terminal>,
  helpers: number,
): Promise<Outcome | undefined> {
  const inputs = await openInputs(select(), {
    missing: 'error',
    stdin: () => neverRead(),
    warn: (message) => {
      throw new UserError({ problem: message });
    },
  });
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
async function answerOf(select: Select, claims: PartClaims): Promise<HelperAnswer> {
  let answered: HelperAnswer | undefined;
  const answer = (given: HelperAnswer): never => {
    answered = given;
    throw new Answered();
  };
  await expect(readAs(select, { helping: { claims, answer } }, 0)).rejects.toThrow(Answered);
  return answered!;
}

function saveParts(texts: readonly string[]): void {
  texts.forEach((text, k) => {
    writeFileSync(pathOf(`part-${String(k).padStart(2, '0')}.csv`), text);
  });
}

/** Twelve tables, of which the columns stand in either order. */
const TABLES = Array.from({ length: 12 }, (_, k) =>
  k % 2 === 0 ? `true,pred\n${k},0.5\n3,${k}\n` : `pred,true\n0.25,${k}\n`,
);

test.each([
  ['two arrays', ofArrays, '--true y.npy --pred p.npy', ROWS],
  ['several files', ofFiles, 'part-*.csv --true true --pred pred', 18],
])('what other threads answer of %s is part of the result', async (_, select, args, samples) => {
  saveParts(TABLES);
  const command = `mse ${args} -f value`.replaceAll(/\S+\.(npy|csv)/g, pathOf);
  const { stdout } = await losscalc(command);
  const answers: Promise<HelperAnswer>[] = [];
  const startHelper = (claims: PartClaims) => {
    const answer = answerOf(select, claims);
    answers.push(answer);
    return { answer, stop: () => undefined };
  };
  const outcome = await readAs(select, { startHelper }, 2);
  const rows = (await Promise.all(answers)).map((answer) => answer.rows);
  expect(rows).toHaveLength(2);
  expect(Math.max(...rows)).toBeGreaterThan(0);
  expect(outcome!.losses[0]!.result).toMatchObject({ result: Number(stdout), samples });
});

test('rows are read in their order where another thread has failed', async () => {
  const startHelper = () => ({ answer: Promise.resolve(undefined), stop: () => undefined });
  expect(await readAs(ofArrays, { startHelper }, 1)).toBeUndefined();
});

test.each([
  ['other columns', 'true,score\n1,2\n'],
  ['no rows', 'true,pred\n'],
  ['a missing value', 'true,pred\n1,\n'],
  ['a doubt', 'true,pred\n12345678901234567890,1\n'],
])('rows are read in their order where a file has %s', async (_, table) => {
  saveParts(TABLES.with(7, table));
  expect(await readAs(ofFiles, {}, 0)).toBeUndefined();
});

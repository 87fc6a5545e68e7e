import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileExists, openInputs } from '../../../src/sources/index.ts';
import { complaint, open, read, stream } from '../reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'runs'));

/** The error of reading a file with this text. */
async function complaintAbout(
  name: string,
  text?: string | Uint8Array,
  part?: string,
): Promise<string> {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  const message = await complaint(read([{ input: 'pred', path, part }], {}));
  return message.replaceAll(`${folder}/`, '');
}

function openDescriptors(path: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  }).length;
}

describe('openInputs', () => {
  it.each([
    ['a.csv', '1,2\n', [[1, 2]]],
    ['a.CSV', '1,2\n', [[1, 2]]],
    ['a.tsv', '1\t2\n', [[1, 2]]],
    ['a.tab', '1\t2\n', [[1, 2]]],
    ['a.json', ' [[1,2]]', [[1, 2]]],
    ['a.json', '7', [[7]]],
    ['a.dat', ' \n[[1,2]]', [[1, 2]]],
    ['a.dat', '\ufeff[[1,2]]', [[1, 2]]],
    ['a.dat', '1,2', [[1, 2]]],
    ['a', '7', [[7]]],
  ])('reads %s by its extension, or else by its content: %j', async (name, text, rows) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    expect((await read([{ input: 'pred', path }], {})).rows['pred']).toEqual(rows);
  });

  it('reads the format it is told', async () => {
    const path = join(folder, 'b.csv');
    writeFileSync(path, '[[1,2]]');
    expect((await read([{ input: 'pred', path }], { format: 'json' })).rows['pred']).toEqual([
      [1, 2],
    ]);
    expect(await complaintAbout('b.csv')).toBe('b.csv: no rows after the header');
  });

  it('reads several inputs of one document, and of standard input beside a file', async () => {
    const path = join(folder, 'y.csv');
    writeFileSync(path, '1\n2\n');
    const choices = [
      { input: 'pred', part: 'p' },
      { input: 'true', path },
      { input: 'weights', part: 'w.w', layout: 'scalars' as const },
    ];
    const chunks = ['{"w":{"w":[5,6]},', '"p":[[1,2],[3,4]]}'];
    const inputs = await open(choices, { chunks });
    expect([...inputs.tensors]).toEqual([
      ['pred', { label: 'standard input, key p', axes: [2] }],
      ['true', { label: path, axes: [1] }],
      ['weights', { label: 'standard input, key w.w', axes: [] }],
    ]);
    const { rows } = await read(choices, { chunks });
    expect(rows).toEqual({
      pred: [
        [1, 2],
        [3, 4],
      ],
      true: [[1], [2]],
      weights: [[5], [6]],
    });
  });

  it('says what is wrong with a file', async () => {
    writeFileSync(join(folder, 'pred-2.csv'), '1');
    expect(await complaintAbout('perd-2.csv')).toBe(
      'perd-2.csv: no such file\n  hint: did you mean "pred-2.csv"?',
    );
    expect(await complaintAbout('zzzzzzzz')).toBe('zzzzzzzz: no such file');
    expect(await complaintAbout('no/such/folder.csv')).toBe('no/such/folder.csv: no such file');
    expect(await complaintAbout('pred-2.csv/x')).toBe('pred-2.csv/x: no such file');
    expect(await complaintAbout('runs')).toBe('runs: expected a file, found a directory');
    expect(await complaintAbout('a\0b')).toBe('a\\x00b: no such file');
    expect(await complaintAbout('\u001b[31m')).toBe('\\x1b[31m: no such file');
    expect(await complaintAbout('x'.repeat(5000))).toMatch(
      /^…x{200}: no such file: the name is too long$/,
    );
    expect(await complaint(open([{ input: 'pred', path: '' }], {}))).toBe('"": no such file');
    expect(await complaintAbout('e.json', ' ')).toContain('e.json:1:2: expected a JSON value');
    expect(await complaintAbout('e.json', '')).toBe('e.json: no rows: the file is empty');
    expect(await complaintAbout('e.csv', '')).toBe('e.csv: no rows: the file is empty');
    expect(await complaintAbout('model.bin', Uint8Array.of(0x93, 0x4e, 0, 1))).toContain(
      'model.bin:1: expected text, found a NUL byte',
    );
  });

  it('says what is wrong with standard input', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('1\n'));
      throw Object.assign(new Error('EISDIR: illegal operation'), { code: 'EISDIR' });
    }
    expect(await complaint(read([{ input: 'pred' }], { stdin: failing }))).toBe(
      'standard input: expected a file, found a directory',
    );
  });

  it('leaves standard input to its owner when it stops early', async () => {
    const stdin = stream(['1\n', '2\n', '3\n', '4\n', '5\n', 'rest']);
    const inputs = await openInputs([{ input: 'pred', path: '-', layout: 'rows' as const }], {
      missing: 'error',
      stdin: () => stdin,
      warn: () => undefined,
      blockRows: 1,
    });
    for await (const block of inputs.blocks()) {
      expect(block.inputs['pred']![0]).toBe(1);
      break;
    }
    const rest = [];
    for await (const chunk of stdin) rest.push(String(chunk));
    expect(rest.join('')).toMatch(/rest$/);
  });

  it.skipIf(process.platform !== 'linux')('closes its files, however reading ends', async () => {
    const path = join(folder, 'long.csv');
    const line = `${'1'.repeat(99)}\n`.replaceAll('1', '0');
    const selection = [{ input: 'pred', path }];
    const bad = [
      ...selection,
      { input: 'true', path: join(folder, 'pred-2.csv'), part: 'nothing' },
    ];

    writeFileSync(path, line.repeat(5000));
    const stopped = await open(selection, {});
    expect(openDescriptors(path)).toBe(1);
    for await (const block of stopped.blocks()) {
      expect(block.rows).toBeGreaterThan(0);
      break;
    }
    expect(openDescriptors(path)).toBe(0);
    await (await open(selection, {})).measure();
    expect(openDescriptors(path)).toBe(0);
    await complaint(open(bad, {}));
    expect(openDescriptors(path)).toBe(0);

    writeFileSync(path, `1\nx\n${line.repeat(5000)}`);
    await complaint(read(selection, {}));
    expect(openDescriptors(path)).toBe(0);
  });
});

describe('fileExists', () => {
  it('tells whether there is a file', () => {
    expect(fileExists(join(folder, 'runs'))).toBe(true);
    expect(fileExists(join(folder, 'walks'))).toBe(false);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Part } from '../../src/parts/part.ts';
import { partText } from '../../src/parts/part-text.ts';
import { losscalc } from './losscalc.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function textOf(words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await losscalc([...words, '--quiet']);
  expect({ status, stderr, words }).toEqual({ status: 0, stderr: '', words });
  return stdout;
}

/** A file of its own for each test. */
function save(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const ROWS = ['0.1,0.2,s1', '0.4,0.1,s2', '0.5,0.9,s1', '0.3,0.3,s3', '0.8,0.2,s2', '0.2,0.7,s4'];

function saveRows(name: string, rows: readonly string[]): string {
  return save(name, ['y,p,team', ...rows, ''].join('\n'));
}

/** Makes a part of a file. */
async function partOf(file: string, words = 'mse -t y -p p'): Promise<string> {
  const path = `${file}.${words.replaceAll(/\W/g, '')}.json`;
  await textOf([...words.split(' '), file, '--partial', '-o', path]);
  return path;
}

const first = saveRows('first.csv', ROWS.slice(0, 3));
const second = saveRows('second.csv', ROWS.slice(3));

/** What merge says of parts that it refuses. */
async function refusal(...words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await losscalc(['merge', ...words]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr;
}

describe('merge refuses', () => {
  test.each([
    ['another loss', 'mae -t y -p p', 'request.losses[0]'],
    ['another convention', 'mse -t y -p p --compat keras', 'request.losses[0].compat'],
    ['another dtype', 'mse -t y -p p --dtype float32', 'request.losses[0].dtype'],
    ['another reduction', 'mse -t y -p p --reduction sum', 'request.losses[0].reduction'],
    ['other segments', 'mse -t y -p p --by team', 'request.by[0]'],
    ['another column', 'mse -t y -p y', 'computed.inputs.pred.columns[0]'],
    ['weights', 'mse -t y -p p --weights p', 'computed.inputs.weights'],
    ['conditions', 'mse -t y -p p --where y>0', 'request.where'],
    ['what was gathered', 'mse -t y -p p --histogram', 'request.gathered.histogram'],
  ])('parts with %s', async (_, words, path) => {
    const other = await partOf(second, words);
    const text = await refusal(await partOf(first), other);
    expect(text).toContain(`${other}: ${path}`);
    expect(text).toContain(`as in "`);
  });

  test('parts in which labels mean other classes', async () => {
    const [one, two] = ['a', 'b'].map((name) =>
      save(`${name}-labels.csv`, `y,p,q\nyes,0.${name === 'a' ? 1 : 2},0.8\nno,0.9,0.1\n`),
    );
    const positive = 'bce -t y -p p --positive';
    const labels = 'scce -t y -p q,p --labels';
    const cases = [
      [positive, 'yes', 'no', 'request.positive: expected "yes"'],
      [labels, 'yes,no', 'no,yes', 'request.labels: expected "yes,no"'],
    ] as const;
    for (const [words, ofOne, ofTwo, message] of cases) {
      const parts = [
        await partOf(one!, `${words} ${ofOne}`),
        await partOf(two!, `${words} ${ofTwo}`),
      ];
      expect(await refusal(...parts)).toContain(message);
    }
  });

  test('parts with scales of other seasons', async () => {
    const train = save('train.csv', 'y\n1\n3\n2\n7\n');
    const words = `mase -t y -p p --train ${train}`;
    const other = await partOf(second, `${words} --season 2`);
    expect(await refusal(await partOf(first, words), other)).toContain('request.season');
  });

  test('a part that is there twice, and what is in another part already', async () => {
    const [one, two] = [await partOf(first), await partOf(second)];
    const copy = save('copy.json', readFileSync(one, 'utf8'));
    expect(await refusal(one, two, copy)).toContain('expected each part once');
    const both = join(folder, 'both.json');
    await textOf(['merge', one, two, '--partial', '-o', both]);
    expect(await refusal(both, two)).toContain('they would count twice');
  });

  test('a file that was read before it was changed, and after', async () => {
    const file = saveRows('changed.csv', ROWS.slice(0, 2));
    const before = await partOf(file);
    const kept = save('before.json', readFileSync(before, 'utf8'));
    saveRows('changed.csv', ROWS);
    expect(await refusal(kept, await partOf(file))).toContain('expected each file once');
  });

  test('what was changed by hand', async () => {
    const text = readFileSync(await partOf(first), 'utf8');
    const changed = save('changed.json', text.replace('"rows":[3]', '"rows":[4]'));
    expect(await refusal(changed)).toContain('found one that was changed or damaged');
  });

  test.each([
    ['no JSON', 'sums', 'expected JSON'],
    ['half of a part', '{"format":"losscalc partial","version":1', 'expected JSON'],
    ['nothing', '', ''],
    ['another document', '{"format":"losscalc baseline"}', 'expected "losscalc partial"'],
    ['another version', '{"format":"losscalc partial","version":2}', 'version'],
    ['a list', '[1, 2]', 'expected an object'],
    ['nesting', '['.repeat(100_000), ''],
    ['a key that there is not', '{"formt":1}', 'unknown key "formt"'],
    ['__proto__', '{"__proto__":{"format":1}}', ''],
  ])('%s', async (name, text, message) => {
    const path = save(`${name}.json`, text);
    const said = await refusal(path);
    expect(said).toContain(path);
    expect(said).toContain(message);
  });

  test('whatever is changed in a part, without a bug of its own', async () => {
    const words =
      'run -l accuracy -l zero-one -t team -p team --by team --ci 90 --cluster team --histogram';
    const whole = JSON.parse(readFileSync(await partOf(first, words), 'utf8')) as object;
    const other = await partOf(second, words);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(1000)), fc.anything(), async (places, value) => {
        const changed = structuredClone(whole) as Record<string, unknown>;
        changeSomewhere(changed, places, value ?? null);
        delete changed['checksum'];
        const path = save('hostile.json', partText(changed as unknown as Part));
        const { status, stderr } = await losscalc(['merge', path, other, '-f', 'json']);
        expect([0, 2], stderr).toContain(status);
      }),
      { numRuns: 150 },
    );
  });

  test('no parts, and a report of a part', async () => {
    expect(await refusal()).toContain('expected parts, found nothing');
    const part = await partOf(first);
    expect(await refusal(part, '-o', `json:${part}`)).toContain('found one that is read');
    expect(await refusal(await partOf(first), '--partial', '--max', '1')).toContain('no bounds');
    expect(await refusal(await partOf(first), '--histogram')).toContain('make the parts with');
    expect(await refusal(await partOf(first), '--assert', 'mae < 1')).toContain(
      '"mean-squared-error"',
    );
  });
});

/** Puts a value into some place of a document. */
function changeSomewhere(document: object, places: Iterator<number>, value: unknown): void {
  const keys = Object.keys(document);
  const key = keys[places.next().value! % keys.length]!;
  const holder = document as Record<string, unknown>;
  const inner = holder[key];
  const goesOn = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
  if (goesOn && places.next().value! % 8 > 0) changeSomewhere(inner, places, value);
  else holder[key] = value;
}

describe('a part cannot be made of', () => {
  test.each([
    ['a median', 'median-absolute-error -t y -p p', ''],
    ['pairs of samples', 'auc -t y -p p', ''],
    ['an extreme', 'max-error -t y -p p', ''],
    ['a list', 'ndcg -t y -p p --group team', 'a list may go on in another part'],
    ['the mean of all', 'mse -t y -p p --skill mean', 'once all true values have been read'],
    ['a gradient', 'mse -t y -p p --gradient', 'the gradient'],
    ['single samples', 'mse -t y -p p --per sample', 'what each sample has'],
    ['losses of samples', 'mse -t y -p p --reduction none', 'the losses of samples'],
    ['a gate', 'mse -t y -p p --max 1', 'give it to losscalc merge'],
  ])('%s', async (_, words, reason) => {
    const file = saveRows('sums.csv', ['1,0.5,a', '0,0.25,b']);
    const { status, stdout, stderr } = await losscalc([...words.split(' '), file, '--partial']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toContain('hint:');
  });
});

describe('what is doubtful', () => {
  test('about values is told as of one run, with file and row', async () => {
    const rows = ['1,0.5', '0,1.25', '1,0.75', '0,-1'].map((row) => `${row},a`);
    const files = [saveRows('d-1.csv', rows.slice(0, 1)), saveRows('d-2.csv', rows.slice(1))];
    const whole = await losscalc([
      'bce',
      '-t',
      'y',
      '-p',
      'p',
      ...files,
      '-f',
      'json',
      '--no-per-sample',
    ]);
    const [one, two] = [
      await partOf(files[0]!, 'bce -t y -p p'),
      await partOf(files[1]!, 'bce -t y -p p'),
    ];
    const merged = await losscalc(['merge', two, one, '-f', 'json']);
    expect(whole.stderr).toContain('d-2.csv, row 1: 1.25');
    expect(merged.stderr).toBe(whole.stderr);
    expect(await refusal(two, one, '--strict')).toContain('d-2.csv, row 1: 1.25');
  });

  test('is a copy of what was read', async () => {
    const copy = saveRows('copy.csv', ROWS.slice(0, 3));
    const { status, stderr } = await losscalc(['merge', await partOf(first), await partOf(copy)]);
    expect(status).toBe(0);
    expect(stderr).toContain('its 3 rows are those of');
  });
});

test('intervals without a key are the same in whatever order parts are put together', async () => {
  const words = 'mse -t y -p p --ci 90';
  const files = [0, 1, 2].map((k) => {
    const rows = Array.from(
      { length: 3000 },
      (_, i) => `${(i * 7919 + k) % 101},${(i * 104_729) % 103},a`,
    );
    return saveRows(`many-${k}.csv`, rows);
  });
  const parts = await Promise.all(files.map((file) => partOf(file, words)));
  const [one, two, three] = parts as [string, string, string];
  const both = join(folder, 'two-of-many.json');
  await textOf(['merge', three, one, '--partial', '-o', both]);
  const merged = await textOf(['merge', one, two, three, '-f', 'json']);
  expect(await textOf(['merge', two, both, '-f', 'json'])).toBe(merged);
  const whole = await textOf([
    'mse',
    '-t',
    'y',
    '-p',
    'p',
    '--ci',
    '90',
    ...files,
    '-f',
    'json',
    '--no-per-sample',
  ]);
  const widths = [merged, whole].map((text) => {
    const { low, high } = (JSON.parse(text) as { interval: { low: number; high: number } })
      .interval;
    return high - low;
  });
  // Which rows are drawn together depends on the names of the files, here those of a new folder.
  expect(widths[0]! / widths[1]!).toBeGreaterThan(0.7);
  expect(widths[0]! / widths[1]!).toBeLessThan(1.4);
});

test('merge holds results to bounds', async () => {
  const words = 'run -l mse -l mae -t y -p p --by team';
  const parts = [await partOf(first, words), await partOf(second, words)];
  const passing = await losscalc([
    'merge',
    ...parts,
    '--assert',
    'mse < 1',
    '--assert',
    'mae[team=*] < 1',
  ]);
  expect(passing.status).toBe(0);
  expect(passing.stdout).toContain('PASS');
  const failing = await losscalc([
    'merge',
    ...parts,
    '--assert',
    'mse < 0.001',
    '--warn',
    'mae < 0',
  ]);
  expect(failing.status).toBe(1);
  expect(failing.stderr).toContain('1 of 2 checks failed');
  const single = [await partOf(first), await partOf(second)];
  expect((await losscalc(['merge', ...single, '--max', '0.001'])).status).toBe(1);
  expect((await losscalc(['merge', ...single, '--max', '1'])).status).toBe(0);
});

test('a list of files names parts, and standard input is one', async () => {
  const [one, two] = [await partOf(first), await partOf(second)];
  const merged = await textOf(['merge', one, two]);
  const list = save('parts.txt', `${two}\n${one}\n`);
  expect(await textOf(['merge', '--files-from', list])).toBe(merged);
  const piped = await losscalc(['merge', '-', two], { stdin: readFileSync(one, 'utf8') });
  expect(piped.stdout).toBe(merged);
});

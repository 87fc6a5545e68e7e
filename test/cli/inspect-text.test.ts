import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { losscalc } from './losscalc.ts';
import { wordsOf } from './shell-words.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losscalc-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Inspected {
  readonly text: Readonly<Record<string, unknown>>;
  readonly rows: number;
  readonly columns: readonly Record<string, unknown>[];
  readonly findings: readonly string[];
  readonly command: string;
}

async function inspected(path: string, args: readonly string[] = []): Promise<Inspected> {
  const outcome = await losscalc(['inspect', path, ...args, '-f', 'json']);
  expect(outcome).toMatchObject({ status: 0, stderr: '' });
  return JSON.parse(outcome.stdout) as Inspected;
}

/** The file, and the options of the command that fits after those of its columns. */
async function optionsFor(content: string | Uint8Array, ...args: string[]) {
  const path = join(folder, 'table.csv');
  await writeFile(path, content);
  const found = await inspected(path, args);
  const { status, stderr } = await losscalc(wordsOf(found.command).slice(1));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const loss = / --pred \S+ ?(.*)$/.exec(found.command)![1];
  return { ...found, loss };
}

const BY_PLACE = ['--true', '1', '--pred', '2'];

test.each<[string, string, string, ...string[]]>([
  ['comments', '# made by\n# hand\ny,p\n1,0.5\n0,0.25\n', "--comment '#'"],
  ['decimal commas', 'y;p\n1;0,5\n0;0,25\n', '--decimal ,'],
  ['decimal commas in quotes', 'y,p\n1,"0,5"\n0,"0,25"\n', '--delimiter , --decimal ,'],
  ['groups of digits', 'y,p\n"1,234.5",3\n"1,000,000",5\n', '--thousands ,'],
  ['a delimiter that the first row leaves open', '1;0.5\n0;0.25\n', "--delimiter ';'", ...BY_PLACE],
  ['blanks', '1  0.5\n0 0.25\n', '--delimiter space', ...BY_PLACE],
  ['both', '1;0,5\n0;0,25\n', "--delimiter ';' --decimal ,", ...BY_PLACE],
  ['missing values', 'y,p\n1,0.5\n0,.\n0,0.25\n', '--missing-value . --missing skip'],
  [
    'missing values like options',
    'y,p\n1,0.5\n0,--\n0,0.25\n',
    '--missing-value=-- --missing skip',
  ],
  ['places for names', '0,1\n1,0.5\n0,0.25\n', '--header', ...BY_PLACE],
  ['years for names', '2019,2020\n12,15\n13,17\n', '--header', ...BY_PLACE],
  ['a name among years', 'y,2020\n0,0.25\n1,0.75\n', '--header', '--pred', '2020'],
])('%s are told, and the command reads them', async (_, content, flags, ...args) => {
  const { loss, findings } = await optionsFor(content, ...args);
  expect(loss).toBe(flags);
  expect(findings[0]).toMatch(/ is taken for granted: /);
});

test('a first cell that is damaged is a finding, and no name', async () => {
  const path = join(folder, 'damaged.csv');
  await writeFile(path, '1x,0.5\n0,0.25\n1,0.75\n');
  const { rows, text, columns, findings } = await inspected(path);
  expect({ rows, header: text['header'] }).toEqual({ rows: 3, header: false });
  expect(columns[0]).toMatchObject({ name: 'column 1', kind: 'mixed', texts: 1 });
  expect(findings).toEqual([
    '--no-header is taken for granted: the first row holds "0.5" and "1x"',
    '"column 1" mixes numbers and text: 1 of 3 cells hold text, the first "1x"; where it stands for missing values, --missing-value=1x says so',
  ]);
});

test('a number that may be read in two ways is left as text', async () => {
  const path = join(folder, 'either.csv');
  await writeFile(path, 'y;p\n1;1,234\n0;2\n');
  const { findings, columns } = await inspected(path);
  expect(columns[1]).toMatchObject({ kind: 'mixed' });
  expect(findings[0]).toBe(
    '"1,234" may be a decimal number or a large integer, and is read as text: --decimal , or --thousands , says which',
  );
});

test('what the user says goes before what is likely', async () => {
  const path = join(folder, 'counted.csv');
  await writeFile(path, '0,1\n1,0.5\n0,0.25\n');
  const { rows, findings } = await inspected(path, ['--no-header']);
  expect(rows).toBe(3);
  expect(findings).toEqual([]);
});

test.each([
  [
    'windows-1252',
    Buffer.from('größe,y,p\nä,1,0.5\nö,0,0.25\n', 'latin1'),
    '--encoding windows-1252',
  ],
  ['utf-16le', Buffer.from('\uFEFFgröße,y,p\nä,1,0.5\nö,0,0.25\n', 'utf16le'), ''],
])('text in %s is read', async (encoding, content, flags) => {
  const { loss, text, columns } = await optionsFor(content);
  expect({ loss, encoding: text['encoding'] }).toEqual({ loss: flags, encoding });
  expect(columns[0]).toMatchObject({ name: 'größe', kind: 'text' });
});

test('JSON in UTF-16 needs the encoding', async () => {
  const path = join(folder, 'p.ndjson');
  const lines = '\uFEFF{"y":0,"p":0.5}\n{"y":1,"p":0.25}\n';
  await writeFile(path, Buffer.from(lines, 'utf16le'));
  const { command } = await inspected(path);
  expect(command.endsWith(' --encoding utf-16le')).toBe(true);
  expect(await losscalc(wordsOf(command).slice(1))).toMatchObject({ status: 0 });
});

test('how a text is written is shown beside the format', async () => {
  const stdin = '# by hand\n1;1.234,5\n0;0,25\n';
  const { stdout } = await losscalc('inspect -', { stdin });
  expect(stdout).toBe(`standard input · csv · ; between cells · decimal comma · . between thousands
1 comment line · no header · 2 rows · 2 columns

  column    kind      missing   min     max     mean  distinct
  column 1  integers        0     0       1      0.5         2
  column 2  numbers         0  0.25  1234.5  617.375         2

Findings
  - --comment '#' is taken for granted: the file begins with a line that begins
    so
  - --delimiter ';' is taken for granted: every row has the same number of them
  - --decimal , --thousands . is taken for granted: numbers are as "1.234,5"
`);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';
import { lossOfStdin as run } from './loss-of-stdin.ts';

const folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const BOOLEANS = '  hint: true and false stand for 1 and 0 in labels only; write 1 or 0\n';

describe('other encodings', () => {
  const table = 'größe,y,p\nä,1,2\nö,1,4\n';
  const utf16 = Buffer.from(`\ufeff${table}`, 'utf16le');

  it('are read by their mark or name, from files and standard input, compressed or not', async () => {
    const latin = Buffer.from(table, 'latin1');
    expect(await run(utf16)).toBe('5\n');
    expect(await run(latin, ['--encoding', 'latin1'])).toBe('5\n');
    for (const [name, bytes, encoding] of [
      ['u.csv', utf16, []],
      ['u.csv.gz', gzipSync(utf16), []],
      ['l.csv', latin, ['--encoding', 'windows-1252']],
      ['l.csv.gz', gzipSync(latin), ['--encoding', 'windows-1252']],
    ] as const) {
      const args = ['mse', file(name, bytes), '-t', 'y', '-p', 'p', '-f', 'value', ...encoding];
      expect((await losscalc(args)).stdout).toBe('5\n');
    }
  });

  it('of JSON are named', async () => {
    const json = Buffer.from('\ufeff{"y":[1,1],"p":[2,4]}', 'utf16le');
    expect(await run(json, ['--encoding', 'utf-16'])).toBe('5\n');
    expect(await run(json)).toBe(
      'standard input: expected JSON in UTF-8, found utf-16le\n  hint: --encoding utf-16le reads it nevertheless\n',
    );
    const lines = Buffer.from('{"é":1,"y":1,"p":2}\n{"é":1,"y":1,"p":4}\n', 'latin1');
    expect(await run(lines, ['--encoding', 'latin1'])).toBe('5\n');
  });

  it.each([
    [
      Buffer.from('y,p\n1,2\n\xe9,3\n', 'latin1'),
      [],
      'standard input:3: expected text in UTF-8, found bytes that are not\n  hint: --encoding windows-1252 reads text of Western Windows programs and in Latin-1; other encodings have other names\n',
    ],
    [
      Buffer.from('y,p\n1,2\n', 'utf16le'),
      [],
      'standard input:1: expected text, found a NUL byte\n  hint: text is CSV, TSV, JSON or NDJSON, in UTF-8; --encoding utf-16 reads UTF-16, --input-format names another format\n',
    ],
    [
      Buffer.from('y,p\n1,2\n1,3\n\xff\xff\n', 'latin1'),
      ['--encoding', 'shift_jis'],
      'standard input:4: expected text in shift_jis, found bytes that are not\n  hint: --encoding names the encoding of the file, if it is another\n',
    ],
    [
      Buffer.concat([utf16, Buffer.from([0x31])]),
      [],
      'standard input:4: expected text in utf-16le, found bytes that are not\n  hint: --encoding names the encoding of the file, if it is another\n',
    ],
    [
      Buffer.from('y,p\n1,2\n'),
      ['--encoding', 'windows-1253x'],
      '--encoding: expected the name of an encoding, found "windows-1253x"\n  hint: did you mean "windows-1253"?\n',
    ],
    [
      Buffer.from('y,p\n1,2\n'),
      ['--encoding', 'xyz'],
      '--encoding: expected the name of an encoding, found "xyz"\n  hint: for example utf-16le, windows-1252 or shift_jis\n',
    ],
  ])('%# are refused where they are not what they should be', async (bytes, options, message) => {
    expect(await run(bytes, options)).toBe(message);
  });

  it('are none of files that are no text', async () => {
    const path = 'fixtures/corpora/npy/ok_beu8_3x4_C.npy';
    const args = ['mse', '-t', path, '-p', path];
    expect((await losscalc([...args, '--encoding', 'latin1'])).stderr).toBe(
      `losscalc: --encoding: expected CSV, TSV, JSON or NDJSON, found npy in ${path}\n` +
        '  hint: leave --encoding out: it says how text is read\n',
    );
    expect((await losscalc([...args, '--thousands', ','])).stderr).toBe(
      `losscalc: --thousands: expected a table of text, CSV or TSV, found npy in ${path}\n` +
        '  hint: leave --thousands out: it says how text is read\n',
    );
  });
});

describe('true and false', () => {
  const BCE = '0.49041445983921095\n';
  it.each([
    'y,p\nTrue,0.5\nFalse,0.25\n',
    'y,p\nTRUE,0.5\nFALSE,0.25\n',
    'y,p\n1,0.5\nfalse,0.25\n',
    '{"y":true,"p":0.5}\n{"y":false,"p":0.25}\n',
    '{"y":1,"p":0.5}\n{"y":false,"p":0.25}\n',
    '{"y":[true,false],"p":[0.5,0.25]}',
  ])('are 1 and 0 in targets of 0 and 1: %j', async (table) => {
    expect(await run(table, [], 'bce')).toBe(BCE);
  });

  it('are classes, targets of several classes, and a mask', async () => {
    const classes = ['scce', '-', '-t', 'y', '-p', '2,3', '-f', 'value', '--compat', 'exact'];
    const stdin = 'y,p0,p1\nTrue,0.5,0.5\nFalse,0.25,0.75\n';
    expect((await losscalc(classes, { stdin })).stdout).toBe('1.0397207708399179\n');
    const dummies = ['cce', '-', '-t', '1,2', '-p', '3,4', '-f', 'value', '--compat', 'exact'];
    const oneHot = 'a,b,p,q\nFalse,True,0.5,0.5\nTrue,False,0.25,0.75\n';
    expect((await losscalc(dummies, { stdin: oneHot })).stdout).toBe('1.0397207708399179\n');
    expect(await run('y,p,m\n1,2,True\n1,9,False\n', ['--mask', 'm'])).toBe('1\n');
  });

  it('are what columns of predictions are called', async () => {
    const args = ['scce', '-', '-t', 'y', '-p', '2,3', '-f', 'value', '--compat', 'exact'];
    const stdin = 'y,True,False\nTrue,0.5,0.5\nFalse,0.75,0.25\n';
    expect((await losscalc(args, { stdin })).stdout).toBe('1.0397207708399179\n');
    expect((await losscalc(args, { stdin: 'y,cat,dog\nTrue,0.5,0.5\n' })).stderr).toContain(
      'expected one of the classes "cat", "dog", found "True"',
    );
  });

  it.each([
    ['y,p\nTrue,0.5\n', 'standard input:2, column "y": expected a number, found "True"'],
    ['y,p\n1,true\n', 'standard input:2, column "p": expected a number, found "true"'],
    ['{"y":1,"p":true}\n{"y":1,"p":2}\n', 'standard input:1:12: expected a number, found "true"'],
    ['{"y":[true],"p":[1]}', 'standard input:1:7: expected a number, found "true"'],
  ])('are no numbers elsewhere: %j', async (table, message) => {
    expect(await run(table)).toBe(`${message}\n${BOOLEANS}`);
  });

  it('are not taken for a header in silence', async () => {
    const truth = file('truth.csv', 'True\nFalse\n');
    const pred = file('pred.csv', '0.5\n0.25\n');
    const { stderr } = await losscalc(['bce', '-t', truth, '-p', pred]);
    expect(stderr).toBe(
      `losscalc: ${truth}:1: expected names or labels in the first row, found "True", which is a label\n` +
        '  hint: --header says that it is the name of the column, --no-header that it is not\n',
    );
  });
});

describe('losscalc.json and inspect', () => {
  it('take the same', async () => {
    const table = file('de.csv', Buffer.from('#\nmaß;y;p\n1;1.000,5;1.001,5\n1;-9;1\n', 'latin1'));
    const config = file(
      'losscalc.json',
      JSON.stringify({
        inputs: {
          ...{ table: 'de.csv', true: 'y', pred: 'p', decimal: ',', thousands: '.', comment: '#' },
          ...{ encoding: 'latin1', missingValue: ['-9'], missing: 'skip' },
        },
        losses: ['mse'],
        checks: [{ assert: 'mse <= 1' }],
      }),
    );
    expect((await losscalc(['check', '--config', config, '-f', 'value'])).status).toBe(0);
    const options =
      '--decimal , --thousands . --comment # --encoding latin1 --missing-value -9'.split(' ');
    const { stdout, stderr } = await losscalc(['inspect', table, ...options]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/maß {5}integers {8}0/);
    expect(stdout).toMatch(/y {7}numbers {9}1 {2}1000\.5/);
  });
});

import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

let folder: string;
let table: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-reports-'));
  table = join(folder, 'preds.csv');
  writeFileSync(table, 'region,label,score\neu,1,0.8\nus,0,0.4\neu,0,0.1\nus,1,0.3\n');
});

afterAll(() => rmSync(folder, { recursive: true }));

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  losscalc(['run', table, '--true', 'label', '--pred', 'score', '-l', 'brier', ...args], { env });
const path = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(path(name), 'utf8');

describe('outputs', () => {
  it('are several at once, each in the format of its extension', async () => {
    const names = ['a.html', 'a.xml', 'a.json', 'a.ndjson', 'a.csv', 'a.md', 'a.txt'];
    const outcome = await run(names.flatMap((name) => ['-o', path(name)]));
    expect(outcome).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(names.map((name) => read(name).slice(0, 9))).toEqual([
      '<!doctype',
      '<?xml ver',
      '{\n  "inpu',
      '{"kind":"',
      'by,segmen',
      `**${table}`.replaceAll('_', '\\_').slice(0, 9),
      table.slice(0, 9),
    ]);
    expect(read('a.html')).toContain('<h2>Calibration</h2>');
    expect(read('a.html')).toContain('<h2>Worst samples</h2>');
  });

  it('print on standard output too where a format is named', async () => {
    const { stdout } = await run(['-o', path('b.xml'), '-f', 'csv']);
    expect(stdout).toMatch(/^by,segment,loss/);
    expect(read('b.xml')).toMatch(/^<\?xml/);
  });

  it('take a format before the name of a file', async () => {
    await run(['-o', `benchmark:${path('c.json')}`]);
    expect(JSON.parse(read('c.json'))).toMatchObject([{ name: 'brier', unit: 'loss' }]);
  });

  it('are refused before anything is written where one cannot be', async () => {
    const unknown = await run(['-o', path('d.html'), '-o', path('d.pdf')]);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('expected a file that ends in .html, .xml');
    const twice = await run(['-o', path('d.html'), '-o', path('d.html')]);
    expect(twice.stderr).toContain('expected each file once');
    expect(existsSync(path('d.html'))).toBe(false);
  });

  it('show histogram and calibration in the terminal where asked to', async () => {
    const { stdout } = await run(['--histogram', '--calibration']);
    expect(stdout).toContain('Losses of samples: brier');
    // The scores are off by 0.2, 0.4, 0.1 and 0.7.
    expect(stdout).toMatch(/0\.45 to 0\.5 +1 {2}█+\n/);
    expect(stdout).toContain('0.8 to 0.9             0.8               1        1');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('what is shown of samples', () => {
  const shown = async (args: string, stdin: string): Promise<string> => {
    const { stdout } = await losscalc(`run - ${args} --calibration`, { stdin });
    return stdout.replaceAll(/\s+/g, ' ');
  };

  it('is only what was asked for, but on a page', async () => {
    const { stdout } = await run(['-o', path('e.html'), '-f', 'table']);
    expect(stdout).not.toMatch(/Losses of samples|[Cc]alibration/);
    expect(read('e.html')).toContain('<h2>Losses of samples</h2>');
  });

  it('is told where there is no calibration', async () => {
    const regression = await shown('--true y --pred p -l mse', 'y,p\n0,0.5\n1,0.5\n');
    expect(regression).toContain('there is no calibration: it takes labels of two classes');
    const labels = await shown('--true a,b --pred p,q -l bce', 'a,b,p,q\n0,1,0.5,0.5\n');
    expect(labels).toContain('there is no calibration: it takes one prediction for each sample');
    const logits = await shown('--true y --pred p -l bce:from-logits -f json', 'y,p\n0,2.5\n');
    expect(logits).toContain('"calibration": { "reason": "it takes labels of two classes');
    const page = await losscalc(`run - --true y --pred p -l mse -o ${path('f.html')}`, {
      stdin: 'y,p\n0,0.5\n',
    });
    expect(page.status).toBe(0);
    expect(read('f.html')).not.toContain('alibration');
  });

  it('is drawn in Markdown as well', async () => {
    const { stdout } = await run(['--histogram', '--calibration', '-f', 'markdown']);
    expect(stdout).toMatch(/```text\n +0 to 0\.05 {2}2 {2}█+\n[^`]*```\n/);
    expect(stdout).toContain('| 0.8 to 0.9 | 0.8 | 1 | 1 |');
  });
});

describe('a file that is read', () => {
  it.each(['preds.csv', './preds.csv', 'link.csv'])('is left alone: %s', async (name) => {
    if (!existsSync(path('link.csv'))) symlinkSync(table, path('link.csv'));
    const before = readFileSync(table, 'utf8');
    const { status, stdout, stderr } = await run(['-o', `${folder}/${name}`]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('expected a file of its own for the report, found one that is read');
    expect(readFileSync(table, 'utf8')).toBe(before);
  });

  it('and none that is written twice, by whatever name', async () => {
    const outcome = await run(['-o', path('b.csv'), '-o', `html:${folder}/./b.csv`]);
    expect(outcome).toMatchObject({ status: 2, stdout: '' });
    expect(outcome.stderr).toContain('expected each file once');
  });
});

describe('under GitHub Actions', () => {
  it('a summary is added to that of the step', async () => {
    writeFileSync(path('summary.md'), 'before\n');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path('summary.md') };
    const { stdout, stderr } = await run(['-f', 'csv'], env);
    expect(stdout).toMatch(/^by,segment,loss/);
    expect(stderr).toBe('');
    expect(read('summary.md')).toMatch(/^before\n\*\*.*\n\n\| loss \|/);
  });

  it('a summary that cannot be written is an error', async () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'none', 'x.md') };
    const { status, stderr } = await run([], env);
    expect(status).toBe(2);
    expect(stderr).toContain('GITHUB_STEP_SUMMARY');
    expect(stderr).toContain('cannot be written');
  });
});

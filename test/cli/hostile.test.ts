import { parse } from 'csv-parse/sync';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  COMPARISON_FORMATS,
  REPORT_FORMATS,
  WORST_FORMATS,
  type ReportFormat,
} from '../../src/output/formats.ts';
import { factsOf } from '../output/format-facts.ts';
import { HOSTILE_TEXTS, isLogCommand, OBEYED, OBEYED_OR_HIDDEN } from '../output/hostile-texts.ts';
import { formatsOf, losscalc, type Outcome } from './losscalc.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const field = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** A file in UTF-8 cannot hold half a character. */
const written = (text: string): string => Buffer.from(text).toString();
const COLUMNS = ['--true', 'y', '--pred', 'p'];

/** A table with the text for a cell, a header and a part of the file's name. */
function tableOf(text: string): string {
  const name = text.replaceAll(/[/\0]/g, '_').slice(0, 60);
  const path = join(folder, `${name}.csv`);
  const rows = ['0,0.5,usual,1,0', `1,0.25,${field(text)},2,1`, '1,0.75,usual,3,0'];
  writeFileSync(path, [`y,p,key,${field(`${text} `)},q`, ...rows, ''].join('\n'));
  return path;
}

/** Requires that nothing is in what was printed that a terminal or the log of a CI system obeys. */
function requireHarmless({ stdout, stderr }: Outcome, obeyed = OBEYED_OR_HIDDEN): void {
  for (const printed of [stdout, stderr]) {
    expect(printed).not.toMatch(obeyed);
    expect(printed.split('\n').filter(isLogCommand)).toEqual([]);
  }
}

/** Requires the same of a format, that it is what it is called, and that no spreadsheet computes what is in it. */
function requireSound(outcome: Outcome, format: ReportFormat): void {
  const { isSpreadsheet, isJson } = factsOf(format);
  requireHarmless(outcome, isSpreadsheet ? OBEYED : OBEYED_OR_HIDDEN);
  if (isJson) expect(() => JSON.parse(outcome.stdout) as unknown).not.toThrow();
  if (isSpreadsheet) requireNoFormulas(outcome);
}

/** Cells of all rows, whatever separator a spreadsheet takes them to end at. */
function requireNoFormulas({ stdout }: Outcome): void {
  for (const delimiter of [',', ';', '\t']) {
    const options = { delimiter, relax_quotes: true, relax_column_count: true };
    const cells = parse(stdout, options).flat();
    // Numbers may have a sign, and comparisons are no formulas.
    const formulas = cells.filter((cell) => /^["'\s]*[=+\-@](?![\d.]+$)/.test(cell));
    expect(formulas.filter((cell) => !/^["\s]*'/.test(cell))).toEqual([]);
  }
}

test.each([
  ['::error::x', true],
  ['  ::warning title=a::', true],
  ['a ::error::x', false],
  ['::error x', false],
  ['std::vector::x', false],
  ['a ##[group]x', true],
])('a runner takes %j for a command: %s', (line, isCommand) => {
  expect(isLogCommand(line)).toBe(isCommand);
});

describe.each(Object.entries(HOSTILE_TEXTS))('%s', (_, text) => {
  let table: string;
  beforeAll(() => {
    table = tableOf(text);
  });
  const check = (...args: readonly string[]): Promise<Outcome> =>
    losscalc(['check', table, ...COLUMNS, ...args]);

  test.each(REPORT_FORMATS)('check as %s', async (format) => {
    const outcome = await check('--assert', 'mse[key=*] < 0.1', '--warn', 'mae < 0', '-f', format);
    expect(outcome.status).toBe(1);
    if (format === 'github') {
      const commands = /^::(error|warning) title=losscalc%3A m[^\n]*::[^\n]*$/;
      const lines = outcome.stdout.trimEnd().split('\n');
      for (const line of lines) expect(line).toMatch(commands);
      expect(lines).toHaveLength(3);
      requireHarmless({ ...outcome, stdout: outcome.stdout.replaceAll(/^::\w+/gm, '') });
      return;
    }
    requireSound(outcome, format);
    if (format === 'html') expect(outcome.stdout).not.toMatch(/<script|<img/);
    if (format === 'markdown') expect(outcome.stdout).not.toMatch(/(?<!\\)[`[\]$~]/);
    if (factsOf(format).isForPeople) expect(outcome.stdout.length).toBeLessThan(20_000);
  });

  test('a baseline, and a check against it', async () => {
    const base = join(folder, 'base.json');
    const named = ['-l', 'mse', '--by', 'key'];
    const wrote = await losscalc(['baseline', 'write', base, table, ...COLUMNS, ...named]);
    expect(wrote.status).toBe(0);
    requireHarmless({ ...wrote, stdout: readFileSync(base, 'utf8') });
    const outcome = await check('--baseline', base, '-f', 'json');
    expect(outcome.status).toBe(0);
    requireHarmless(outcome);
    const { checks } = JSON.parse(outcome.stdout) as { checks: { segment: unknown }[] };
    expect(checks.map(({ segment }) => segment)).toContainEqual({
      by: ['key'],
      values: [written(text)],
    });
  });

  test('segments by a column of that name', async () => {
    const column = JSON.stringify(written(text).trim() || '4');
    const outcome = await check('--assert', `mse[${column}=*] < 1`);
    expect([outcome.status, outcome.stderr]).toEqual([0, '']);
    requireHarmless(outcome);
    expect(outcome.stdout).toContain('3 checks passed');
  });

  test('a baseline of other segments', async () => {
    const base = join(folder, 'base.json');
    const elsewhere = join(folder, 'elsewhere.csv');
    writeFileSync(elsewhere, 'y,p,key\n0,0.5,usual\n1,0.25,a\n1,0.75,usual\n');
    const refused = await losscalc(['check', elsewhere, ...COLUMNS, '--baseline', base]);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    requireHarmless(refused);
    expect(refused.stderr.length).toBeLessThan(5000);
  });

  test.each(formatsOf('inspect'))('inspect as %s', async (format) => {
    const outcome = await losscalc(['inspect', table, '-t', 'y', '-p', 'p', '-f', format]);
    expect(outcome.status).toBe(0);
    requireHarmless(outcome);
    if (format === 'json') {
      const { columns } = JSON.parse(outcome.stdout) as { columns: { name: string }[] };
      expect(columns[3]!.name).toBe(written(text).trim() || 'column 4');
    } else expect(outcome.stdout.length).toBeLessThan(5000);
  });

  test.each(WORST_FORMATS)('worst as %s', async (format) => {
    const args = ['-l', 'mse', '--show', 'key', '-f', format];
    const outcome = await losscalc(['worst', table, ...COLUMNS, ...args]);
    expect(outcome.status).toBe(0);
    requireSound(outcome, format);
  });

  test.each(COMPARISON_FORMATS)('compare as %s', async (format) => {
    const args = ['-l', 'mse', '--other', 'q', '--cluster', 'key', '-f', format];
    const outcome = await losscalc(['compare', table, ...COLUMNS, ...args]);
    expect(outcome.status).toBe(0);
    requireSound(outcome, format);
  });

  test('words of a command line, which errors repeat', async () => {
    const column = `mse[${JSON.stringify(text)}=*] < 1`;
    for (const args of [
      [table, ...COLUMNS, '--assert', text],
      [table, ...COLUMNS, '--assert', `${text} < 1`],
      [table, ...COLUMNS, '-l', text, '--max', '1'],
      [table, ...COLUMNS, '-l', `huber:${text}`, '--max', '1'],
      [table, ...COLUMNS, '-l', 'mse', '--max', text],
      [table, ...COLUMNS, '-l', 'mse', '--max', '1', '--true', text],
      [table, ...COLUMNS, '-l', 'mse', '--max', '1', '--true', 'nowhere'],
      [table, ...COLUMNS, '--config', text],
      [table, ...COLUMNS, '--baseline', text],
      [table, ...COLUMNS, '-o', `${text}.pdf`, '--assert', 'mse < 1'],
      [table, ...COLUMNS, '-f', text],
      [table, ...COLUMNS, `--${text}`],
      [table, ...COLUMNS, text],
      [...COLUMNS, '--assert', column],
    ]) {
      const outcome = await losscalc(['check', ...args]);
      expect({ args, ...outcome }).toMatchObject({ status: 2, stdout: '' });
      requireHarmless(outcome);
      expect(outcome.stderr.length).toBeLessThan(5000);
    }
  });
});

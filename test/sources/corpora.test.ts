import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { read } from './reading.ts';

const CORPORA = join(import.meta.dirname, '../../fixtures/corpora');

interface Expectation {
  readonly file: string;
  /** `value`, `error`, or something that leaves it to losscalc's rules. */
  readonly expect: string;
  /** The mean of the squares of all numbers. */
  readonly mse_vs_zero?: string | undefined;
  /** The number in the second row. */
  readonly row2?: string | undefined;
}

/** What the rules say where the corpora leave it to them: the numbers that are read, or an error. */
const DECISIONS: Readonly<Record<string, readonly number[] | 'error'>> = {
  'blank_line_middle.csv': 'error',
  'formula_header.csv': [1],
  'numeric_header.csv': [2019, 2020, 1, 2, 3, 4],
  'ok_leading_zeros.csv': [1, 2, 3, 4.5],
  'ok_trailing_zeros.csv': 'error', // "2." has no digits after its point
  'pipe.csv': 'error',
  'proto_header.csv': [1, 2],
  'sep_line.csv': 'error',
  'tab.csv': 'error',
  'tok_1x400digits.csv': 'error',
  'tok_Infinity.csv': [1, Infinity, 3],
  'tok_NaN.csv': 'error',
  'tok_exp_overflow_int.csv': 'error',
  'tok_neg_inf.csv': [1, -Infinity, 3],
  'utf16be_bom.csv': 'error',
  'utf16le_bom.csv': 'error',
  'j_1e999.json': 'error',
  'j_depth_10k.json': 'error',
  'j_digits_2p53.json': [9007199254740992],
  'j_dup_keys.json': 'error',
  'j_minus0.json': [-0],
  'j_neg_1e999.json': 'error',
  'j_null.json': 'error',
  'i_number_huge_exp.json': 'error',
  'i_number_neg_int_huge_exp.json': 'error',
  'i_number_pos_double_huge_exp.json': 'error',
  'i_number_real_neg_overflow.json': 'error',
  'i_number_real_pos_overflow.json': 'error',
  'i_structure_UTF-8_BOM_empty_object.json': 'error',
  'n_structure_100000_opening_arrays.json': 'error',
  'n_structure_UTF8_BOM_no_data.json': 'error',
  'n_structure_open_array_object.json': 'error',
};

function manifest(folder: string): Expectation[] {
  return JSON.parse(readFileSync(join(CORPORA, folder, 'manifest.json'), 'utf8')) as Expectation[];
}

function listing(folder: string): Expectation[] {
  const lines = readFileSync(join(CORPORA, folder, 'expected.tsv'), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => {
    const [file = '', outcome = '', ...details] = line.split('\t');
    const mse = details.find((detail) => detail.startsWith('mse_vs_zero='));
    return { file, expect: outcome, mse_vs_zero: mse?.slice('mse_vs_zero='.length) };
  });
}

/** The numbers of a file in order, or the message it is refused with. */
async function outcome(path: string): Promise<number[] | string> {
  try {
    const { rows } = await read([{ input: 'pred', path }], {});
    return rows['pred']!.flat();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function expectCleanMessage(message: number[] | string): void {
  if (typeof message !== 'string') throw new Error(`expected an error, read ${String(message)}`);
  expect(message.split('\n').length).toBeLessThanOrEqual(3);
  expect(Buffer.byteLength(message)).toBeLessThan(4096);
  expect(message.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(message).not.toMatch(/ at .*:\d+:\d+\)/);
}

function expectValue(values: number[] | string, { mse_vs_zero: mse, row2 }: Expectation): void {
  if (typeof values === 'string') throw new Error(values);
  if (mse !== undefined) {
    const mean = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    const tolerance = values.length === 1 ? 0 : 2 * Number.EPSILON * Number(mse);
    expect(Math.abs(mean - Number(mse))).toBeLessThanOrEqual(tolerance);
  }
  if (row2 !== undefined) expect(values[1]).toBe(Number(row2));
}

describe.each([
  { folder: 'csv', expectations: manifest('csv'), index: 'manifest.json' },
  { folder: 'json', expectations: manifest('json'), index: 'manifest.json' },
  { folder: 'JSONTestSuite', expectations: listing('JSONTestSuite'), index: 'expected.tsv' },
  {
    folder: 'csv-spectrum/csvs',
    expectations: listing('csv-spectrum/csvs'),
    index: 'expected.tsv',
  },
])('$folder', ({ folder, expectations, index }) => {
  it('is covered file by file', () => {
    const files = readdirSync(join(CORPORA, folder)).filter((f) => f !== index && f !== 'LICENSE');
    expect(expectations.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  it.each(expectations)('$file: $expect', async (expectation) => {
    const found = await outcome(join(CORPORA, folder, expectation.file));
    const decision = DECISIONS[expectation.file];
    if (expectation.expect === 'error') expectCleanMessage(found);
    else if (expectation.expect === 'value' && decision === undefined) {
      expect(expectation.mse_vs_zero ?? expectation.row2).toBeDefined();
      expectValue(found, expectation);
    } else if (decision === 'error') {
      expect(expectation.expect).not.toBe('value');
      expectCleanMessage(found);
    } else expect(found).toEqual(decision);
  });
});

describe('csv-spectrum/json', () => {
  it.each(readdirSync(join(CORPORA, 'csv-spectrum/json')))('%s holds no tensor', async (file) => {
    expectCleanMessage(await outcome(join(CORPORA, 'csv-spectrum/json', file)));
  });
});

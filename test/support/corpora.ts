import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const CORPORA = join(import.meta.dirname, '../../fixtures/corpora');

export interface Expectation {
  readonly file: string;
  /** `value`, `error`, or something that leaves it to losscalc's rules. */
  readonly expect: string;
  /** The mean of the squares of all numbers. */
  readonly mse_vs_zero?: string | undefined;
  /** The number in the second row. */
  readonly row2?: string | undefined;
}

/** What the rules say where the corpora leave it to them: the numbers that are read, or an error. */
export const DECISIONS: Readonly<Record<string, readonly number[] | 'error'>> = {
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

/** The folders of the corpora, with what is expected of their files and the file that says so. */
export const FOLDERS = [
  { folder: 'csv', expectations: manifest('csv'), index: 'manifest.json' },
  { folder: 'json', expectations: manifest('json'), index: 'manifest.json' },
  { folder: 'JSONTestSuite', expectations: listing('JSONTestSuite'), index: 'expected.tsv' },
  {
    folder: 'csv-spectrum/csvs',
    expectations: listing('csv-spectrum/csvs'),
    index: 'expected.tsv',
  },
] as const;

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
  // Years above whole numbers: it may be a row of them.
  'numeric_header.csv': 'error',
  'ok_leading_zeros.csv': [1, 2, 3, 4.5],
  'ok_trailing_zeros.csv': [1, 2, 3, 4.5],
  'pipe.csv': 'error',
  'proto_header.csv': [1, 2],
  'sep_line.csv': [1, 2],
  'tab.csv': 'error',
  'tok_1x400digits.csv': 'error',
  'tok_Infinity.csv': [1, Infinity, 3],
  'tok_NaN.csv': 'error',
  'tok_exp_overflow_int.csv': 'error',
  'tok_neg_inf.csv': [1, -Infinity, 3],
  'utf16be_bom.csv': [1, 2, 3, 4.5],
  'utf16le_bom.csv': [1, 2, 3, 4.5],
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
  'bad_data_trailing_1.npy': 'error',
  'comment_with_eocd.npz': [0, 1, 2, 3, 4, 5],
  'empty_0x3.npy': 'error',
  'empty_3x0.npy': 'error',
  'equals_byteorder.npy': 'error', // "=" is the order of a machine that is not known
  'multi_deflate.npz': 'error',
  'multi_stored.npz': 'error',
  'name_ansi.npz': [0, 1, 2, 3, 4, 5],
  'name_backslash.npz': [0, 1, 2, 3, 4, 5],
  'name_newline.npz': [0, 1, 2, 3, 4, 5],
  'ok_header_64k_padding_v2.npy': [0, 1, 2, 3, 4, 5],
  'prefix_junk.npz': 'error',
  'special_f8.npy': 'error', // it holds NaN
  'uint64_beyond_2p53.npy': [2 ** 64, 2 ** 53],
  'double_gz.csv.gz.gz': 'error',
  'flip_00.csv.gz': 'error',
  'flip_01.csv.gz': 'error',
  'flip_02.csv.gz': 'error',
  'flip_03.csv.gz': 'error',
  'flip_04.csv.gz': [1, 2, 3, 4.5], // 4 to 9 hold the time and the system, which nothing depends on
  'flip_07.csv.gz': [1, 2, 3, 4.5],
  'flip_09.csv.gz': [1, 2, 3, 4.5],
  'flip_10.csv.gz': 'error',
  'flip_14.csv.gz': 'error',
  'flip_15.csv.gz': 'error',
  'flip_16.csv.gz': 'error',
  'flip_20.csv.gz': 'error',
  'flip_22.csv.gz': 'error',
  'flip_23.csv.gz': 'error',
  'flip_24.csv.gz': 'error',
  'flip_26.csv.gz': 'error',
  'flip_27.csv.gz': 'error',
  'gz_named_csv.csv': [1, 2, 3, 4.5],
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
  { folder: 'npy', expectations: manifest('npy'), index: 'manifest.json' },
  { folder: 'gzip', expectations: manifest('gzip'), index: 'manifest.json' },
  { folder: 'JSONTestSuite', expectations: listing('JSONTestSuite'), index: 'expected.tsv' },
  {
    folder: 'csv-spectrum/csvs',
    expectations: listing('csv-spectrum/csvs'),
    index: 'expected.tsv',
  },
] as const;

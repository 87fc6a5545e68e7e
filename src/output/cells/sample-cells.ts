import { shownText } from '../../messages/shown-text.ts';
import type { SampleView } from '../../reduce/samples.ts';
import { valueWord } from '../../losses/definition.ts';
import type { LossRequest } from '../../engine/request.ts';
import type { Result } from '../../engine/result.ts';
import type { SampleRow } from '../report/samples.ts';
import type { Column } from './column.ts';
import { shownNames } from './names.ts';
import { vectorText } from './numbers.ts';

export interface SampleNumberFormats {
  readonly row: (row: number) => string;
  /** Of true and predicted values, losses and gradients. */
  readonly number: (x: number) => string;
}

/** Characters of a label that stands beside numbers. */
const LONGEST_LABEL = 32;

/** True and predicted values for people: labels that are text, and numbers. */
export function valueFormat(
  { labelOf }: Result,
  number: (x: number) => string,
): (x: number) => string {
  if (!labelOf) return number;
  return (x) => {
    const label = labelOf(x);
    return label === undefined ? number(x) : shownText(label, LONGEST_LABEL);
  };
}

/** Single samples, a row each: the row of the input, true and predicted values, and the loss where they have one. */
export function sampleColumns(
  samples: readonly SampleView[],
  result: Result,
  { row, number }: SampleNumberFormats,
): { readonly row: Column; readonly numbers: readonly Column[] } {
  const value = valueFormat(result, number);
  return {
    row: rowColumn(samples, result, row),
    numbers: [
      ...(hasTrueValues(samples)
        ? [vectorColumn('true', samples, (sample) => sample.true, value)]
        : []),
      vectorColumn('pred', samples, (sample) => sample.pred, value),
      ...lossColumn(samples, result, number),
    ],
  };
}

/** Whether samples have true values, which some losses do without. */
export function hasTrueValues(samples: readonly SampleView[]): boolean {
  return samples.every((sample) => sample.true.length > 0);
}

/** The gradients at the predictions of samples; none where they were not asked for. */
export function gradientColumn(
  rows: readonly SampleRow[],
  { gradient }: Result,
  number: (x: number) => string,
): Column[] {
  return gradient ? [vectorColumn('gradient', rows, (sample) => sample.gradient, number)] : [];
}

/** The rows of samples in the input; of lists that have names the names. */
export function rowColumn(
  samples: readonly SampleView[],
  { lists }: Result,
  row: SampleNumberFormats['row'],
): Column {
  const { column, textOf } = lists ?? {};
  if (column !== undefined && textOf) {
    return nameColumns([column], samples, (sample) => textOf(sample.row))[0]!;
  }
  const cells = samples.map((sample) => row(sample.row));
  return { header: 'row', isNumber: true, isQuiet: true, cells };
}

/** The losses of samples; none where a loss is of the whole input. */
export function lossColumn(
  samples: readonly SampleView[],
  { over, word }: Result,
  number: (x: number) => string,
): Column[] {
  if (over === 'batch') return [];
  return [{ header: word, isNumber: true, cells: samples.map(({ loss }) => number(loss)) }];
}

function vectorColumn<Sample>(
  header: string,
  samples: readonly Sample[],
  ofSample: (sample: Sample) => readonly number[],
  number: (x: number) => string,
): Column {
  const cells = samples.map((sample) => vectorText(ofSample(sample), number));
  return { header, isNumber: true, cells };
}

/** What the samples with the worst losses are called. */
export function worstHeading({ definition, convention }: LossRequest): string {
  const end = convention.better === 'larger' ? 'lowest' : 'highest';
  return `${end} ${valueWord(definition, convention) === 'score' ? 'scores' : 'losses'}`;
}

/** The texts of samples in some columns of the input; `textOf` is that of a sample in the `k`-th. */
export function nameColumns<Sample>(
  names: readonly string[],
  samples: readonly Sample[],
  textOf: (sample: Sample, k: number) => string,
): Column[] {
  const headers = shownNames(names);
  return headers.map((header, k) => ({
    header,
    cells: shownNames(samples.map((sample) => textOf(sample, k))),
  }));
}

import type { SampleView } from '../../reduce/samples.ts';
import type { Column } from './column.ts';
import { shownNames } from './names.ts';
import { vectorText } from './numbers.ts';

export interface SampleNumberFormats {
  readonly row: (row: number) => string;
  /** Of true and predicted values, losses and gradients. */
  readonly number: (x: number) => string;
}

/** Single samples, a row each: the row of the input, true and predicted values, and the loss. */
export function sampleColumns(
  samples: readonly SampleView[],
  { row, number }: SampleNumberFormats,
): { readonly row: Column; readonly numbers: readonly Column[] } {
  const vectors = (
    header: string,
    ofSample: (sample: SampleView) => readonly number[],
  ): Column => ({
    header,
    isNumber: true,
    cells: samples.map((sample) => vectorText(ofSample(sample), number)),
  });
  return {
    row: {
      header: 'row',
      isNumber: true,
      isQuiet: true,
      cells: samples.map((sample) => row(sample.row)),
    },
    numbers: [
      vectors('true', (sample) => sample.true),
      vectors('pred', (sample) => sample.pred),
      { header: 'loss', isNumber: true, cells: samples.map(({ loss }) => number(loss)) },
    ],
  };
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

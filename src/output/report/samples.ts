import { sampleWidth } from '../../engine/reduction-phrase.ts';
import { areLast, rowPlaces } from '../../tensor/axis.ts';
import { oneBlock, reader } from '../../reduce/number-list.ts';
import { taker } from '../../reduce/number-taker.ts';
import type { Result, Tensor } from '../../engine/result.ts';
import type { SampleDigest, SampleLosses, SampleView } from '../../reduce/samples.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import type { ReportOptions } from './report.ts';

/** A sample of the digest with the gradient at its predictions; empty where it is not known. */
export interface SampleRow extends SampleView {
  readonly gradient: readonly number[];
}

/** The digest with gradients. Where in the input the worst samples are is not known, so they have none. */
export function sampleRows(result: Result): Record<'head' | 'tail' | 'worst', SampleRow[]> {
  const { head, tail, worst } = digestOf(result);
  const withGradient = (sample: SampleView): SampleRow => ({
    ...sample,
    gradient: gradientOf(result, sample.place),
  });
  return {
    head: head.map(withGradient),
    tail: tail.map(withGradient),
    worst: worst.map((sample) => ({ ...sample, gradient: [] })),
  };
}

function gradientOf(result: Result, place: number | undefined): number[] {
  const { listLengths, gradient } = result;
  if (place !== undefined && listLengths && gradient) {
    const start = listLengths.subarray(0, place).reduce((sum, length) => sum + length, 0);
    return [...gradient.values.subarray(start, start + listLengths[place]!)];
  }
  return place === undefined ? [] : [...(rowOf(result, result.gradient, place) ?? [])];
}

/** The digest, empty where none was asked for. */
export function digestOf({ digest }: Result): SampleDigest {
  return digest ?? { head: [], tail: [], worst: [] };
}

/** Whether there are single samples to be shown in a table of a loss. */
export function showsDigest({ result }: LossOutcome, { perSample = true }: ReportOptions): boolean {
  return perSample && digestOf(result).head.length > 0;
}

/** The losses of all samples, where they are to be printed. */
export function shownSamples(
  { result, samples }: LossOutcome,
  { perSample = true }: ReportOptions,
): SampleLosses | undefined {
  if (!perSample || samples) return perSample ? samples : undefined;
  const { perSample: losses, rowNumbers } = result;
  return (
    losses && {
      shape: losses.shape,
      losses: oneBlock(losses.values),
      rowNumbers: rowNumbers && oneBlock(rowNumbers),
    }
  );
}

/** The samples that are to be printed one by one: how many there are, and the rows of those that are not 1, 2, 3, ... */
export type CountedSamples = Pick<SampleLosses, 'rowNumbers'> & { readonly count: number };

/** The same of a loss whose samples have losses to be printed or, where they have none, gradients. */
export function countedSamples(
  outcome: LossOutcome,
  options: ReportOptions,
): CountedSamples | undefined {
  const shown = shownSamples(outcome, options);
  if (shown) return { count: shown.losses.length, rowNumbers: shown.rowNumbers };
  const { perSample = true } = options;
  const { gradient, over, rowNumbers } = outcome.result;
  if (!perSample || !gradient || over !== 'batch') return undefined;
  const { length } = gradient.numbers ?? gradient.values;
  const count = length / sampleWidth(outcome.result);
  return { count, rowNumbers: rowNumbers && oneBlock(rowNumbers) };
}

/** The rows of the samples in the input, one after the other. */
export function sampleNumbers({ rowNumbers }: Pick<SampleLosses, 'rowNumbers'>): () => number {
  if (rowNumbers) return reader(rowNumbers);
  let number = 0;
  return () => ++number;
}

/**
 * What gives the gradients at the predictions of samples, one after the other, each valid until the next; undefined where
 * none were computed.
 */
export function gradientReader(result: Result): (() => Float64Array) | undefined {
  const { gradient, listLengths } = result;
  if (!gradient) return undefined;
  let i = 0;
  if (listLengths) {
    const take = taker(gradient.numbers ?? oneBlock(gradient.values));
    return () => take(listLengths[i++]!);
  }
  if (!gradient.numbers || !liesInRows(result)) return () => rowOf(result, gradient, i++)!;
  const width = sampleWidth(result);
  const take = taker(gradient.numbers);
  return () => take(width);
}

/** The unreduced losses of the `i`-th sample (from 0), or undefined where none were asked for. */
export function sampleElements(result: Result, i: number): Float64Array | undefined {
  return rowOf(result, result.perElement, i);
}

function rowOf(result: Result, tensor: Tensor | undefined, i: number): Float64Array | undefined {
  if (!tensor) return undefined;
  const width = sampleWidth(result);
  if (liesInRows(result)) return tensor.values.subarray(i * width, (i + 1) * width);
  const { shape, sampleAxes } = result;
  return rowPlaces(shape, sampleAxes!, i).map((place) => tensor.values[place]!);
}

/** Whether the numbers of a sample follow each other. */
function liesInRows({ shape, sampleAxes }: Result): boolean {
  return !sampleAxes || areLast(sampleAxes, Math.max(2, shape.length));
}

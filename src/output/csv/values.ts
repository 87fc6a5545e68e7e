import { UserError } from '../../messages/errors.ts';
import { formatNumber, isShortest } from '../../text/format-number.ts';
import { rowWriter } from '../../text/row-writer.ts';
import { TextWriter } from '../../text/text-writer.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import type { Report, ReportOptions, TextPiece } from '../report/report.ts';
import { shownSamples } from '../report/samples.ts';

/** Numbers that are written at once. */
const AT_ONCE = 1024;

/**
 * The results alone, a number a line in the order of the losses; of one loss that is not reduced, the losses of samples.
 * @throws UserError where there is neither
 */
export function* reportAsValues({ losses }: Report, options: ReportOptions): Generator<TextPiece> {
  const [first] = losses;
  if (losses.length === 1 && first!.result.result === null) {
    yield* samplesAsValues(first!, options);
    return;
  }
  const unreduced = losses.find(({ result }) => result.result === null);
  if (unreduced) {
    throw new UserError({
      where: '--format value',
      problem: `expected a result of each loss, found the losses of samples of ${unreduced.result.loss}`,
      hint: 'choose a reduction, or another format',
    });
  }
  const { precision } = options;
  yield losses
    .map(({ result: { result, dtype } }) => `${formatNumber(result!, dtype, precision)}\n`)
    .join('');
}

function* samplesAsValues(outcome: LossOutcome, options: ReportOptions): Generator<TextPiece> {
  const { precision } = options;
  const { dtype } = outcome.result;
  const samples = shownSamples(outcome, options);
  if (!samples) {
    throw new UserError({
      where: '--format value',
      problem: 'the reduction "none" has a value per sample, and they were not asked for',
      hint: 'leave --no-per-sample out, or choose a reduction',
    });
  }
  const format = (x: number): string => formatNumber(x, dtype, precision);
  const isShort = isShortest(dtype, precision);
  const out = new TextWriter(format, isShort);
  const write = rowWriter(out, ['', '\n'], [{ format, isShortest: isShort }]);
  for (const block of samples.losses.blocks()) {
    for (let from = 0; from < block.length; from += AT_ONCE) {
      write(block.subarray(from, from + AT_ONCE));
      if (out.isFull) yield out.take();
    }
  }
  yield out.take();
}

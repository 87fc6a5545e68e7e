import { UserError } from '../../messages/errors.ts';
import type { Result } from '../../engine/result.ts';
import { TextWriter } from '../../text/text-writer.ts';
import { formatNumber, isShortest } from '../../text/format-number.ts';
import type { RenderOptions, TextPiece } from './options.ts';
import { shownSamples } from './per-sample.ts';

/**
 * The loss alone: one number, or with the reduction `none` a number a line.
 * @throws UserError where there is neither
 */
export function* renderValue(result: Result, options: RenderOptions): Generator<TextPiece> {
  const { precision } = options;
  const number = (x: number): string => formatNumber(x, result.dtype, precision);
  if (result.result !== null) {
    yield `${number(result.result)}\n`;
    return;
  }
  const samples = shownSamples(result, options);
  if (!samples) {
    throw new UserError({
      where: '--format value',
      problem: 'the reduction "none" has a value per sample, and they were not asked for',
      hint: 'leave --no-per-sample out, or choose a reduction',
    });
  }
  const out = new TextWriter(number, isShortest(result.dtype, precision));
  for (const block of samples.losses.blocks()) {
    for (const loss of block) {
      out.number(loss);
      out.ascii('\n');
      if (out.isFull) yield out.take();
    }
  }
  yield out.take();
}

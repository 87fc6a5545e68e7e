import { UserError } from '../errors.ts';
import type { Result } from '../result.ts';
import { formatNumber } from './number.ts';
import type { RenderOptions } from './options.ts';

/**
 * The loss alone: one number, or with the reduction `none` a number a line.
 * @throws UserError where there is neither
 */
export function renderValue(result: Result, { precision }: RenderOptions): Iterable<string> {
  const values = result.result === null ? result.perSample?.values : [result.result];
  if (!values) {
    throw new UserError({
      where: '--format value',
      problem: 'the reduction "none" has a value per sample, and they were not asked for',
      hint: 'leave --no-per-sample out, or choose a reduction',
    });
  }
  return lines(values, (x) => formatNumber(x, result.dtype, precision));
}

function* lines(values: Iterable<number>, format: (x: number) => string): Generator<string> {
  for (const x of values) yield `${format(x)}\n`;
}

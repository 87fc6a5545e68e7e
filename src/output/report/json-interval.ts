import { jsonNumber } from '../result/json-text.ts';
import type { Interval, NoInterval } from '../../resample/interval.ts';
import type { Result } from '../../engine/result.ts';

/**
 * An interval of a result, or why there is none, as a JSON object.
 * @param space what follows commas and colons
 */
export function intervalText(
  interval: Interval | NoInterval,
  { dtype }: Result,
  precision: number | undefined,
  space: string,
): string {
  const texts = Object.entries(factsOf(interval)).map(([key, value]) => {
    const isBound = key === 'low' || key === 'high';
    const text = isBound ? jsonNumber(value as number, dtype, precision) : JSON.stringify(value);
    return `"${key}":${space}${text}`;
  });
  return `{${space}${texts.join(`,${space}`)}${space}}`;
}

/** In the order they are printed. */
function factsOf(interval: Interval | NoInterval): Interval | NoInterval {
  if ('reason' in interval) return interval;
  const { low, high, level, method, replicates, seed, units, count } = interval;
  return { low, high, level, method, replicates, seed, units, count };
}

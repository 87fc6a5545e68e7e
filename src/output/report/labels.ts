import { settings } from '../result/facts.ts';
import type { LossOutcome } from '../../suite/outcome.ts';

/** What a loss is called beside others: its name, with the settings and conventions in which they differ. */
export function lossLabels(losses: readonly LossOutcome[]): string[] {
  const names = losses.map(({ result }) => result.loss);
  const withSettings = losses.map(({ result }) => [result.loss, ...settings(result)].join(', '));
  const withConvention = withSettings.map((text, i) => `${text}, ${losses[i]!.result.compat}`);
  return names.map((name, i) => {
    if (isAlone(name, names)) return name;
    return isAlone(withSettings[i]!, withSettings) ? withSettings[i]! : withConvention[i]!;
  });
}

function isAlone(text: string, texts: readonly string[]): boolean {
  return texts.filter((other) => other === text).length === 1;
}

/** The header of a column of intervals: `95 % interval`; undefined where none were asked for. */
export function intervalLevel(losses: readonly LossOutcome[]): string | undefined {
  if (losses.every(({ interval }) => interval === undefined)) return undefined;
  const known = losses.find(({ interval }) => interval && 'level' in interval)?.interval;
  return known && 'level' in known
    ? `${Number((100 * known.level).toPrecision(6))} % interval`
    : 'interval';
}

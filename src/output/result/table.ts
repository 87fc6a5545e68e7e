import { reductionName, reductionPhrase } from '../../engine/reduction-phrase.ts';
import type { Result } from '../../engine/result.ts';
import { formatShape } from '../../tensor/shape.ts';
import type { Style } from '../layout/columns.ts';
import { conventionPhrase, notices, settings } from './facts.ts';
import { formatNumber } from '../../text/format-number.ts';
import type { RenderOptions } from './options.ts';
import { sampleTable } from './sample-table.ts';
import { stylesFor } from '../layout/styles.ts';
import { displayWidth, joinPhrases, wrap } from '../layout/text.ts';

/** For people at a terminal: what was computed, the samples, the result. */
export function* renderTable(result: Result, options: RenderOptions): Generator<string> {
  const { precision, width, perSample } = options;
  const chalk = stylesFor(options.color);
  const blocks = [
    heading(result, options, chalk.bold, chalk.yellow),
    perSample ? sampleTable(result, precision, width, chalk.dim) : [],
    resultLines(result, precision, width, chalk.bold),
  ];
  yield blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function heading(
  result: Result,
  options: RenderOptions,
  emphasis: Style,
  warning: Style,
): string[] {
  const { title, width } = options;
  const [first, ...more] = joinPhrases(
    [title, conventionPhrase(result, options), result.dtype],
    width,
  );
  return [
    first!.startsWith(title) ? emphasis(title) + first!.slice(title.length) : emphasis(first!),
    ...more,
    ...joinPhrases(
      [`shape ${formatShape(result.shape)}`, reductionPhrase(result), ...settings(result)],
      width,
    ),
    ...joinPhrases(notices(result), width).map((line) => warning(line)),
  ];
}

function resultLines(
  { result, reduction, dtype }: Result,
  precision: number | undefined,
  width: number,
  emphasis: Style,
): string[] {
  if (result === null) return [];
  const label = reductionName(reduction);
  const value = formatNumber(result, dtype, precision);
  if (displayWidth(`  ${label}  ${value}`) <= width) return [`  ${label}  ${emphasis(value)}`];
  return wrap(`${label} ${value}`, width, 2).map((line) => emphasis(line));
}

import { quote } from '../../messages/errors.ts';
import { kebabCase } from '../../messages/names.ts';
import type { Result } from '../../engine/result.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import type { ParameterValue } from '../../losses/definition.ts';
import type { ClassMatch } from '../../tensor/class-match.ts';
import { formatShape } from '../../tensor/shape.ts';
import { formatCount, formatCounted, formatNumber } from '../../text/format-number.ts';
import { digestOf } from '../report/samples.ts';
import { LONGEST_IN_LINE, vectorText } from './numbers.ts';
import type { RowsRead } from '../../tensor/rows-read.ts';
import { shownText } from '../../messages/shown-text.ts';

/** The convention with the framework's own name of the loss: `torch (torch.nn.HuberLoss)`. */
export function conventionPhrase({ request, result }: LossOutcome): string {
  const { api } = request.convention;
  return api === '' ? result.compat : `${result.compat} (${api})`;
}

/** What a result is: its loss, or `skill of huber over mean`. */
export function resultName({ loss, skill }: Pick<Result, 'loss' | 'skill'>): string {
  return skill ? `skill of ${loss} over ${shownText(skill.over)}` : loss;
}

/** The same with its settings: `huber, delta 2`. */
export function lossText(result: Result): string {
  return [resultName(result), ...settings(result)].join(', ');
}

/** `shape 5x3`, or where samples are lists `7 items in 3 lists by query`. */
export function shapePhrase(result: Result): string {
  return result.lists ? listsPhrase(result) : `shape ${formatShape(result.shape)}`;
}

/** Of how many samples results are: `3 samples`, or `7 items in 3 lists by query`. */
export function samplesPhrase(result: Result): string {
  return result.lists ? listsPhrase(result) : formatCounted(result.samples, 'sample');
}

function listsPhrase({ samples, items = 0, lists }: Result): string {
  const by = lists?.column === undefined ? '' : ` by ${shownText(lists.column)}`;
  return `${formatCounted(items, 'item')} in ${formatCounted(samples, 'list')}${by}`;
}

/** Parameters, named as their options are, and constants: `delta 1`, `from-logits`. Flags that are off are left out. */
export function settings({ params, constants, dtype }: Result): string[] {
  return Object.entries({ ...params, ...constants })
    .filter(([, value]) => value !== false)
    .map(([name, value]) => {
      const option = kebabCase(name).replaceAll('_', '-');
      return value === true
        ? option
        : `${option} ${settingText(value, (x) => formatNumber(x, dtype))}`;
    });
}

const MOST_CLASSES = 10;

/** What a reader must know to trust the number: rows skipped, values clipped and how classes were found. */
export function notices(result: Result): string[] {
  const { clipped } = result;
  return [
    ...readPhrases(result),
    ...(clipped > 0 ? [`${formatCounted(clipped, 'value')} clipped`] : []),
    ...classPhrase(result),
  ];
}

/** How labels that are numbers stand for columns; nothing where there is no doubt. */
export function classPhrase({ classes, oneHotClasses, decided }: Result): string[] {
  return [
    ...(oneHotClasses === undefined
      ? []
      : [`true rows made of indices of ${oneHotClasses} classes`]),
    ...(decided ? [`classes decided by ${decided.by} of ${decided.of} columns`] : []),
    ...(classes ? [matchPhrase(classes)] : []),
  ];
}

function matchPhrase({ by, columns }: ClassMatch): string {
  if (by === 'names') return 'classes by the names of columns';
  if (by === 'positions') return 'classes by place, from 0 on';
  const shown = columns.slice(0, MOST_CLASSES).map((name) => quote(name));
  const more = columns.length > MOST_CLASSES ? ` and ${columns.length - MOST_CLASSES} more` : '';
  return `classes by label: ${shown.join(', ')}${more}`;
}

/** `3 files`, `where region=eu (5 rows left out)`, `2 rows skipped (missing values or counterparts)`, where it is so. */
export function readPhrases({
  files = 1,
  skipped,
  where,
  elements,
}: RowsRead & Pick<Result, 'elements'>): string[] {
  return [
    ...(files > 1 ? [formatCounted(files, 'file')] : []),
    ...(where
      ? [`where ${shownText(where.conditions)} (${formatCounted(where.leftOut, 'row')} left out)`]
      : []),
    ...(skipped > 0
      ? [`${formatCounted(skipped, 'row')} skipped (missing values or counterparts)`]
      : []),
    ...elementsPhrase({ elements }),
  ];
}

/** `2 elements skipped (missing values)`, where it is so. */
export function elementsPhrase({ elements }: Pick<Result, 'elements'>): string[] {
  const { skipped = 0 } = elements ?? {};
  return skipped > 0 ? [`${formatCounted(skipped, 'element')} skipped (missing values)`] : [];
}

/** The line that stands for the samples between the first and the last ones: `999,980 more`. */
export function omittedPhrase(result: Result): string {
  const { head, tail } = digestOf(result);
  return `${formatCount(result.samples - head.length - tail.length)} more`;
}

/** A setting's value: a number, or several with commas between. */
export function settingText(value: ParameterValue, format: (x: number) => string): string {
  if (typeof value === 'object') {
    return vectorText(value, format, { most: LONGEST_IN_LINE, separator: ',' });
  }
  return typeof value === 'number' ? format(value) : String(value);
}

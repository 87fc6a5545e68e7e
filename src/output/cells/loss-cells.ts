import { reductionName, reductionPhrase } from '../../engine/reduction-phrase.ts';
import type { ValueWord } from '../../losses/definition.ts';
import type { Interval, NoInterval } from '../../resample/interval.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import type { Column } from './column.ts';
import { boundsText, percentText, resultText, type NumberFormat } from './numbers.ts';
import { lossText, resultName } from './result-facts.ts';

/**
 * What losses are called beside others: their names, with the settings, conventions, reductions and types of numbers in
 * which they differ, or a number where they differ in nothing.
 */
export function lossLabels(losses: readonly Pick<LossOutcome, 'result'>[]): string[] {
  const spellings = losses.map(({ result }) => {
    const withConvention = `${lossText(result)}, ${result.compat}`;
    const withReduction = `${withConvention}, ${reductionName(result.reduction)}`;
    const withDtype = `${withReduction}, ${result.dtype}`;
    return [
      resultName(result),
      lossText(result),
      withConvention,
      withReduction,
      withDtype,
    ] as const;
  });
  return spellings.map((own, i) => {
    const [, , , , longest] = own;
    const alone = own.find((text, k) =>
      isAlone(
        text,
        spellings.map((each) => each[k]!),
      ),
    );
    const before = spellings.slice(0, i).filter((each) => each[4] === longest);
    return alone ?? `${longest} (${before.length + 1})`;
  });
}

function isAlone(text: string, texts: readonly string[]): boolean {
  return texts.filter((other) => other === text).length === 1;
}

/** Losses with their settings, where their convention is told beside them; with more where that would not tell them apart. */
export function lossTexts(losses: readonly Pick<LossOutcome, 'result'>[]): string[] {
  const labels = lossLabels(losses);
  const texts = losses.map(({ result }) => lossText(result));
  const beside = losses.map(({ result }, k) => `${texts[k]!}, ${result.compat}`);
  return texts.map((text, k) => (isAlone(beside[k]!, beside) ? text : labels[k]!));
}

/** What a column of the names of losses is called, or of the values of one. */
export function commonWord(losses: readonly Pick<LossOutcome, 'result'>[]): ValueWord {
  return losses.every(({ result }) => result.word === 'score') ? 'score' : 'loss';
}

/** The header of a column of intervals: `95 % interval`; undefined where none were asked for. */
export function intervalLevel(
  intervals: readonly (Interval | NoInterval | undefined)[],
): string | undefined {
  const asked = intervals.filter((interval) => interval !== undefined);
  if (asked.length === 0) return undefined;
  const known = asked.find((interval) => 'level' in interval);
  return known ? `${percentText(known.level, 6)} interval` : 'interval';
}

/** The losses, a row each; each format chooses among the columns. */
export interface LossColumns {
  /** With its settings. */
  readonly loss: Column;
  readonly convention: Column;
  readonly result: Column;
  /** Absent where no intervals were asked for. */
  readonly interval: Column | undefined;
  readonly reduction: Column;
}

export function lossColumns(losses: readonly LossOutcome[], number: NumberFormat): LossColumns {
  const results = losses.map(({ result }) => result);
  const level = intervalLevel(losses.map(({ interval }) => interval));
  return {
    loss: { header: commonWord(losses), cells: lossTexts(losses) },
    convention: { header: 'convention', cells: results.map(({ compat }) => compat) },
    result: {
      header: 'result',
      isNumber: true,
      isStrong: true,
      cells: results.map(({ result, dtype }) => resultText(result, dtype, number)),
    },
    interval:
      level === undefined
        ? undefined
        : {
            header: level,
            isWhole: true,
            cells: losses.map(({ interval, result }) => boundsText(interval, result.dtype, number)),
          },
    reduction: { header: 'reduction', cells: results.map(reductionPhrase) },
  };
}

import type { LossOutcome } from '../../suite/outcome.ts';
import type { Column } from '../cells/column.ts';
import { lossColumns, lossLabels } from '../cells/loss-cells.ts';
import { numberText } from '../cells/numbers.ts';
import { settings } from '../cells/result-facts.ts';
import { wrap } from '../layout/text.ts';
import type { ReportOptions } from '../report/report.ts';
import { fits, INDENT, textColumns } from './text-columns.ts';

/** The losses with their settings, which stand in lines of their own where a table with them would be too wide. */
export function lossBlocks(losses: readonly LossOutcome[], options: ReportOptions): string[][] {
  const { precision, width } = options;
  const { loss, convention, result, interval } = lossColumns(losses, (x, dtype) =>
    numberText(x, dtype, precision),
  );
  const named = (cells: readonly string[]): Column[] => [
    { ...loss, cells },
    convention,
    result,
    ...(interval ? [interval] : []),
  ];
  if (fits(named(loss.cells), width)) return [textColumns(named(loss.cells), options)];
  const described = losses
    .filter(({ result: each }) => settings(each).length > 0)
    .map(({ result: each }) => `${each.loss}: ${settings(each).join(', ')}`);
  return [
    textColumns(named(lossLabels(losses)), options),
    [...new Set(described)].flatMap((text) => wrap(text, width, INDENT)),
  ];
}

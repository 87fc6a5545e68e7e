import { Doubts } from '../engine/doubts.ts';
import { warnOfLabels } from '../engine/label-doubts.ts';
import { resolveRequest } from '../engine/request.ts';
import type { LabelledTensor } from '../engine/shapes.ts';
import { findLoss } from '../losses/names.ts';
import { quote, UserError } from '../messages/errors.ts';
import { fittingLoss, tellingNumbers } from './fitting-loss.ts';
import type { RoleContent, RoleContents } from './inspection.ts';

/** The loss that doubts are about where none fits. */
const USUAL = 'binary-crossentropy';

/** What a loss of the inputs would warn of, or refuse. */
export function doubtsOfRoles({ true: truth, pred, weights }: RoleContents): string[] {
  if (!truth || !pred) return [];
  const found: string[] = [];
  const warn = (message: string): void => {
    found.push(message);
  };
  if (isNumeric(truth) && isNumeric(pred)) warnOfNumbers({ truth, pred, weights }, warn);
  else if (pred.width === 1) warnOfTexts(truth, pred, warn);
  return found;
}

interface Given {
  readonly truth: RoleContent;
  readonly pred: RoleContent;
  readonly weights: RoleContent | undefined;
}

/** Shows the loss the numbers that decide what is doubtful, instead of all. */
function warnOfNumbers({ truth, pred, weights }: Given, warn: (message: string) => void): void {
  const fitting = fittingLoss(truth, pred);
  const params = { fromLogits: fitting?.flags.includes('--from-logits') ?? false };
  const definition = fitting?.definition ?? findLoss(USUAL)!;
  const request = resolveRequest(definition, {
    params: 'fromLogits' in definition.parameters ? params : {},
  });
  const roles = Object.entries({ true: truth, pred, ...(weights && { weights }) });
  const tensors = roles.map(([input, { source }]): [string, LabelledTensor] => [
    input,
    { label: quote(source), axes: [] },
  ]);
  const telling = roles.map(([, { summaries }]) => summaries.flatMap(tellingNumbers));
  const rows = Math.max(...telling.map(({ length }) => length));
  if (telling.some(({ length }) => length === 0)) return;
  const inputs = Object.fromEntries(
    roles.map(([input], k) => [
      input,
      Float64Array.from({ length: rows }, (_, i) => at(telling[k]!, i)),
    ]),
  );
  const doubts = new Doubts(request, new Map(tensors), { true: 1, pred: 1, weights: 1 });
  doubts.check({ rows, inputs }, truth.rows);
  doubts.warn(warn);
}

/** The numbers over and over. */
function at(numbers: readonly number[], index: number): number {
  return numbers[index % numbers.length]!;
}

function warnOfTexts(truth: RoleContent, pred: RoleContent, warn: (message: string) => void): void {
  const tensors = Object.entries({ true: truth, pred }).map(([input, role]) => {
    const values = role.summaries[0]!.values ?? [];
    const texts = new Set(
      values.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    );
    const written = {
      texts,
      hasNumbers: values.some(({ value }) => typeof value === 'number'),
      textOf: () => undefined,
      ofColumns: () => [],
    };
    return [
      input,
      { label: quote(role.source), axes: [], labels: { match: undefined, written } },
    ] as const;
  });
  try {
    warnOfLabels(new Map(tensors), warn);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warn(`${error.complaint.where!}: ${error.complaint.problem}`);
  }
}

function isNumeric({ summaries }: RoleContent): boolean {
  return summaries.every(({ texts }) => texts === 0);
}

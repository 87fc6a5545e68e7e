import type { LossRequest } from '../engine/request.ts';
import type { Domain } from '../losses/definition.ts';

const OF_LABELS: readonly Domain[] = [
  'binary',
  'binary-or-sign',
  'class-index',
  'label',
  'probability',
  'distribution',
];

/** Whether truth values stand for 1 and 0 in an input; in predictions and numbers they would be a mistake. */
export function takesBooleans({ inputs }: LossRequest, input: string): boolean {
  if (input === 'mask') return true;
  const domain = inputs.get(input)?.domain;
  return input !== 'pred' && domain !== undefined && OF_LABELS.includes(domain);
}

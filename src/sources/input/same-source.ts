import { quote } from '../../messages/errors.ts';
import { fileLabel } from '../bytes/file-label.ts';
import type { Selection } from './selection.ts';

/** What is doubtful about true and predicted values that are the same; undefined where they are not. */
export function sameSource(selections: readonly Selection[]): string | undefined {
  const [truth, pred] = ['true', 'pred'].map((input) =>
    selections.find((selection) => selection.input === input && selection.layout !== 'text'),
  );
  const isSame = truth && truth.path === pred?.path && truth.part === pred.part;
  return isSame
    ? `--true and --pred are both ${truth.part === undefined ? fileLabel(truth.path) : `${quote(truth.part)} of ${fileLabel(truth.path)}`}; predictions are compared with themselves`
    : undefined;
}

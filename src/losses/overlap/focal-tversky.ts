import { defineLoss } from '../definition.ts';
import { maskInputs, masksExample, OR_INDICES, samplewise } from '../shared/masks.ts';

/** Focal Tversky loss. Source: N. Abraham and N. M. Khan, 2019. */
export const focalTversky = defineLoss({
  name: 'focal-tversky',
  title: 'Focal Tversky loss',
  family: 'overlap',
  aliases: [],
  summary: 'A root of the Tversky loss, which stays steep while the overlap is poor or fair.',
  description:
    'The Tversky loss to the power of 1 / gamma, meant to keep learning small structures. alpha weighs false ' +
    'positives and beta false negatives, with the defaults of the paper, which names them the other way round. Some ' +
    'implementations take gamma itself as the exponent: their 0.75 is 4/3 here. It is computed over the whole input ' +
    'unless --samplewise is given; the slope is infinite at a perfect prediction where gamma exceeds 1.' +
    OR_INDICES,
  parameters: {
    alpha: { kind: 'number', default: 0.3, min: 0, help: 'weight of false positives' },
    beta: { kind: 'number', default: 0.7, min: 0, help: 'weight of false negatives' },
    gamma: { kind: 'number', default: 4 / 3, above: 0, help: 'which root of the loss is taken' },
    samplewise,
  },
  inputs: maskInputs,
  conventions: {
    exact: {
      api: 'focal Tversky loss',
      axis: 'entry',
      // A loss of 0 is left out of the power, whose slope there is infinite.
      formula: `d = alpha * (1 - y) * p + beta * y * (1 - p);
apart = samplewise ? sum(d) : batch_sum(d);
all = samplewise ? sum(y * p + d) : batch_sum(y * p + d);
apart == 0 ? 0 : (apart == 0 ? 1 : apart / all)^(1 / gamma)`,
      raises: ['true', 'pred'],
      note: 'No epsilon: where both masks are empty the loss is 0.',
    },
  },
  references: [
    'N. Abraham and N. M. Khan, A novel focal Tversky loss function with improved attention U-Net for lesion segmentation, 2019, ISBI',
  ],
  example: masksExample,
});

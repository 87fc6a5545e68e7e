import { defineLoss } from '../definition.ts';

/** The z-loss of logits. Source: B. Zoph et al., ST-MoE, 2022. */
export const zLoss = defineLoss({
  name: 'z-loss',
  title: 'z-loss',
  family: 'language-models',
  aliases: ['router-z-loss'],
  summary: 'The squared logarithm of the sum of the exponentials of logits, times a coefficient.',
  description:
    'A penalty beside cross-entropy that keeps logits small, of the vocabulary as in PaLM or of the experts of a ' +
    'router: the softmax is the same whatever is added to all logits, and without a penalty they drift until half ' +
    'precision cannot tell them apart. It is 0 where the logits are log-probabilities already. Switch transformers ' +
    'and ST-MoE use a coefficient of 0.001, PaLM one of 0.0001.',
  parameters: {
    coefficient: {
      kind: 'number',
      default: 1e-4,
      min: 0,
      help: 'what the square is multiplied by',
    },
  },
  inputs: { pred: { domain: 'real', help: 'rows of logits, of the vocabulary or of experts' } },
  conventions: {
    exact: {
      api: 'z-loss',
      // Of the largest logit, what it is above its log-probability: no digit of the others is lost beside it.
      formula: 'coefficient * (max(p) - max(log_softmax(p)))^2',
    },
  },
  references: [
    'B. Zoph et al., ST-MoE: designing stable and transferable sparse expert models, 2022, arXiv:2202.08906',
    'A. Chowdhery et al., PaLM: scaling language modeling with pathways, 2022, arXiv:2204.02311',
  ],
  example: {
    pred: [
      [2, 0.5, -1],
      [8, 7, 9],
    ],
  },
});

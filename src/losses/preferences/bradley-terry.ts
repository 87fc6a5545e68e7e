import { defineLoss } from '../definition.ts';

const formula = `mean(softplus(-(p - rejected - margin)) + (center_rewards_coefficient == 0 ? 0
  : center_rewards_coefficient * (p + rejected)^2))`;

/** The Bradley-Terry loss of a reward model. Source: R. A. Bradley and M. E. Terry, 1952. */
export const bradleyTerry = defineLoss({
  name: 'bradley-terry',
  title: 'Bradley-Terry loss',
  family: 'preferences',
  aliases: ['reward-model', 'pairwise-logistic'],
  summary: 'The negative log-likelihood that chosen responses win, by their rewards.',
  description:
    'Trains a reward model on pairs: a response wins with the probability that is the sigmoid of the difference of ' +
    'rewards, which a margin for each pair may shift. Only differences count, so that rewards may drift together: ' +
    'the centering coefficient pulls their sum to 0. log 2 = 0.693 is what equal rewards cost. The gradient is with ' +
    'respect to the rewards of the chosen responses.',
  parameters: {
    centerRewardsCoefficient: {
      kind: 'number',
      default: 0,
      min: 0,
      help: 'weight of the squared sum of the two rewards; 0.01 is usual',
    },
  },
  inputs: {
    pred: { domain: 'real', help: 'rewards of the chosen responses' },
    rejected: { domain: 'real', help: 'rewards of the rejected responses' },
    margin: {
      domain: 'real',
      otherwise: 0,
      help: 'by how much the rewards of a pair should differ, where pairs say so',
    },
  },
  conventions: {
    trl: { api: 'trl.RewardTrainer', formula, over: 'elements' },
    exact: { api: 'Bradley-Terry loss', formula },
  },
  references: [
    'R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs: I. the method of paired comparisons, 1952, Biometrika 39',
    'L. Ouyang et al., Training language models to follow instructions with human feedback, 2022, NeurIPS 35',
    'H. Touvron et al., Llama 2: open foundation and fine-tuned chat models, 2023, arXiv:2307.09288 (the margin)',
  ],
  example: { pred: [[1.2], [0.1]], rejected: [[0.3], [0.4]] },
});

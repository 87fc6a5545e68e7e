import { defineLoss } from '../definition.ts';
import {
  flippedShare,
  pairOfResponses,
  preferenceStrength,
  smoothedPreference,
} from '../shared/preferences.ts';

/** Simple preference optimization. Source: Y. Meng, M. Xia and D. Chen, 2024. */
export const simpo = defineLoss({
  name: 'simpo',
  title: 'Simple preference optimization',
  family: 'preferences',
  aliases: ['simple-preference-optimization'],
  summary: 'What mean log-probabilities of chosen responses lack to a margin over rejected ones.',
  description:
    'Preferences without a reference, by the reward that also decides what is generated: pred and --rejected are ' +
    'means over the tokens of a response, not sums, so that length does not count. gamma is by how much beta times ' +
    'the one mean should be above beta times the other. The paper uses a beta from 2 to 10 and a gamma of 0.3 to ' +
    '1.6, far from the defaults of TRL, which are the ones here. The gradient is with respect to the chosen response.',
  parameters: {
    beta: preferenceStrength(0.1, 'what the difference of mean log-probabilities is multiplied by'),
    gamma: {
      kind: 'number',
      default: 0.5,
      min: 0,
      help: 'the margin between the rewards, after beta',
    },
    labelSmoothing: flippedShare('the share of preferences that are wrong'),
  },
  inputs: pairOfResponses,
  conventions: {
    trl: {
      api: 'trl.experimental.cpo.CPOTrainer with simpo',
      formula: `z = beta * (p - rejected - gamma / beta);\nmean(${smoothedPreference})`,
      over: 'elements',
      note: 'CPOTrainer with loss_type simpo and a cpo_alpha of 0; gamma is its simpo_gamma.',
    },
    exact: {
      api: 'simple preference optimization',
      formula: `z = beta * (p - rejected) - gamma;\nmean(${smoothedPreference})`,
      raises: ['pred', 'rejected'],
    },
  },
  references: [
    'Y. Meng, M. Xia and D. Chen, SimPO: simple preference optimization with a reference-free reward, 2024, NeurIPS 37',
  ],
  example: { pred: [[-0.8], [-1.4]], rejected: [[-1.1], [-1.3]] },
});

import { defineLoss } from '../definition.ts';
import {
  flippedShare,
  OF_RESPONSES,
  pairOfResponses,
  pairsExample,
  preferenceStrength,
  smoothedPreference,
} from '../shared/preferences.ts';

const formula = `d = p - rejected; z = beta * d;
mean(hinge ? max(1 - z, 0) : ipo ? (d - 1 / (2 * beta))^2 : ${smoothedPreference})`;

/** Contrastive preference optimization. Source: H. Xu et al., 2024. */
export const cpo = defineLoss({
  name: 'cpo',
  title: 'Contrastive preference optimization',
  family: 'preferences',
  aliases: ['contrastive-preference-optimization', 'reference-free-dpo'],
  summary: 'How far a policy is from preferring chosen responses, without a reference.',
  description:
    'dpo with a reference to which all responses are equally likely, so that half of the memory will do. What keeps ' +
    'the policy near the texts it learned from is the negative log-likelihood of the chosen responses, which trainers ' +
    'add with a weight: token-cross-entropy computes it. Longer responses are less likely as such; for ipo TRL takes ' +
    'means over tokens.' +
    OF_RESPONSES,
  parameters: {
    beta: preferenceStrength(0.1, 'what the difference of log-probabilities is multiplied by'),
    lossType: {
      kind: 'choice',
      choices: ['sigmoid', 'hinge', 'ipo'],
      default: 'sigmoid',
      help: 'what is made of the difference, as TRL calls it',
    },
    labelSmoothing: flippedShare('the share of preferences that are wrong, for sigmoid'),
  },
  inputs: pairOfResponses,
  conventions: {
    trl: {
      api: 'trl.experimental.cpo.CPOTrainer',
      names: { cpo_loss: {} },
      formula,
      over: 'elements',
      note: 'The loss of preferences alone; CPOTrainer adds cpo_alpha times the cross-entropy of the chosen responses.',
    },
    exact: {
      api: 'contrastive preference optimization',
      formula,
      raises: ['pred', 'rejected'],
    },
  },
  references: [
    'H. Xu et al., Contrastive preference optimization: pushing the boundaries of LLM performance in machine translation, 2024, ICML 41',
  ],
  example: pairsExample,
});

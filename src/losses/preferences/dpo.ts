import { defineLoss } from '../definition.ts';
import {
  flippedShare,
  logProbabilities,
  OF_RESPONSES,
  pairOfResponses,
  pairsExample,
  preferenceStrength,
  smoothedPreference,
} from '../shared/preferences.ts';

/** By how much the policy prefers each response more than the reference does. */
const ratios = (reference: (name: string) => string): string =>
  `c = p - ${reference('reference_chosen')}; r = rejected - ${reference('reference_rejected')};
z = beta * (c - r); g = beta * c; b = beta * r;`;

/** The losses by their types, where these are the same to all conventions. */
const byType = (more: {
  sigmoid: string;
  length: (name: string) => string;
  complement: string;
}): string => {
  const { sigmoid, length, complement } = more;
  return `a = c / ${length('chosen_length')} - r / ${length('rejected_length')};
mean(hinge ? max(1 - z, 0)
  : ipo ? (a - 1 / (2 * beta))^2
  : robust ? ((1 - label_smoothing) * softplus(-z) - label_smoothing * softplus(z)) / (1 - 2 * label_smoothing)
  : nca_pair ? softplus(-g) + softplus(g) / 2 + softplus(b) / 2
  : bco_pair ? softplus(-g) + softplus(b)
  : sppo_hard ? (c - 1 / 2 / beta)^2 + (r + 1 / 2 / beta)^2
  : apo_zero ? ${complement.replaceAll('x', 'g')} + sigmoid(b)
  : apo_down ? sigmoid(g) + ${complement.replaceAll('x', 'z')}
  : sigmoid_norm ? softplus(-beta * a)
  : ${sigmoid})`;
};

const references = {
  neededWith: ({ referenceFree }: Readonly<Record<string, unknown>>) => referenceFree !== true,
  otherwise: 0,
};

/** Direct preference optimization. Source: R. Rafailov et al., 2023. */
export const dpo = defineLoss({
  name: 'dpo',
  title: 'Direct preference optimization',
  family: 'preferences',
  aliases: ['direct-preference-optimization', 'dpo-loss'],
  summary: 'How far a policy is from preferring chosen responses more than its reference does.',
  description:
    'Trains a language model on pairs of responses without a model of rewards: the reward of a response is beta ' +
    'times what the policy gives it more than the reference, as logarithms, and --loss-type is what is made of the ' +
    'two rewards, as TRL calls it. log 2 = 0.693 is where a policy starts that is its reference. It falls as well ' +
    'where both responses become less likely, so look at the rewards themselves. ipo and sigmoid_norm are of means ' +
    'over tokens: give the lengths of the responses, or log-probabilities that are means already.' +
    OF_RESPONSES,
  parameters: {
    beta: preferenceStrength(
      0.1,
      'what log-ratios are multiplied by: the larger, the nearer to the reference',
    ),
    lossType: {
      kind: 'choice',
      choices: [
        'sigmoid',
        'hinge',
        'ipo',
        'robust',
        'nca_pair',
        'bco_pair',
        'sppo_hard',
        'apo_zero',
        'apo_down',
        'sigmoid_norm',
      ],
      default: 'sigmoid',
      help: 'what is made of the rewards of the two responses, as TRL calls it',
    },
    labelSmoothing: flippedShare(
      'the share of preferences that are wrong, for robust and, except in trl, for sigmoid (cDPO)',
    ),
    referenceFree: {
      kind: 'flag',
      only: ['exact'],
      help: 'all responses are equally likely to the reference, which is not given',
    },
  },
  inputs: {
    ...pairOfResponses,
    referenceChosen: logProbabilities('those of the chosen responses by the reference', references),
    referenceRejected: logProbabilities(
      'those of the rejected responses by the reference',
      references,
    ),
    chosenLength: {
      domain: 'positive',
      otherwise: 1,
      help: 'numbers of tokens of the chosen responses, for ipo and sigmoid_norm',
    },
    rejectedLength: { domain: 'positive', otherwise: 1, help: 'those of the rejected responses' },
  },
  conventions: {
    trl: {
      api: 'trl.DPOTrainer',
      formula: `${ratios((name) => name)}
${byType({
  sigmoid: 'softplus(-z)',
  length: (name) => `max(${name}, 1)`,
  complement: '1 - sigmoid(x)',
})}`,
      over: 'elements',
      note: 'The label smoothing is for robust alone; lengths are at least 1.',
    },
    exact: {
      api: 'direct preference optimization',
      formula: `${ratios((name) => `(reference_free ? 0 : ${name})`)}
${byType({ sigmoid: smoothedPreference, length: (name) => name, complement: 'sigmoid(-x)' })}`,
      raises: [
        'pred',
        'rejected',
        'referenceChosen',
        'referenceRejected',
        'chosenLength',
        'rejectedLength',
      ],
      note: 'With a label smoothing sigmoid is conservative DPO, as earlier versions of TRL had it.',
    },
  },
  references: [
    'R. Rafailov, A. Sharma, E. Mitchell, S. Ermon, C. D. Manning and C. Finn, Direct preference optimization: your language model is secretly a reward model, 2023, NeurIPS 36',
    'M. G. Azar et al., A general theoretical paradigm to understand learning from human preferences, 2024, AISTATS (ipo)',
    'S. R. Chowdhury, A. Kini and N. Natarajan, Provably robust DPO: aligning language models with noisy feedback, 2024, ICML 41 (robust)',
  ],
  example: {
    ...pairsExample,
    referenceChosen: [[-13], [-19.5]],
    referenceRejected: [[-13.5], [-20]],
  },
});

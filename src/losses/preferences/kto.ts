import { defineLoss } from '../definition.ts';
import { logProbabilities, OF_RESPONSES, preferenceStrength } from '../shared/preferences.ts';

const inKto = {
  otherwise: 0,
  neededWith: ({ lossType }: Readonly<Record<string, unknown>>) => lossType === 'kto',
};

const formulaWith = (
  complement: (logit: string) => string,
): string => `kl = kto ? stop_gradient(max(batch_mean(kl_policy - kl_reference), 0)) : 0;
z = beta * (p - reference - kl);
mean(y == 1 ? desirable_weight * (${complement('z')}) : undesirable_weight * (${complement('-z')}))`;

const NOT_A_SUM =
  'what each response costs depends on a mean over all of them, that of the divergence';

/** Kahneman-Tversky optimization. Source: K. Ethayarajh et al., 2024. */
export const kto = defineLoss({
  name: 'kto',
  title: 'Kahneman-Tversky optimization',
  family: 'preferences',
  aliases: ['kahneman-tversky-optimization'],
  summary: 'How far responses are from being worth more or less than the policy is apart.',
  description:
    'Preferences without pairs: each response is desirable, 1 in true, or not, 0. Its value is a sigmoid of how much ' +
    'more likely than to the reference it is, beyond the divergence of the policy from the reference, which is ' +
    'estimated over the whole input from the log-probabilities of mismatched prompts and responses, --kl-policy and ' +
    '--kl-reference, and is at least 0. It has no gradient. apo_zero_unpaired is without it. Weigh the two kinds by ' +
    'how many there are of each.' +
    OF_RESPONSES,
  parameters: {
    beta: preferenceStrength(
      0.1,
      'what log-ratios are multiplied by: the larger, the nearer to the reference',
    ),
    lossType: {
      kind: 'choice',
      choices: ['kto', 'apo_zero_unpaired'],
      default: 'kto',
      help: 'whether the divergence counts, as TRL calls it',
    },
    desirableWeight: { kind: 'number', default: 1, min: 0, help: 'weight of desirable responses' },
    undesirableWeight: { kind: 'number', default: 1, min: 0, help: 'weight of undesirable ones' },
  },
  inputs: {
    true: { domain: 'binary', help: '1 for a desirable response, 0 for another' },
    pred: logProbabilities('log-probabilities of the responses', { isLogarithm: () => true }),
    reference: logProbabilities('those of the responses by the reference', {}),
    klPolicy: logProbabilities('those of mismatched responses', inKto),
    klReference: logProbabilities('those of mismatched responses by the reference', inKto),
  },
  conventions: {
    trl: {
      api: 'trl.KTOTrainer',
      formula: formulaWith((logit) => `1 - sigmoid(${logit})`),
      over: 'elements',
      notASum: NOT_A_SUM,
      note: 'The value of a response is taken from 1, which leaves few digits of a small loss.',
    },
    exact: {
      api: 'Kahneman-Tversky optimization',
      formula: formulaWith((logit) => `sigmoid(-(${logit}))`),
      raises: ['true', 'pred', 'reference', 'klPolicy', 'klReference'],
      notASum: NOT_A_SUM,
    },
  },
  references: [
    'K. Ethayarajh, W. Xu, N. Muennighoff, D. Jurafsky and D. Kiela, KTO: model alignment as prospect theoretic optimization, 2024, ICML 41',
  ],
  example: {
    true: [[1], [0]],
    pred: [[-12], [-20]],
    reference: [[-14], [-21]],
    klPolicy: [[-30], [-41.5]],
    klReference: [[-31], [-42]],
  },
});

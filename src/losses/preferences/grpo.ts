import { defineLoss } from '../definition.ts';
import { clippedSurrogate, clipRange, clipRangeHigh } from '../shared/clipped-ratio.ts';
import { excessRatio } from '../shared/log-ratio.ts';
import { logProbabilities } from '../shared/preferences.ts';

/** A mean over the tokens of each text, or a sum that is divided by the tokens of all. */
const formulaWith = (k3: string): string => `${clippedSurrogate}
d = reference - p;
kl = beta == 0 ? 0 : beta * (${k3});
total = sum(counted == 0 ? 0 : counted * (surrogate + kl));
tokens = sum(counted);
grpo ? total / max(tokens, 1) : total`;

/** Group relative policy optimization. Source: Z. Shao et al., DeepSeekMath, 2024. */
export const grpo = defineLoss({
  name: 'grpo',
  title: 'Group relative policy optimization',
  family: 'preferences',
  aliases: ['group-relative-policy-optimization'],
  summary: 'The clipped objective of PPO over the tokens of texts that have one advantage each.',
  description:
    'A row is a text, its numbers the log-probabilities of its tokens by the policy; --old has those by the one that ' +
    'sampled it. The advantage is one number for each text, its reward compared with those of others for the same ' +
    'prompt. With a beta the divergence from --reference is added, by the estimator k3. dapo and bnpo divide by the tokens of ' +
    'all texts, grpo takes the mean of the means of texts, by which long texts are punished less. --counted is 0 ' +
    'for padding; texts of any length may be rows of JSON instead, or by --group.',
  parameters: {
    clipRange,
    clipRangeHigh,
    beta: {
      kind: 'number',
      default: 0,
      min: 0,
      help: 'weight of the divergence from the reference',
    },
    lossType: {
      kind: 'choice',
      choices: ['dapo', 'bnpo', 'grpo'],
      default: 'dapo',
      help: 'what the mean is over, tokens or, with grpo, texts, as TRL calls it',
    },
  },
  inputs: {
    pred: logProbabilities('log-probabilities of the tokens of texts', { isLogarithm: () => true }),
    old: logProbabilities('those by the policy that sampled them', {}),
    advantage: { domain: 'real', shape: 'sample', help: 'the advantage of each text' },
    reference: logProbabilities('log-probabilities by the reference, for --beta', {
      otherwise: 0,
      neededWith: ({ beta }) => beta !== 0,
    }),
    counted: { domain: 'binary', otherwise: 1, help: '1 for a token, 0 for padding' },
  },
  lists: 'any',
  conventions: {
    trl: {
      api: 'trl.GRPOTrainer',
      formula: formulaWith('exp(d) - d - 1'),
      count: 'grpo ? 1 : tokens',
      note: 'dapo divides by the tokens of this input, as GRPOTrainer does where it generates no more than a batch at once.',
    },
    exact: {
      api: 'group relative policy optimization',
      formula: formulaWith(excessRatio('d')),
      count: 'grpo ? 1 : tokens',
      raises: ['pred', 'old', 'reference', 'counted'],
    },
  },
  references: [
    'Z. Shao et al., DeepSeekMath: pushing the limits of mathematical reasoning in open language models, 2024, arXiv:2402.03300',
    'Q. Yu et al., DAPO: an open-source LLM reinforcement learning system at scale, 2025, arXiv:2503.14476',
  ],
  example: {
    pred: [
      [-0.9, -1.6],
      [-0.2, -2],
    ],
    old: [
      [-1.3, -1.4],
      [-0.3, -1.9],
    ],
    advantage: [0.5, -1],
  },
});

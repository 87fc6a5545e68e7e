import { defineLoss } from '../definition.ts';
import { excessRatio } from '../shared/log-ratio.ts';

/** Monte Carlo estimators of the Kullback-Leibler divergence. Source: J. Schulman, 2020. */
export const klEstimator = defineLoss({
  name: 'kl-estimator',
  title: 'Estimator of the Kullback-Leibler divergence',
  family: 'language-models',
  aliases: ['approximate-kl', 'k3'],
  summary: 'How far a policy is from its reference, estimated from tokens that it sampled.',
  description:
    'The divergence of the policy from the reference, in nats, from the log-probabilities that both have for tokens ' +
    'that the policy sampled; r is policy minus reference. k1 is r, which has no bias and may be negative; k2 is ' +
    'r^2 / 2, never negative and biased; k3 is exp(-r) - 1 + r, which is neither and varies less than k1: GRPO ' +
    'penalises with it. As a gradient none is that of the divergence but k2, where the samples are those of the policy ' +
    'as it is. kl-divergence takes whole distributions.',
  parameters: {
    estimator: {
      kind: 'choice',
      choices: ['k1', 'k2', 'k3'],
      default: 'k3',
      help: 'which of the three estimators',
    },
  },
  inputs: {
    pred: {
      domain: 'log-probability',
      isLogarithm: () => true,
      help: 'log-probabilities of the policy',
    },
    reference: { domain: 'log-probability', help: 'those of the reference model' },
  },
  conventions: {
    exact: {
      api: 'estimator of the Kullback-Leibler divergence',
      formula: `r = reference - p;
mean(k1 ? -r : k2 ? r^2 / 2 : ${excessRatio('r')})`,
      raises: ['pred', 'reference'],
      note: 'Log-probabilities that are close keep their digits in k3.',
    },
  },
  references: [
    'J. Schulman, Approximating KL divergence, 2020, joschu.net/blog/kl-approx.html',
    'Z. Shao et al., DeepSeekMath: pushing the limits of mathematical reasoning in open language models, 2024, arXiv:2402.03300',
  ],
  example: { pred: [[-1.2], [-0.3]], reference: [[-1.5], [-0.2]] },
});

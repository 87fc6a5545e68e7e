import { defineLoss } from '../definition.ts';
import { clippedSurrogate, clipRange, clipRangeHigh } from '../shared/clipped-ratio.ts';
import { logProbabilities } from '../shared/preferences.ts';

/** The clipped surrogate objective of PPO. Source: J. Schulman et al., 2017. */
export const ppoClip = defineLoss({
  name: 'ppo-clip',
  title: 'Clipped surrogate objective of PPO',
  family: 'preferences',
  aliases: ['ppo', 'clipped-surrogate'],
  summary: 'Minus the advantage of actions, times how much likelier they became, clipped.',
  description:
    'Proximal policy optimization: pred and --old are the log-probabilities of actions, or tokens, by the policy and ' +
    'by the one that sampled them. Where a ratio has moved so far that the clipping decides there is no gradient, so ' +
    'that one batch does not lead too far. As long as the two policies are the same the loss is minus the mean ' +
    'advantage, and says nothing of progress. The value of a critic is learned by another loss.',
  parameters: { clipRange, clipRangeHigh },
  inputs: {
    pred: logProbabilities('log-probabilities of the actions or tokens', {
      isLogarithm: () => true,
    }),
    old: logProbabilities('those by the policy that sampled them', {}),
    advantage: { domain: 'real', help: 'how much better than expected each action was' },
  },
  conventions: {
    exact: {
      api: 'clipped surrogate objective',
      formula: `${clippedSurrogate}\nmean(surrogate)`,
      raises: ['pred', 'old'],
    },
  },
  references: [
    'J. Schulman, F. Wolski, P. Dhariwal, A. Radford and O. Klimov, Proximal policy optimization algorithms, 2017, arXiv:1707.06347',
  ],
  example: { pred: [[-0.9], [-1.6]], old: [[-1.3], [-1.4]], advantage: [[0.5], [-1]] },
});

import { defineLoss } from '../definition.ts';
import {
  cosineScale,
  cosinesExample,
  cosinesInputs,
  OF_COSINES,
  scaledSoftmax,
} from '../shared/angular-margin.ts';

/** Large margin cosine loss. Source: H. Wang et al., 2018. */
export const cosface = defineLoss({
  name: 'cosface',
  title: 'CosFace loss',
  family: 'embeddings',
  aliases: ['cos-face', 'am-softmax', 'large-margin-cosine'],
  summary:
    'Cross-entropy of scaled cosines, of which that of the true class is lowered by a margin.',
  description:
    'For face recognition and the like, where classes are to be apart by more than it takes to tell them: the true class ' +
    'has to win although the margin is taken off its cosine.' +
    OF_COSINES,
  parameters: {
    margin: {
      kind: 'number',
      default: 0.35,
      min: 0,
      help: 'what is taken off the cosine of the true class',
    },
    scale: cosineScale,
  },
  inputs: cosinesInputs,
  conventions: {
    'metric-learning': {
      api: 'pytorch_metric_learning.losses.CosFaceLoss',
      formula: `own = p[y] - margin;
${scaledSoftmax}`,
      note: 'Takes the cosines as they come; there they are made of embeddings and of weights of its own.',
    },
    exact: {
      api: 'CosFace loss',
      formula: `own = p[y] - margin;
${scaledSoftmax}`,
      raises: ['true'],
      note: 'The same.',
    },
  },
  references: [
    'H. Wang, Y. Wang, Z. Zhou, X. Ji, D. Gong, J. Zhou, Z. Li and W. Liu, CosFace: large margin cosine loss for deep face recognition, 2018, CVPR',
  ],
  example: cosinesExample,
});

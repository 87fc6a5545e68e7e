import { defineLoss } from '../definition.ts';
import {
  cosineScale,
  cosinesExample,
  cosinesInputs,
  OF_COSINES,
  scaledSoftmax,
} from '../shared/angular-margin.ts';

// cos(a + m) of the cosine c of the angle a; 1 - c^2 as a product, in which nothing cancels.
const withMargin = `m = margin * per_degree;
c = clip(p[y], -1, 1);
turned = c * cos(m) - sqrt((1 - c) * (1 + c)) * sin(m);
own = c >= -cos(m) ? turned : c - m * sin(m);
${scaledSoftmax}`;

const constants = { per_degree: Math.PI / 180 };

/** Additive angular margin loss. Source: J. Deng et al., 2019. */
export const arcface = defineLoss({
  name: 'arcface',
  title: 'ArcFace loss',
  family: 'embeddings',
  aliases: ['arc-face', 'additive-angular-margin'],
  summary:
    'Cross-entropy of scaled cosines, of which that of the true class is turned by an angle.',
  description:
    'For face recognition and the like: the angle between an embedding and its class is widened by the margin, in ' +
    'degrees, before the softmax; 28.6 degrees are the 0.5 radians of the paper. Beyond 180 degrees the cosine is ' +
    'lowered instead, so that the loss keeps falling with the angle. Its slope is infinite where a cosine is exactly 1.' +
    OF_COSINES,
  parameters: {
    margin: {
      kind: 'number',
      default: 28.6,
      min: 0,
      max: 180,
      help: 'by how much the angle to the true class is widened, in degrees',
    },
    scale: cosineScale,
  },
  inputs: cosinesInputs,
  conventions: {
    'metric-learning': {
      api: 'pytorch_metric_learning.losses.ArcFaceLoss',
      formula: withMargin,
      constants,
      outside: 'clips that of the true class to [-1, 1]',
      note: 'Takes the cosines as they come; there they are made of embeddings and of weights of its own.',
    },
    exact: {
      api: 'ArcFace loss',
      formula: withMargin,
      constants,
      outside: 'clips that of the true class to [-1, 1]',
      raises: ['true'],
      note: 'The same, without an angle in between: cos(a + m) is made of the cosine itself.',
    },
  },
  references: [
    'J. Deng, J. Guo, N. Xue and S. Zafeiriou, ArcFace: additive angular margin loss for deep face recognition, 2019, CVPR',
  ],
  example: cosinesExample,
});

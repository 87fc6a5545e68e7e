import { defineLoss } from '../definition.ts';

const formula = 'max(max((1 - y) * p) - sum(y * p) + 1, 0)';
// TensorFlow's maximum gives the whole gradient to the margin where it is exactly reached.
const keras = 'm = max((1 - y) * p) - sum(y * p) + 1; m < 0 ? 0 : m';
const note =
  'The largest other score counts as at least 0, since the product leaves a 0 in the place of the true class.';

/** Categorical hinge loss. Source: J. Weston and C. Watkins, 1999; Keras. */
export const categoricalHinge = defineLoss({
  name: 'categorical-hinge',
  title: 'Categorical hinge loss',
  family: 'multi-class',
  aliases: [],
  summary: "What the true class's score lacks to exceed every other, and 0, by 1.",
  description:
    'A hinge loss for one-hot targets and scores of any size, which need not be probabilities. As Keras defines it, ' +
    'a 0 stands in for the true class among the other scores: where all scores are negative, the true one is asked ' +
    'to exceed 1 rather than the next best score by 1. multiclass-hinge is the loss without that peculiarity.',
  parameters: {},
  inputs: { true: 'distribution', pred: 'real' },
  conventions: {
    'tf-keras': { api: 'tf.keras.losses.CategoricalHinge', formula: keras, note },
    keras: { api: 'keras.losses.CategoricalHinge', formula: keras, note },
    exact: { api: 'categorical hinge loss', formula, raises: ['true'], note },
  },
  references: [
    'J. Weston and C. Watkins, Support vector machines for multi-class pattern recognition, 1999, ESANN',
    'Keras documentation, keras.losses.CategoricalHinge',
  ],
  example: {
    true: [
      [0, 1, 0],
      [0, 0, 1],
    ],
    pred: [
      [0.4, 1.6, -0.5],
      [0.6, 0.2, 0.9],
    ],
  },
});

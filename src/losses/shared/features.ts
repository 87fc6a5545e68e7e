/** Features of two views, row by row. */
export const featuresInputs = {
  pred: 'real',
  other: {
    domain: 'real',
    help: 'the features that belong to those of pred, such as those of texts',
  },
} as const;

/** Features of three images and of their texts, of length 1. */
export const featuresExample = {
  pred: [
    [1, 0],
    [0.8, 0.6],
    [0, 1],
  ],
  other: [
    [0.8, 0.6],
    [0.6, 0.8],
    [-0.6, 0.8],
  ],
};

/** Embeddings of two views of each sample. */
export const viewsInputs = {
  pred: 'real',
  other: { domain: 'real', help: 'the embeddings of the other view of each sample' },
} as const;

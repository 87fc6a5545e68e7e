import type { Family } from './definition.ts';

/**
 * When to use which loss of a family, in a few sentences. Names of losses stand between backticks; a loss that is added
 * and fits where none of these does is named here as well.
 */
export const CHOOSING: Readonly<Record<Family, string>> = {
  regression:
    '`mean-squared-error` leads to the mean of what may happen and `mean-absolute-error` to the median, which outliers move ' +
    'less; `huber` is between the two. `pinball` leads to a quantile and `expectile` to an expectile. Where errors count in ' +
    'proportion, take `mean-squared-logarithmic-error`, or `weighted-mean-absolute-percentage-error` where true values may be ' +
    '0. For counts take `poisson`, for amounts that are often 0 `tweedie-deviance`, for vectors of which only the direction ' +
    'counts `cosine-similarity`, and `gaussian-nll` where the model predicts its own variance.',
  forecasts:
    'In units of a naive forecast, so that series of different size can be averaged: `mean-absolute-scaled-error`, or ' +
    '`root-mean-squared-scaled-error` where the mean of a series matters more than its median, as with many zeros. For quantiles ' +
    '`quantile-loss`, or `weighted-quantile-loss` to compare series; for intervals `interval-score`, beside which `coverage` ' +
    'tells how often they hold. For distributions `crps-gaussian`, `crps-laplace` or `crps-logistic` by their kind, and ' +
    '`crps-quantiles` or `crps-ensemble` where they are given by quantiles or members; `energy-score` for members of several variables at once. Errors in the units of a series are those of regression.',
  binary:
    '`binary-crossentropy` is the usual loss of probabilities, also of several labels that do not exclude each other; with few ' +
    'positives or many easy samples, `binary-focal-crossentropy`. `hinge` and its kin train scores that need not be ' +
    'probabilities. To judge predictions: `log-loss` or `brier` for how good probabilities are, `zero-one` for decided ' +
    'labels, `hamming` for several labels in a row.',
  'multi-class':
    '`sparse-categorical-crossentropy` where true values are class indices, `categorical-crossentropy` where they are rows ' +
    'of probabilities, as one-hot or soft labels; `nll` where a model gives log-probabilities. Where easy samples are many, ' +
    '`categorical-focal-crossentropy`; where labels may be wrong, `categorical-generalized-cross-entropy`; where classes have ' +
    'an order, `ranked-probability-score`. `multi-margin` and `multiclass-hinge` are for scores that are no probabilities.',
  distributions:
    '`kl-divergence` where pred is to be like true, which it is asked to cover wherever true is above 0; `jensen-shannon` ' +
    'where neither of the two is the truth, or each may be 0 where the other is not, as it is symmetric and finite; ' +
    '`generalized-kl-divergence` for positive numbers that do not sum to 1. Where a model predicts the parameters of a ' +
    'distribution: `student-t-nll` or `laplace-nll` for heavy tails, `log-normal-nll` or `gamma-nll` for positive numbers, ' +
    '`beta-nll` for shares, `negative-binomial-nll` or `zero-inflated-poisson-nll` for counts, `von-mises-nll` for angles. ' +
    '`cox` is for event times of which some are not known to the end.',
  'language-models':
    '`token-cross-entropy` to train and compare models of the same tokens, and `perplexity` as its more readable form; ' +
    '`bits-per-byte` to compare models with different tokens. `distillation` trains a small model by a large one, ' +
    '`unlikelihood` against unwanted tokens; `z-loss` is added to keep logits small, and `kl-estimator` tells how far a policy ' +
    'has moved from its reference.',
  preferences:
    'With pairs of responses, `dpo`; without a reference model `simpo`, `cpo`, or `orpo`, which adds the likelihood of the ' +
    'chosen ones. With single responses that are good or bad, `kto`. `bradley-terry` trains a reward model; `ppo-clip` ' +
    'and `grpo` are for responses that were sampled and rewarded.',
  overlap:
    '`dice` and `jaccard` are for masks with few foreground pixels, of which a cross-entropy sees mostly the ' +
    'background. `tversky` weighs what is missed against what is too much, and `focal-tversky` attends to poor overlaps; ' +
    '`generalized-dice` balances classes of different size, `dice-crossentropy` trains more steadily than `dice` alone, and ' +
    '`lovasz` aims at the IoU of decided masks. To judge decided masks: `dice-score` and `mean-iou`.',
  boxes:
    '`box-iou` judges boxes; as a loss it is flat where boxes do not overlap. `generalized-iou` still leads such boxes together, ' +
    '`distance-iou` does so faster, by their centres, and `complete-iou` heeds their proportions as well.',
  embeddings:
    'For pairs of two kinds, as images and texts, `clip`, or `siglip`, which does with smaller batches. With labels of classes: ' +
    '`supcon` and `multi-similarity` compare all pairs of a batch, `contrastive` and `n-pairs` are simpler, and `arcface` and ' +
    '`cosface` train a classifier whose embeddings are used. Without labels, for two views of the same samples, ' +
    '`barlow-twins` or `vicreg`, which need no negatives.',
  ranking:
    'With relevances of the items of a list: `ranknet` compares them in pairs, `lambda-rank` weighs pairs by what they do to ' +
    'NDCG, `ranking-softmax` and `list-mle` take the list as a whole. With an item that was taken and one that was not: `bpr`, ' +
    'or `margin-ranking`. To judge: `ndcg` where relevances have grades, `map` where they are 0 and 1, `mrr` where the first ' +
    'relevant item is enough, `hit-rate` where it only has to be among the first. Of embeddings: `triplet-margin` for anchors ' +
    'with a positive and a negative, `cosine-embedding` for pairs, and `ntxent` or `circle` where all pairs of a batch count.',
  sequences:
    '`ctc` is for targets that are shorter than the sequence of predictions and not aligned with it, as the letters of speech; ' +
    'where each step has its own label, `sparse-categorical-crossentropy` is enough.',
  scores:
    '`accuracy` misleads where one class is much more frequent; `balanced-accuracy` and `matthews` do not, and ' +
    '`f1` looks at the positives alone. Where misses and false alarms cost differently, look at `precision` and `recall`, or weigh them by `f-beta`. `roc-auc` and ' +
    '`average-precision` judge scores before a threshold is chosen, the latter where positives are rare. `cohen-kappa` is for ' +
    'two raters and for ordered grades, `calibration-error` for whether probabilities come true. Of numbers `r2` compares errors ' +
    'with those of the mean; `pearson` tells whether they lie on a line, `spearman` whether they are in order, and `concordance` ' +
    'whether they agree.',
};

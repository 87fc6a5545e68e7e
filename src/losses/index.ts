import { binaryCrossentropy } from './binary/binary-crossentropy.ts';
import { binaryFocalCrossentropy } from './binary/binary-focal-crossentropy.ts';
import { brier } from './binary/brier.ts';
import { hamming } from './binary/hamming.ts';
import { hinge } from './binary/hinge.ts';
import { hingeEmbedding } from './binary/hinge-embedding.ts';
import { logLoss } from './binary/log-loss.ts';
import { modifiedHuber } from './binary/modified-huber.ts';
import { multilabelMargin } from './binary/multilabel-margin.ts';
import { multilabelSoftMargin } from './binary/multilabel-soft-margin.ts';
import { perceptron } from './binary/perceptron.ts';
import { softMargin } from './binary/soft-margin.ts';
import { sparsemax } from './binary/sparsemax.ts';
import { squaredHinge } from './binary/squared-hinge.ts';
import { zeroOne } from './binary/zero-one.ts';
import { boxIou } from './boxes/box-iou.ts';
import { completeIou } from './boxes/complete-iou.ts';
import { distanceIou } from './boxes/distance-iou.ts';
import { generalizedIou } from './boxes/generalized-iou.ts';
import type { LossDefinition } from './definition.ts';
import { betaNll } from './distributions/beta-nll.ts';
import { cox } from './distributions/cox.ts';
import { gammaNll } from './distributions/gamma-nll.ts';
import { generalizedKlDivergence } from './distributions/generalized-kl-divergence.ts';
import { jensenShannon } from './distributions/jensen-shannon.ts';
import { klDivergence } from './distributions/kl-divergence.ts';
import { laplaceNll } from './distributions/laplace-nll.ts';
import { logNormalNll } from './distributions/log-normal-nll.ts';
import { negativeBinomialNll } from './distributions/negative-binomial-nll.ts';
import { studentTNll } from './distributions/student-t-nll.ts';
import { vonMisesNll } from './distributions/von-mises-nll.ts';
import { zeroInflatedPoissonNll } from './distributions/zero-inflated-poisson-nll.ts';
import { coverage } from './forecasts/coverage.ts';
import { crpsEnsemble } from './forecasts/crps-ensemble.ts';
import { crpsGaussian } from './forecasts/crps-gaussian.ts';
import { crpsLaplace } from './forecasts/crps-laplace.ts';
import { crpsLogNormal } from './forecasts/crps-log-normal.ts';
import { crpsLogistic } from './forecasts/crps-logistic.ts';
import { crpsQuantiles } from './forecasts/crps-quantiles.ts';
import { energyScore } from './forecasts/energy-score.ts';
import { intervalScore } from './forecasts/interval-score.ts';
import { meanAbsoluteScaledError } from './forecasts/mean-absolute-scaled-error.ts';
import { overallWeightedAverage } from './forecasts/overall-weighted-average.ts';
import { quantileLoss } from './forecasts/quantile-loss.ts';
import { rootMeanSquaredScaledError } from './forecasts/root-mean-squared-scaled-error.ts';
import { weightedQuantileLoss } from './forecasts/weighted-quantile-loss.ts';
import { bitsPerByte } from './language-models/bits-per-byte.ts';
import { distillation } from './language-models/distillation.ts';
import { klEstimator } from './language-models/kl-estimator.ts';
import { perplexity } from './language-models/perplexity.ts';
import { tokenCrossEntropy } from './language-models/token-cross-entropy.ts';
import { unlikelihood } from './language-models/unlikelihood.ts';
import { zLoss } from './language-models/z-loss.ts';
import { arcface } from './embeddings/arcface.ts';
import { barlowTwins } from './embeddings/barlow-twins.ts';
import { clip } from './embeddings/clip.ts';
import { contrastive } from './embeddings/contrastive.ts';
import { cosface } from './embeddings/cosface.ts';
import { multiSimilarity } from './embeddings/multi-similarity.ts';
import { nPairs } from './embeddings/n-pairs.ts';
import { siglip } from './embeddings/siglip.ts';
import { supcon } from './embeddings/supcon.ts';
import { vicreg } from './embeddings/vicreg.ts';
import { categoricalCrossentropy } from './multi-class/categorical-crossentropy.ts';
import { categoricalFocalCrossentropy } from './multi-class/categorical-focal-crossentropy.ts';
import { categoricalGeneralizedCrossEntropy } from './multi-class/categorical-generalized-cross-entropy.ts';
import { categoricalHinge } from './multi-class/categorical-hinge.ts';
import { multiMargin } from './multi-class/multi-margin.ts';
import { multiclassHinge } from './multi-class/multiclass-hinge.ts';
import { multiclassPerceptron } from './multi-class/multiclass-perceptron.ts';
import { multiclassSparsemax } from './multi-class/multiclass-sparsemax.ts';
import { nll } from './multi-class/nll.ts';
import { polyLoss } from './multi-class/poly-loss.ts';
import { rankedProbabilityScore } from './multi-class/ranked-probability-score.ts';
import { sparseCategoricalCrossentropy } from './multi-class/sparse-categorical-crossentropy.ts';
import { diceCrossentropy } from './overlap/dice-crossentropy.ts';
import { diceScore } from './overlap/dice-score.ts';
import { dice } from './overlap/dice.ts';
import { focalTversky } from './overlap/focal-tversky.ts';
import { generalizedDice } from './overlap/generalized-dice.ts';
import { jaccard } from './overlap/jaccard.ts';
import { lovasz } from './overlap/lovasz.ts';
import { meanIou } from './overlap/mean-iou.ts';
import { tversky } from './overlap/tversky.ts';
import { bradleyTerry } from './preferences/bradley-terry.ts';
import { cpo } from './preferences/cpo.ts';
import { dpo } from './preferences/dpo.ts';
import { grpo } from './preferences/grpo.ts';
import { kto } from './preferences/kto.ts';
import { orpo } from './preferences/orpo.ts';
import { ppoClip } from './preferences/ppo-clip.ts';
import { simpo } from './preferences/simpo.ts';
import { bpr } from './ranking/bpr.ts';
import { circle } from './ranking/circle.ts';
import { cosineEmbedding } from './ranking/cosine-embedding.ts';
import { hitRate } from './ranking/hit-rate.ts';
import { lambdaRank } from './ranking/lambda-rank.ts';
import { listMle } from './ranking/list-mle.ts';
import { map } from './ranking/map.ts';
import { marginRanking } from './ranking/margin-ranking.ts';
import { mrr } from './ranking/mrr.ts';
import { ndcg } from './ranking/ndcg.ts';
import { ntxent } from './ranking/ntxent.ts';
import { rankingSoftmax } from './ranking/ranking-softmax.ts';
import { ranknet } from './ranking/ranknet.ts';
import { tripletMargin } from './ranking/triplet-margin.ts';
import { cosineDistance } from './regression/cosine-distance.ts';
import { cosineSimilarity } from './regression/cosine-similarity.ts';
import { epsilonInsensitive } from './regression/epsilon-insensitive.ts';
import { expectile } from './regression/expectile.ts';
import { fair } from './regression/fair.ts';
import { gammaDeviance } from './regression/gamma-deviance.ts';
import { exponentialNll } from './regression/exponential-nll.ts';
import { gaussianNll } from './regression/gaussian-nll.ts';
import { halfSquaredError } from './regression/half-squared-error.ts';
import { huber } from './regression/huber.ts';
import { logCosh } from './regression/log-cosh.ts';
import { maxError } from './regression/max-error.ts';
import { meanAbsoluteError } from './regression/mean-absolute-error.ts';
import { meanAbsolutePercentageError } from './regression/mean-absolute-percentage-error.ts';
import { meanSquaredError } from './regression/mean-squared-error.ts';
import { lq } from './regression/lq.ts';
import { numErrors } from './regression/num-errors.ts';
import { meanSquaredLogarithmicError } from './regression/mean-squared-logarithmic-error.ts';
import { medianAbsoluteError } from './regression/median-absolute-error.ts';
import { pinball } from './regression/pinball.ts';
import { logLinQuantile } from './regression/log-lin-quantile.ts';
import { poisson } from './regression/poisson.ts';
import { poissonDeviance } from './regression/poisson-deviance.ts';
import { poissonNll } from './regression/poisson-nll.ts';
import { pseudoHuber } from './regression/pseudo-huber.ts';
import { rootMeanSquaredError } from './regression/root-mean-squared-error.ts';
import { rootMeanSquaredLogarithmicError } from './regression/root-mean-squared-logarithmic-error.ts';
import { smoothL1 } from './regression/smooth-l1.ts';
import { symmetricMeanAbsolutePercentageError } from './regression/symmetric-mean-absolute-percentage-error.ts';
import { tweedieDeviance } from './regression/tweedie-deviance.ts';
import { tweedieNll } from './regression/tweedie-nll.ts';
import { weightedMeanAbsolutePercentageError } from './regression/weighted-mean-absolute-percentage-error.ts';
import { accuracy } from './scores/accuracy.ts';
import { averagePrecision } from './scores/average-precision.ts';
import { balancedAccuracy } from './scores/balanced-accuracy.ts';
import { calibrationError } from './scores/calibration-error.ts';
import { cohenKappa } from './scores/cohen-kappa.ts';
import { f1 } from './scores/f1.ts';
import { fBeta } from './scores/f-beta.ts';
import { jaccardScore } from './scores/jaccard-score.ts';
import { matthews } from './scores/matthews.ts';
import { precision } from './scores/precision.ts';
import { recall } from './scores/recall.ts';
import { rocAuc } from './scores/roc-auc.ts';
import { specificity } from './scores/specificity.ts';
import { concordance } from './scores/concordance.ts';
import { explainedVariance } from './scores/explained-variance.ts';
import { kendall } from './scores/kendall.ts';
import { normalizedRootMeanSquaredError } from './scores/normalized-root-mean-squared-error.ts';
import { pearson } from './scores/pearson.ts';
import { psnr } from './scores/psnr.ts';
import { r2 } from './scores/r2.ts';
import { relativeSquaredError } from './scores/relative-squared-error.ts';
import { siSdr } from './scores/si-sdr.ts';
import { snr } from './scores/snr.ts';
import { spearman } from './scores/spearman.ts';
import { ctc } from './sequences/ctc.ts';

/** Every loss, by family, as they are listed; the one place where a new loss is entered. */
const definitions = [
  meanSquaredError,
  lq,
  numErrors,
  halfSquaredError,
  rootMeanSquaredError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  symmetricMeanAbsolutePercentageError,
  weightedMeanAbsolutePercentageError,
  meanSquaredLogarithmicError,
  rootMeanSquaredLogarithmicError,
  huber,
  smoothL1,
  pseudoHuber,
  logCosh,
  pinball,
  logLinQuantile,
  expectile,
  fair,
  epsilonInsensitive,
  maxError,
  medianAbsoluteError,
  poisson,
  poissonNll,
  gaussianNll,
  tweedieDeviance,
  tweedieNll,
  poissonDeviance,
  gammaDeviance,
  exponentialNll,
  cosineSimilarity,
  cosineDistance,
  crpsEnsemble,
  crpsGaussian,
  crpsLaplace,
  crpsLogNormal,
  crpsLogistic,
  crpsQuantiles,
  energyScore,
  quantileLoss,
  weightedQuantileLoss,
  intervalScore,
  coverage,
  meanAbsoluteScaledError,
  rootMeanSquaredScaledError,
  overallWeightedAverage,
  binaryCrossentropy,
  logLoss,
  binaryFocalCrossentropy,
  hinge,
  squaredHinge,
  softMargin,
  multilabelSoftMargin,
  multilabelMargin,
  hingeEmbedding,
  perceptron,
  modifiedHuber,
  sparsemax,
  brier,
  zeroOne,
  hamming,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  nll,
  categoricalFocalCrossentropy,
  categoricalGeneralizedCrossEntropy,
  polyLoss,
  categoricalHinge,
  multiMargin,
  multiclassHinge,
  multiclassPerceptron,
  multiclassSparsemax,
  rankedProbabilityScore,
  klDivergence,
  generalizedKlDivergence,
  jensenShannon,
  laplaceNll,
  studentTNll,
  logNormalNll,
  gammaNll,
  betaNll,
  negativeBinomialNll,
  zeroInflatedPoissonNll,
  vonMisesNll,
  cox,
  perplexity,
  tokenCrossEntropy,
  bitsPerByte,
  zLoss,
  distillation,
  klEstimator,
  unlikelihood,
  dpo,
  cpo,
  simpo,
  orpo,
  kto,
  bradleyTerry,
  ppoClip,
  grpo,
  dice,
  tversky,
  focalTversky,
  jaccard,
  generalizedDice,
  diceCrossentropy,
  lovasz,
  diceScore,
  meanIou,
  boxIou,
  generalizedIou,
  distanceIou,
  completeIou,
  clip,
  siglip,
  supcon,
  contrastive,
  nPairs,
  multiSimilarity,
  arcface,
  cosface,
  barlowTwins,
  vicreg,
  circle,
  tripletMargin,
  marginRanking,
  cosineEmbedding,
  ntxent,
  rankingSoftmax,
  listMle,
  ranknet,
  lambdaRank,
  bpr,
  ndcg,
  map,
  mrr,
  hitRate,
  ctc,
  accuracy,
  balancedAccuracy,
  precision,
  recall,
  f1,
  fBeta,
  specificity,
  jaccardScore,
  matthews,
  cohenKappa,
  rocAuc,
  averagePrecision,
  calibrationError,
  r2,
  explainedVariance,
  relativeSquaredError,
  normalizedRootMeanSquaredError,
  pearson,
  concordance,
  spearman,
  kendall,
  psnr,
  snr,
  siSdr,
] as const;

/** One of the definitions, with its literal names and parameters. */
export type KnownLoss = (typeof definitions)[number];

export const LOSSES: readonly LossDefinition[] = definitions;

/**
 * The loss of a name or alias as it is listed. The build makes of this a choice among the modules of losses, so that no
 * other is evaluated: start-up depends on it.
 */
export function listedLoss(word: string): LossDefinition | undefined {
  return LOSSES.find(({ name, aliases }) => name === word || aliases.includes(word));
}

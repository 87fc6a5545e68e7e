/** Why no sample has a share in a mean: a mask leaves all out, what they count is 0, or all are of an ignored class. */
export type Nothing = 'masked' | 'uncounted' | 'ignored';

/** A framework whose numbers can be reproduced. */
interface Framework {
  /** The name of its convention, for `--compat`. */
  readonly name: string;
  /** Which framework it is, and the version that is followed; the mathematics follow none. */
  readonly follows?: string;
  /** What stands before the last dot of its names, as people import them. */
  readonly modules?: RegExp;
  /** What its mean is where no sample has a share in it: an error, 0 for some reasons, or else NaN. */
  readonly meanOfNothing?: 'error' | { readonly isZeroWhere: readonly Nothing[] };
}

/** The frameworks by their conventions, in the order they are listed; `exact` is the mathematics. */
const FRAMEWORKS = [
  {
    name: 'tf-keras',
    follows: 'Keras 2 of TensorFlow 2.21',
    modules: /^(?:tf|tensorflow)\.keras(?:\.(?:losses|metrics))?$/,
    // Weights of samples of an ignored class are divided by their number first, which may be 0.
    meanOfNothing: { isZeroWhere: ['masked', 'uncounted'] },
  },
  {
    name: 'keras',
    follows: 'Keras 3.15',
    modules: /^keras(?:\.(?:losses|metrics))?$/,
    meanOfNothing: { isZeroWhere: ['masked', 'uncounted', 'ignored'] },
  },
  {
    name: 'torch',
    follows: 'PyTorch 2.13',
    modules: /^(?:(?:torch\.)?nn(?:\.functional)?|torch(?:\.distributions)?|F)$/,
  },
  {
    name: 'torchvision',
    follows: 'torchvision 0.28',
    modules: /^(?:torchvision\.)?ops$/,
  },
  {
    name: 'torchmetrics',
    follows: 'TorchMetrics 1.9',
    modules: /^torchmetrics(?:\.functional)?(?:\.[a-z]+)?$/,
  },
  {
    name: 'sklearn',
    follows: 'scikit-learn 1.9',
    modules: /^(?:sklearn\.)?metrics$/,
    meanOfNothing: 'error',
  },
  {
    name: 'optax',
    follows: 'optax 0.2.8',
    modules: /^optax(?:\.losses)?$/,
  },
  {
    name: 'tfjs',
    follows: 'TensorFlow.js 4.22',
    modules: /^tf(?:\.losses|\.metrics)?$/,
  },
  { name: 'lightgbm', follows: 'LightGBM 4.7', modules: /^lightgbm$/ },
  { name: 'xgboost', follows: 'XGBoost 3.2', modules: /^xgboost$/ },
  { name: 'catboost', follows: 'CatBoost 1.2', modules: /^catboost$/ },
  {
    name: 'trl',
    follows: 'TRL 1.16',
    modules: /^trl(?:\.[a-z_]+)*$/,
    // It divides by 1 where there is no token.
    meanOfNothing: { isZeroWhere: ['uncounted'] },
  },
  { name: 'open-clip', follows: 'open_clip 3.3', modules: /^open_clip(?:\.loss)?$/ },
  {
    name: 'metric-learning',
    follows: 'pytorch-metric-learning 2.9',
    modules: /^pytorch_metric_learning(?:\.losses)?$/,
  },
  { name: 'gluonts', follows: 'GluonTS 0.17', modules: /^gluonts(?:\.[a-z_]+)*$/ },
  {
    name: 'scoringrules',
    follows: 'scoringrules 0.10',
    modules: /^(?:scoringrules|sr)$/,
  },
  { name: 'properscoring', follows: 'properscoring 0.1', modules: /^(?:properscoring|ps)$/ },
  { name: 'monai', follows: 'MONAI 1.6', modules: /^monai(?:\.losses|\.metrics)?$/ },
  {
    name: 'smp',
    follows: 'segmentation_models_pytorch 0.6',
    modules: /^(?:smp|segmentation_models_pytorch)(?:\.losses|\.metrics)?$/,
  },
  {
    name: 'tf-ranking',
    follows: 'TensorFlow Ranking 0.5',
    modules: /^(?:tfr|tensorflow_ranking)(?:\.keras)?(?:\.losses|\.metrics)?$/,
  },
  { name: 'scipy', follows: 'SciPy 1.17', modules: /^scipy(?:\.[a-z]+)*$/ },
  { name: 'lifelines', follows: 'lifelines 0.30', modules: /^lifelines(?:\.utils)?$/ },
  { name: 'recbole', follows: 'RecBole 1.2', modules: /^recbole(?:\.model(?:\.loss)?)?$/ },
  { name: 'exact' },
] as const satisfies readonly Framework[];

const ALL: readonly (Framework & { name: ConventionName })[] = FRAMEWORKS;

export type ConventionName = (typeof FRAMEWORKS)[number]['name'];

/** The conventions a loss can be computed under, in the order they are listed. */
export const CONVENTIONS: readonly ConventionName[] = FRAMEWORKS.map(({ name }) => name);

/** What the mean of a convention is where no sample has a share in it. */
export function meanOfNothing(convention: ConventionName, why: Nothing): number | 'error' {
  const { meanOfNothing: known } = ALL.find(({ name }) => name === convention)!;
  if (known === undefined || known === 'error') return known ?? NaN;
  return known.isZeroWhere.includes(why) ? 0 : NaN;
}

/** Which framework a convention is that of, and the version it follows: `Keras 3.15`; undefined of `exact`. */
export function followedBy(convention: ConventionName): string | undefined {
  return ALL.find(({ name }) => name === convention)!.follows;
}

/** The convention of the framework that a module belongs to: `torch.nn`; undefined where it is that of none. */
export function conventionOfModule(module: string): ConventionName | undefined {
  return ALL.find(({ modules }) => modules?.test(module))?.name;
}

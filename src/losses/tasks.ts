import {
  TASKS,
  type Domain,
  type Family,
  type LossDefinition,
  type TaskName,
} from './definition.ts';
import { inputsOf } from './inputs.ts';

/** What losses serve a task. */
interface Task {
  /** Whose losses do, but for `not`. */
  readonly families: readonly Family[];
  /** The scores that do as well: those of labels, or of numbers. */
  readonly scoresOf?: 'labels' | 'numbers';
  /** Losses of other families that do. */
  readonly also?: readonly string[];
  readonly not?: readonly string[];
}

/** Losses of the ranking family that compare embeddings and rank nothing. */
const OF_EMBEDDINGS = ['circle', 'triplet-margin', 'cosine-embedding', 'ntxent'] as const;
/** Losses of the binary family whose samples have several labels at once. */
const OF_SEVERAL_LABELS = ['multilabel-soft-margin', 'multilabel-margin', 'hamming'] as const;

/** The losses for each task. */
const LOSSES_FOR: Readonly<Record<TaskName, Task>> = {
  regression: { families: ['regression'], scoresOf: 'numbers' },
  counts: {
    families: [],
    also: [
      'poisson',
      'poisson-nll',
      'poisson-deviance',
      'tweedie-deviance',
      'negative-binomial-nll',
      'zero-inflated-poisson-nll',
    ],
  },
  forecasting: {
    families: ['forecasts'],
    also: [
      'mean-absolute-error',
      'root-mean-squared-error',
      'mean-absolute-percentage-error',
      'symmetric-mean-absolute-percentage-error',
      'weighted-mean-absolute-percentage-error',
      'pinball',
      'gaussian-nll',
    ],
  },
  'binary-classification': {
    families: ['binary'],
    scoresOf: 'labels',
    not: [...OF_SEVERAL_LABELS, 'hinge-embedding'],
  },
  'multi-class-classification': {
    families: ['multi-class'],
    scoresOf: 'labels',
    also: ['zero-one', 'log-loss', 'brier'],
  },
  'multi-label-classification': {
    families: [],
    also: [
      ...OF_SEVERAL_LABELS,
      'binary-crossentropy',
      'binary-focal-crossentropy',
      'precision',
      'recall',
      'f1',
      'f-beta',
      'jaccard-score',
      'roc-auc',
      'average-precision',
    ],
  },
  calibration: {
    families: [],
    also: [
      'binary-crossentropy',
      'log-loss',
      'brier',
      'ranked-probability-score',
      'calibration-error',
    ],
  },
  segmentation: {
    families: ['overlap'],
    also: [
      'binary-crossentropy',
      'binary-focal-crossentropy',
      'categorical-crossentropy',
      'sparse-categorical-crossentropy',
      'categorical-focal-crossentropy',
      'jaccard-score',
    ],
  },
  detection: {
    families: ['boxes'],
    also: ['smooth-l1', 'mean-absolute-error', 'binary-focal-crossentropy'],
  },
  ranking: {
    families: ['ranking'],
    not: OF_EMBEDDINGS,
    also: ['bradley-terry', 'roc-auc', 'average-precision'],
  },
  embeddings: {
    families: ['embeddings'],
    also: [...OF_EMBEDDINGS, 'hinge-embedding', 'cosine-similarity', 'cosine-distance'],
  },
  'language-modelling': {
    families: ['language-models'],
    also: ['sparse-categorical-crossentropy'],
  },
  'preference-tuning': { families: ['preferences'], also: ['kl-estimator'] },
  'speech-recognition': { families: ['sequences'] },
  'density-estimation': {
    families: ['distributions'],
    not: ['cox'],
    also: ['gaussian-nll', 'poisson-nll', 'pinball', 'ranked-probability-score'],
  },
  'survival-analysis': { families: [], also: ['cox'] },
};

/** The tasks that a loss is for. */
export function tasksOf(definition: LossDefinition): readonly TaskName[] {
  return TASKS.filter((task) => serves(definition, task));
}

/** Whether a loss is one for a task. */
export function serves(definition: LossDefinition, task: TaskName): boolean {
  const { families, scoresOf, also = [], not = [] } = LOSSES_FOR[task];
  const { name, family } = definition;
  const isScore = family === 'scores' && scoresOf === scoredBy(definition);
  return also.includes(name) || ((families.includes(family) || isScore) && !not.includes(name));
}

const OF_LABELS: readonly Domain[] = ['label', 'binary', 'class-index', 'class-indices'];

/** What a score compares. */
function scoredBy(definition: LossDefinition): Task['scoresOf'] {
  const domain = inputsOf(definition).get('true')?.domain;
  return domain !== undefined && OF_LABELS.includes(domain) ? 'labels' : 'numbers';
}

/** Every loss that a task names, for whoever checks that there are such. */
export function namedByTasks(): readonly string[] {
  return Object.values(LOSSES_FOR).flatMap(({ also = [], not = [] }) => [...also, ...not]);
}

import type { LossDefinition } from './definition.ts';
import { DOMAINS } from './domain.ts';
import { hasClasses, inputsOf } from './inputs.ts';
import { findLoss, lossesCalled, normalise, type NamedLoss } from './names.ts';

/**
 * How true values lie beside predictions: `index`, one class index for each row of them; `value`, one value; `rows`, a row of several numbers
 * for each row; `single`, a number for each number; `same`, either of the last two.
 */
type Pairing = 'index' | 'value' | 'rows' | 'single' | 'same';

/** A loss that a word may mean. */
interface Sense {
  readonly loss: string;
  /** Given where it is less than the loss takes, so that the shapes of the inputs can tell. */
  readonly pairing?: Pairing;
  /** When it is meant, where the pairing does not say it: a few words. */
  readonly when?: string;
}

/** Words that people have for several losses. A name of a loss is none of them. */
export const WORDS: readonly { readonly words: readonly string[]; readonly senses: Sense[] }[] = [
  {
    words: ['cross-entropy', 'ce', 'xent'],
    senses: [
      { loss: 'sparse-categorical-crossentropy' },
      { loss: 'categorical-crossentropy' },
      { loss: 'binary-crossentropy', pairing: 'single' },
    ],
  },
  {
    words: ['focal', 'focal-loss'],
    senses: [
      { loss: 'binary-focal-crossentropy', when: 'labels 0 and 1 by themselves, or several' },
      { loss: 'categorical-focal-crossentropy', when: 'rows of classes, of which one is true' },
    ],
  },
  {
    words: ['margin', 'margin-loss'],
    senses: [
      { loss: 'hinge', when: 'labels of two classes and scores' },
      { loss: 'multi-margin', when: 'class indices and rows of scores' },
      { loss: 'margin-ranking', when: 'which of two scores is the higher one (--other)' },
      { loss: 'triplet-margin', when: 'embeddings (--positive, --negative)' },
    ],
  },
  {
    words: ['log-likelihood', 'likelihood', 'neg-log-likelihood'],
    senses: [
      { loss: 'nll', when: 'class indices, from log-probabilities' },
      { loss: 'sparse-categorical-crossentropy', when: 'class indices, from probabilities' },
      { loss: 'binary-crossentropy', when: 'labels 0 and 1, from probabilities' },
      { loss: 'poisson-nll', when: 'counts, from logarithms of rates' },
      { loss: 'gaussian-nll', when: 'real numbers, from means and --variance' },
    ],
  },
  {
    words: ['deviance'],
    senses: [
      { loss: 'poisson-deviance', when: 'counts' },
      { loss: 'gamma-deviance', when: 'positive numbers' },
      { loss: 'tweedie-deviance', when: 'amounts of which many are 0 (--power 1.5)' },
    ],
  },
  {
    words: ['crps'],
    senses: [
      { loss: 'crps-gaussian', when: 'normal distributions, by means and --scale' },
      { loss: 'crps-laplace', when: 'Laplace distributions, by centers and --scale' },
      { loss: 'crps-logistic', when: 'logistic distributions, by centers and --scale' },
      {
        loss: 'crps-log-normal',
        when: 'log-normal distributions, by means of the logarithm and --scale',
      },
      { loss: 'crps-quantiles', when: 'rows of predicted quantiles, with --quantiles' },
      { loss: 'crps-ensemble', when: 'rows of the members of an ensemble' },
    ],
  },
  {
    words: ['iou'],
    senses: [
      { loss: 'box-iou', when: 'a loss of boxes, by their corners' },
      { loss: 'jaccard', when: 'a loss of masks, from probabilities' },
      { loss: 'mean-iou', when: 'a score of masks, averaged over classes' },
      { loss: 'jaccard-score', when: 'a score of labels' },
    ],
  },
];

/** A loss that a word may mean, what the word says of it besides, and when it is meant. */
export interface Meaning extends NamedLoss {
  readonly pairing: Pairing;
  readonly when: string;
}

/**
 * The losses that a word may mean that names none by itself: one that people use so, or what a framework calls several
 * losses, as its `CrossEntropyLoss`. Empty of other words.
 */
export function meaningsOf(word: string): readonly Meaning[] {
  const known = WORDS.find(({ words }) =>
    words.some((each) => normalise(each) === normalise(word)),
  );
  const called = lossesCalled(word);
  // With its module a name is the framework's.
  if (!known || word.includes('.')) {
    const meanings = called.map((named) => meaning(named, {}));
    // Where the shapes do not tell, what each is has to.
    const isShared = ({ pairing }: Meaning): boolean =>
      meanings.filter((other) => other.pairing === pairing).length > 1;
    return meanings.map((each) =>
      isShared(each) ? { ...each, when: each.definition.summary } : each,
    );
  }
  return known.senses.map((sense) => {
    return meaning({ definition: findLoss(sense.loss)!, params: {} }, sense);
  });
}

function meaning(named: NamedLoss, { pairing, when }: Partial<Sense>): Meaning {
  const paired = pairing ?? pairingOf(named.definition);
  return { ...named, pairing: paired, when: when ?? WHEN[paired] };
}

function pairingOf(definition: LossDefinition): Pairing {
  if (hasClasses(definition)) return 'index';
  const truth = inputsOf(definition).get('true');
  if (truth?.shape === 'sample') return 'value';
  return truth && DOMAINS[truth.domain].normalised ? 'rows' : 'same';
}

const WHEN: Readonly<Record<Pairing, string>> = {
  index: 'true is one class index for each row of predictions',
  value: 'true is one value for each row of predictions',
  rows: 'true and pred are rows with a number for each class',
  single: 'true and pred are one number each',
  same: 'true and pred have the same shape',
};

/**
 * How true values lie beside rows of so many predictions, in a sentence without a full stop; undefined where they do not
 * lie so as the loss has them.
 */
export function seenAs(pairing: Pairing, width: number): string | undefined {
  if (pairing === 'index' || pairing === 'value') {
    const one = pairing === 'index' ? 'class index' : 'value';
    return width > 1 ? `true is one ${one} for each row of ${width} predictions` : undefined;
  }
  if (pairing === (width > 1 ? 'single' : 'rows')) return undefined;
  return width > 1 ? `true and pred are rows of ${width} numbers` : WHEN.single;
}

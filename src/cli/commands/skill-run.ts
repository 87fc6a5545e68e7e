import type { ShareKernel } from '../../engine/kernel-call.ts';
import type { LossRequest } from '../../engine/request.ts';
import type { NewStore } from '../../reduce/number-list.ts';
import type { LabelledTensor } from '../../engine/shapes.ts';
import { SpillingStore, type Selection } from '../../sources/index.ts';
import { REFERENCE, SkillSuite } from '../../suite/skill.ts';
import type { SuiteOptions } from '../../suite/suite-options.ts';
import { referenceOf } from '../options/skill.ts';

/** What a run of skills reads besides what its losses do, and what it makes of that. */
interface SkillRun {
  /** The predictions of the reference, where it has some. */
  readonly selections: readonly Selection[];
  /** The inputs that are predictions, and the sources of those of the reference. */
  readonly models: readonly string[];
  readonly sources: readonly string[];
  readonly suiteOf: (
    requests: readonly LossRequest[],
    tensors: ReadonlyMap<string, LabelledTensor>,
    shareKernel: ShareKernel | undefined,
  ) => SkillSuite;
  /** Removes what was kept of the inputs. */
  readonly close: () => void;
}

/**
 * @param text what names the reference
 * @param selectionsOf the inputs of the losses, with these predictions
 * @throws UserError for a reference that is none
 */
export function skillRun(
  text: string,
  { by, warn }: Pick<SuiteOptions, 'by' | 'warn'>,
  selectionsOf: (pred: string) => readonly Selection[],
): SkillRun {
  const reference = referenceOf(text);
  const hasPredictions = reference.kind === 'predictions';
  const ofReference = hasPredictions
    ? selectionsOf(text).filter(({ input }) => input === 'pred')
    : [];
  const stores: SpillingStore[] = [];
  const newStore: NewStore = (inMemory) => {
    const store = new SpillingStore(inMemory);
    stores.push(store);
    return store;
  };
  return {
    selections: ofReference.map((selection) => ({ ...selection, input: REFERENCE })),
    models: hasPredictions ? ['pred', REFERENCE] : ['pred'],
    sources: hasPredictions ? [text] : [],
    suiteOf: (requests, tensors, shareKernel) =>
      new SkillSuite(requests, tensors, {
        reference,
        over: text,
        by,
        shareKernel,
        newStore,
        warn,
      }),
    close: () => stores.forEach((store) => store.close()),
  };
}

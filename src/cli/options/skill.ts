import { UserError } from '../../messages/errors.ts';
import type { Reference } from '../../suite/reference.ts';

const QUANTILE = /^quantile=(.*)$/;

/**
 * What `--skill` names: something of the true values, or else the source of predictions.
 * @throws UserError for a quantile of no level between 0 and 1
 */
export function referenceOf(text: string): Reference {
  if (text === 'mean' || text === 'prior') return { kind: text };
  if (text === 'median') return { kind: 'quantile', level: 0.5 };
  const [, level] = QUANTILE.exec(text) ?? [];
  if (level === undefined) return { kind: 'predictions' };
  const found = level.trim() === '' ? NaN : Number(level);
  if (found > 0 && found < 1) return { kind: 'quantile', level: found };
  throw new UserError({
    where: '--skill',
    problem: `expected a quantile between 0 and 1, found ${level === '' ? 'none' : level}`,
    hint: 'write --skill quantile=0.9',
  });
}

/** What a skill is not combined with: options that show losses, or divide them otherwise. */
interface Others {
  readonly skill?: string | undefined;
  readonly ci?: number | undefined;
  readonly cluster?: string | undefined;
  readonly gradient?: boolean | undefined;
  readonly per?: string | undefined;
  readonly histogram?: boolean | undefined;
  readonly calibration?: boolean | undefined;
  readonly group?: string | undefined;
  readonly excludeClass?: number | readonly number[] | undefined;
  readonly missing?: string | undefined;
  readonly baseline?: string | undefined;
}

/** @throws UserError for an option that a skill is not combined with */
export function requireSkillAlone(
  { skill, ...options }: Others,
  { asksSamples = false }: { readonly asksSamples?: boolean } = {},
): void {
  if (skill === undefined) return;
  const { per, histogram, calibration, gradient, missing } = options;
  const refused: readonly (readonly [option: string, isGiven: boolean, why: string])[] = [
    ['--ci', options.ci !== undefined, 'has no interval: the reference would have to be drawn anew with the samples'],
    ['--gradient', gradient === true, 'has no gradient here: that of the loss is the same but for a factor'],
    ['--per', per === 'sample' || per === 'element', 'is of all samples, which have none of their own'],
    ['--per-sample', asksSamples, 'is of all samples, which have none of their own'],
    ['--histogram', histogram === true, 'is of all samples, which have none of their own'],
    ['--calibration', calibration === true, 'says nothing about the calibration'],
    ['--group', options.group !== undefined, 'is of samples that are rows, not of lists'],
    ['--exclude-class', options.excludeClass !== undefined, 'is of all classes'],
    ['--missing skip-element', missing === 'skip-element', 'is of whole rows: --missing skip leaves out those with missing values'],
    ['--baseline', options.baseline !== undefined, 'is no loss, which a baseline holds'],
  ]; // prettier-ignore
  const found = refused.find(([, isGiven]) => isGiven);
  if (!found) return;
  const [option, , why] = found;
  throw new UserError({
    where: `--skill, ${option}`,
    problem: `a skill ${why}`,
    hint: `leave ${option} or --skill out`,
  });
}

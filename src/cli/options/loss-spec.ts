import { quote, UserError } from '../../messages/errors.ts';
import type { LossDefinition, Parameter } from '../../losses/definition.ts';
import type { NamedLoss } from '../../losses/names.ts';
import { kebabCase } from '../../messages/names.ts';
import { resolveRequest, type LossOptions, type LossRequest } from '../../engine/request.ts';
import { readNumbers } from './read-values.ts';
import { requireLoss } from './require-loss.ts';
import { didYouMean } from '../../messages/suggest.ts';

/** Options that every loss of a run takes where it says nothing itself. */
export interface SharedLossOptions extends Pick<LossOptions, 'compat' | 'dtype' | 'reduction'> {
  /** Losses of the user's own, by name. */
  readonly own?: ReadonlyMap<string, LossDefinition> | undefined;
  /** Words that several losses are called by, with the one that each means here. */
  readonly decided?: ReadonlyMap<string, NamedLoss> | undefined;
}

const SETTINGS = ['compat', 'dtype', 'reduction', 'epsilon'] as const;

/** A loss as one word of a command line names it. */
export interface NamedRequest {
  /** As the user wrote it: `huber:delta=2`. */
  readonly name: string;
  readonly request: LossRequest;
}

/**
 * The loss that a word such as `huber:delta=2,compat=torch` or `bce:from-logits` names: a name and settings, which are
 * the loss's own parameters, `compat`, `dtype`, `reduction` and `epsilon`.
 * @throws UserError for a loss or setting there is not, and a value that it does not take
 */
export function readLossSpec(
  spec: string,
  { own, decided, ...shared }: SharedLossOptions,
): NamedRequest {
  const colon = spec.indexOf(':');
  const { definition, compat, ...said } = lossOf(spec, { own, decided });
  const options: Record<string, unknown> = { ...shared, ...(compat && { compat }) };
  const params: Record<string, unknown> = { ...said.params };
  for (const [key, text] of colon < 0 ? [] : settingsIn(spec, spec.slice(colon + 1))) {
    const parameter = Object.keys(definition.parameters).find((name) => kebabCase(name) === key);
    if (parameter !== undefined) {
      params[parameter] = valueOf(definition.parameters[parameter]!, key, text, spec);
    } else if ((SETTINGS as readonly string[]).includes(key)) {
      const value = requireText(key, text, spec);
      options[key] = key === 'epsilon' ? readNumbers(value, where(spec)) : value;
    } else throw unknownSetting(definition, key, spec);
  }
  return { name: spec, request: resolveRequest(definition, { ...options, params }) };
}

/**
 * The loss that such a word names, without its settings.
 * @throws UserError for a loss there is not
 */
export function lossOf(
  spec: string,
  { own, decided }: Pick<SharedLossOptions, 'own' | 'decided'>,
): NamedLoss {
  const word = wordOf(spec);
  const ownLoss = own?.get(word);
  if (ownLoss) return { definition: ownLoss, params: {} };
  return decided?.get(word) ?? requireLoss(word, { own: [...(own?.keys() ?? [])] });
}

/** The name in a loss with settings. */
export function wordOf(spec: string): string {
  return spec.split(':', 1)[0]!.trim();
}

/**
 * `delta=2,class-weight=0.5,2,from-logits`: what has no `=` and is a number belongs to the list before it.
 * @throws UserError for a setting that is there twice
 */
function settingsIn(spec: string, text: string): [key: string, value: string | undefined][] {
  const settings: [string, string | undefined][] = [];
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    const last = settings.at(-1);
    if (equals >= 0) settings.push([part.slice(0, equals).trim(), part.slice(equals + 1).trim()]);
    else if (last?.[1] !== undefined && /^\s*[-+.\d]/.test(part)) last[1] += `,${part.trim()}`;
    else settings.push([part.trim(), undefined]);
  }
  const keys = settings.map(([key]) => key);
  const twice = keys.find((key, k) => keys.indexOf(key) < k);
  if (twice === undefined) return settings;
  throw new UserError({
    where: where(spec),
    problem: `expected each setting once, found ${quote(twice)} twice`,
    hint: 'leave one out',
  });
}

function valueOf(
  parameter: Parameter,
  key: string,
  text: string | undefined,
  spec: string,
): unknown {
  if (parameter.kind === 'choice') return requireText(key, text, spec);
  if (parameter.kind !== 'flag') return readNumbers(requireText(key, text, spec), where(spec));
  if (text === undefined || text === 'true') return true;
  if (text === 'false') return false;
  throw new UserError({
    where: where(spec),
    problem: `expected true or false, found ${quote(text)}`,
  });
}

/** @throws UserError for a setting without its value, which would stand for what is usual */
function requireText(key: string, text: string | undefined, spec: string): string {
  if (text !== undefined && text !== '') return text;
  throw new UserError({
    where: where(spec),
    problem: `expected a value of ${key}, found nothing`,
    hint: `write it as ${key}=value, or leave ${key} out`,
  });
}

function unknownSetting(definition: LossDefinition, key: string, spec: string): UserError {
  const known = [...Object.keys(definition.parameters).map(kebabCase), ...SETTINGS];
  return new UserError({
    where: where(spec),
    problem: `${definition.name} has no setting ${quote(key)}`,
    hint: didYouMean(key, known) ?? `it has ${known.join(', ')}`,
  });
}

function where(spec: string): string {
  return `loss ${quote(spec)}`;
}

/**
 * The losses that a command line names.
 * @throws UserError when it names none
 */
export function readLosses(
  specs: readonly string[],
  shared: SharedLossOptions,
): readonly NamedRequest[] {
  if (specs.length > 0) return specs.map((spec) => readLossSpec(spec, shared));
  throw new UserError({
    where: '--loss',
    problem: 'expected a loss, found nothing',
    hint: 'name it with its settings: -l mse, or -l huber:delta=2',
  });
}

/**
 * The only loss that a command line names.
 * @throws UserError when it names none, or several
 */
export function readOneLoss(specs: readonly string[], shared: SharedLossOptions): NamedRequest {
  const [loss, ...more] = readLosses(specs, shared);
  if (more.length === 0) return loss!;
  throw new UserError({
    where: '--loss',
    problem: `expected one loss, found ${specs.length}`,
    hint: 'losscalc run computes several losses in one read',
  });
}

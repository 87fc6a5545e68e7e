import { closest } from '../messages/closest.ts';
import { conventionOfModule } from './conventions.ts';
import {
  CONVENTIONS,
  type ConventionName,
  type LossDefinition,
  type ParameterValue,
  usualConvention,
} from './definition.ts';
import { listedLoss, LOSSES } from './index.ts';

/** A loss, and what the name that it was found by says besides. */
export interface NamedLoss {
  readonly definition: LossDefinition;
  /** The convention of the framework whose name it is; undefined where it is that of none, or the loss's default. */
  readonly compat?: ConventionName | undefined;
  /** Parameters: that `BCEWithLogitsLoss` takes logits. */
  readonly params: Readonly<Record<string, ParameterValue>>;
}

/** A framework's own name for a loss. */
interface FrameworkName {
  readonly name: string;
  readonly compat: ConventionName;
  readonly params: Readonly<Record<string, ParameterValue>>;
}

/**
 * The loss of a name, in any spelling (case, `-` and `_` do not count): its own name or an alias; else the one loss that a
 * framework calls so, a class or a function, also with its module: `HuberLoss`, `F.huber_loss`, `torch.nn.HuberLoss`.
 */
export function namedLoss(word: string): NamedLoss | undefined {
  // First, as no other loss is made for it.
  const listed = listedLoss(word);
  if (listed) return ownLoss(listed, word);
  const [module, name] = splitModule(word);
  const called = calledBy(module, name);
  const spelled = called.filter(([, own]) => own.name === name);
  const own = LOSSES.find((definition) => ownNames(definition).some((each) => isSame(each, word)));
  // In its own capitals a name is the framework's: `HuberLoss`, though a loss goes by huber-loss too.
  const isFrameworks = module !== undefined || (spelled.length > 0 && /[A-Z]/.test(name));
  // Without its module it is not, where that calls another loss so: CatBoost's `Poisson` takes logarithms.
  const ofOwn = spelled.filter(([definition]) => definition === own);
  if (own && (!isFrameworks || (module === undefined && ofOwn.length === 0))) {
    return ownLoss(own, word);
  }
  const ofAny = spelled.length > 0 ? spelled : called;
  const candidates = own && module === undefined ? ofOwn : ofAny;
  const definitions = new Set(candidates.map(([definition]) => definition));
  if (definitions.size !== 1) return undefined;
  const [first] = candidates;
  const byDefault = usualConvention(first![0]);
  const [definition, { compat, params }] =
    candidates.find(([, own]) => own.compat === byDefault) ?? first!;
  return { definition, compat: compat === byDefault ? undefined : compat, params };
}

/** The loss of a name; see {@link namedLoss}. */
export function findLoss(name: string): LossDefinition | undefined {
  return namedLoss(name)?.definition;
}

/**
 * The losses that frameworks call by this name, several of which share `CrossEntropyLoss`, each with what the name says where
 * it is that of one framework, in its own spelling.
 */
export function lossesCalled(word: string): readonly NamedLoss[] {
  const [module, name] = splitModule(word);
  const ofAny = calledBy(module, name);
  const spelled = ofAny.filter(([, own]) => own.name === name);
  const called = spelled.length > 0 ? spelled : ofAny;
  const isOfOne = new Set(called.map(([, { compat }]) => compat)).size === 1;
  return [...new Map(called)].map(([definition, own]) =>
    isOfOne && own.name === name
      ? { definition, compat: own.compat, params: own.params }
      : { definition, params: {} },
  );
}

/** A loss's name and aliases, and the frameworks' own names for it. */
export function spellings(definition: LossDefinition): string[] {
  const ofFrameworks = frameworkNames(definition).map(({ name }) => name);
  return [...new Set([...ownNames(definition), ...ofFrameworks])];
}

/** The name nearest to a mistyped one, of all names and aliases. */
export function suggestLoss(name: string): string | undefined {
  return closest(name, LOSSES.flatMap(ownNames));
}

/** A loss found by its own name or an alias, with what that says of parameters. */
function ownLoss(definition: LossDefinition, word: string): NamedLoss {
  const said = Object.entries(definition.aliasParams ?? {}).find(([alias]) => isSame(alias, word));
  return { definition, params: said?.[1] ?? {} };
}

function ownNames({ name, aliases }: LossDefinition): string[] {
  return [name, ...aliases];
}

const NAMES_OF = new WeakMap<LossDefinition, readonly FrameworkName[]>();

/** The names that frameworks have for a loss; kept, as they are looked through for every name that is looked up. */
function frameworkNames(definition: LossDefinition): readonly FrameworkName[] {
  const kept = NAMES_OF.get(definition);
  if (kept) return kept;
  const made = namesOfConventions(definition);
  NAMES_OF.set(definition, made);
  return made;
}

function namesOfConventions({ conventions }: LossDefinition): FrameworkName[] {
  return CONVENTIONS.filter((compat) => compat !== 'exact').flatMap((compat) => {
    const convention = conventions[compat];
    if (!convention) return [];
    const { api, requires, names = {} } = convention;
    const always = requires === undefined ? {} : { [requires]: true };
    const listed = api.split(', ').map((path) => [path, {}] as const);
    const said = new Map(
      [...listed, ...Object.entries(names)].map(([path, params]) => [lastPart(path), params]),
    );
    return [...said].map(([name, params]) => ({ name, compat, params: { ...always, ...params } }));
  });
}

/** A framework's name without its module. */
function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** The losses that the framework of a module calls by a name, or that any does. */
function calledBy(
  module: string | undefined,
  name: string,
): (readonly [LossDefinition, FrameworkName])[] {
  const framework = module === undefined ? undefined : conventionOfModule(module);
  if (module !== undefined && framework === undefined) return [];
  return LOSSES.flatMap((definition) =>
    frameworkNames(definition)
      .filter((own) => isSame(own.name, name) && own.compat === (framework ?? own.compat))
      .map((own) => [definition, own] as const),
  );
}

function splitModule(word: string): [module: string | undefined, name: string] {
  const dot = word.lastIndexOf('.');
  return dot < 0 ? [undefined, word] : [word.slice(0, dot), word.slice(dot + 1)];
}

function isSame(name: string, other: string): boolean {
  return normalise(name) === normalise(other);
}

/** A name in the one of its spellings that all are compared in. */
export function normalise(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

import { closest } from '../suggest.ts';
import { binaryCrossentropy } from './binary/binary-crossentropy.ts';
import type { LossDefinition } from './definition.ts';
import { categoricalCrossentropy } from './multi-class/categorical-crossentropy.ts';
import { huber } from './regression/huber.ts';
import { meanAbsoluteError } from './regression/mean-absolute-error.ts';
import { meanSquaredError } from './regression/mean-squared-error.ts';
import { smoothL1 } from './regression/smooth-l1.ts';

/** Every loss, by family, as they are listed; the one place where a new loss is entered. */
const definitions = [
  meanSquaredError,
  meanAbsoluteError,
  huber,
  smoothL1,
  binaryCrossentropy,
  categoricalCrossentropy,
] as const;

/** One of the definitions, with its literal names and parameters. */
export type KnownLoss = (typeof definitions)[number];

export const LOSSES: readonly LossDefinition[] = definitions;

/** Losses by every name that means one of them: their own first, then what only one framework function is called. */
const byName = new Map<string, LossDefinition>();
for (const definition of LOSSES) {
  for (const name of [definition.name, ...definition.aliases]) byName.set(normalise(name), definition);
}
for (const definition of LOSSES) {
  for (const name of apiNames(definition)) {
    if (lossesCalled(name).length === 1 && !byName.has(normalise(name))) {
      byName.set(normalise(name), definition);
    }
  }
}

/** The loss of this name or alias, in any spelling: case, `-` and `_` do not count. */
export function findLoss(name: string): LossDefinition | undefined {
  return byName.get(normalise(name));
}

/** The losses that a framework calls by this name: several share `CrossEntropyLoss`. */
export function lossesCalled(name: string): readonly LossDefinition[] {
  const wanted = normalise(name);
  return LOSSES.filter((definition) => spellings(definition).some((other) => normalise(other) === wanted));
}

/** A loss's name and aliases, and the frameworks' own names for it. */
export function spellings(definition: LossDefinition): string[] {
  return [...new Set([definition.name, ...definition.aliases, ...apiNames(definition)])];
}

function apiNames({ conventions }: LossDefinition): string[] {
  return Object.entries(conventions)
    .filter(([convention]) => convention !== 'exact')
    .flatMap(([, { api }]) => api.split(', ').map((path) => path.split('.').at(-1)!));
}

/** The name nearest to a mistyped one, of all names and aliases. */
export function suggestLoss(name: string): string | undefined {
  return closest(
    name,
    LOSSES.flatMap((definition) => [definition.name, ...definition.aliases]),
  );
}

function normalise(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

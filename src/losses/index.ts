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

const byName = new Map<string, LossDefinition>(
  LOSSES.flatMap((definition) =>
    spellings(definition).map((name) => [normalise(name), definition] as const),
  ),
);

/** The loss of this name or alias, in any spelling: case, `-` and `_` do not count. */
export function findLoss(name: string): LossDefinition | undefined {
  return byName.get(normalise(name));
}

/** A loss's name and aliases, and the frameworks' own names for it. */
export function spellings({ name, aliases, conventions }: LossDefinition): string[] {
  const apis = Object.entries(conventions)
    .filter(([convention]) => convention !== 'exact')
    .flatMap(([, { api }]) => api.split(', ').map((path) => path.split('.').at(-1)!));
  return [...new Set([name, ...aliases, ...apis])];
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

import { LOSSES } from '../../losses/index.ts';
import type { Context, OptionSyntax } from './syntax.ts';

/** Options that several commands share for several losses: a script holds them once. */
export interface OptionRow {
  readonly commands: readonly string[];
  /** Undefined where the options do not depend on the loss. */
  readonly losses: readonly string[] | undefined;
  readonly options: readonly OptionSyntax[];
}

/** Where each option stands, as rows of options that stand in the same places. */
export function shareOptions(contexts: readonly Context[]): readonly OptionRow[] {
  const rows = new Map<string, OptionRow & { readonly options: OptionSyntax[] }>();
  for (const { option, lossesByCommand } of placesOf(contexts).values()) {
    for (const { commands, losses } of productsOf(lossesByCommand)) {
      const key = JSON.stringify([commands, losses]);
      const row = rows.get(key) ?? { commands, losses, options: [] };
      rows.set(key, row);
      row.options.push(option);
    }
  }
  return [...rows.values()];
}

interface Place {
  readonly option: OptionSyntax;
  readonly lossesByCommand: Map<string, (string | undefined)[]>;
}

function placesOf(contexts: readonly Context[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { command, loss, options } of contexts) {
    for (const option of options) {
      const key = JSON.stringify(option);
      const place: Place = places.get(key) ?? { option, lossesByCommand: new Map() };
      places.set(key, place);
      const losses = place.lossesByCommand.get(command) ?? [];
      place.lossesByCommand.set(command, [...losses, loss]);
    }
  }
  return places;
}

/** The places of an option as commands that have it for the same losses. */
function productsOf(
  lossesByCommand: Place['lossesByCommand'],
): readonly Pick<OptionRow, 'commands' | 'losses'>[] {
  const products = new Map<string, { commands: string[]; losses: OptionRow['losses'] }>();
  for (const [command, found] of lossesByCommand) {
    const some = found.filter((loss) => loss !== undefined);
    const losses = some.length === 0 || some.length === LOSSES.length ? undefined : some;
    const key = losses?.join() ?? '';
    const product = products.get(key) ?? { commands: [], losses };
    products.set(key, product);
    product.commands.push(command);
  }
  return [...products.values()];
}

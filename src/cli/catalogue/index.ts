import type { LossDefinition } from '../../losses/definition.ts';
import { ANALYSIS_OPTIONS } from './analysis.ts';
import { CHECK_OPTIONS } from './checks.ts';
import type { CommandName } from './commands.ts';
import { INPUT_OPTIONS, TRUE_AND_PRED } from './inputs.ts';
import { LOSS_OPTIONS } from './loss.ts';
import { GROUPS, type OptionEntry } from './option.ts';
import { OUTPUT_OPTIONS } from './output.ts';
import { TRAINING_OPTIONS } from './training.ts';
import { optionsOfLoss } from './parameters.ts';
import { SQL_OPTIONS } from './sql.ts';

const OTHERS: readonly OptionEntry[] = [
  ...INPUT_OPTIONS,
  ...TRAINING_OPTIONS,
  ...LOSS_OPTIONS,
  ...ANALYSIS_OPTIONS,
  ...CHECK_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...SQL_OPTIONS,
];

/** Nothing that a command or a loss says differently about an option. */
const SAME = {};

/** Every option that is not a loss's own, in the order of the help. */
export const CATALOGUE: readonly OptionEntry[] = [...TRUE_AND_PRED, ...OTHERS];

/**
 * The options that a command takes, as it has them, by the groups of its help.
 * @param definition the loss that the command is about, where it is about one
 */
export function optionsFor(
  command: CommandName,
  definition?: LossDefinition,
): readonly OptionEntry[] {
  const own = definition ? optionsOfLoss(definition) : [];
  const entries = [...TRUE_AND_PRED, ...own, ...OTHERS]
    .filter(({ commands }) => commands.includes(command))
    .flatMap((entry) => {
      const ofLoss = definition && entry.forLoss ? entry.forLoss(definition) : SAME;
      const ofCommand = entry.variants?.[command] ?? SAME;
      if (ofLoss === SAME && ofCommand === SAME) return entry;
      return ofLoss ? { ...entry, ...ofLoss, ...ofCommand } : [];
    });
  return GROUPS.flatMap((heading) => entries.filter(({ group }) => group === heading));
}

/** The options that may stand in losscalc.json. */
export function configurableOptions(): readonly (OptionEntry & { readonly config: string })[] {
  return CATALOGUE.flatMap((entry) =>
    entry.config === undefined ? [] : [{ ...entry, config: entry.config }],
  );
}

import { quote, UserError } from '../../messages/errors.ts';
import { kebabCase, snakeCase } from '../../messages/names.ts';
import type { LossRequest } from '../../engine/request.ts';
import type { FileSet, Selection } from '../../sources/index.ts';
import { neededInputs, selectInputs, sourceOf, type InputOptions } from '../options/inputs.ts';

/** Where inputs are said to come from. */
interface Given extends InputOptions {
  readonly table?: FileSet | undefined;
}

/**
 * The inputs of all losses, each once.
 * @throws UserError for a loss with an input that there is no option for
 */
export function lossSelections(requests: readonly LossRequest[], given: Given): Selection[] {
  const selections = new Map<string, Selection>();
  requireUses(requests, given);
  for (const request of requests) {
    requireOwnInputs(request, given);
    for (const selection of selectInputs(request, given.table, given)) {
      const known = selections.get(selection.input);
      if (known) requireSameLabels(requests, known, selection);
      selections.set(selection.input, known ? bothSelections(known, selection) : selection);
    }
  }
  return [...selections.values()];
}

/**
 * An input as two losses can take it. Labels are compared as they are written only where all losses do so: none gets
 * the numbers that texts stand for.
 */
function bothSelections(known: Selection, other: Selection): Selection {
  const { labels } = known;
  const forBoth = {
    booleans: known.booleans === true || other.booleans,
    nameSets: known.nameSets && other.nameSets,
    mask: known.mask && other.mask,
  };
  if (labels && !labels.areCompared) return { ...known, ...forBoth };
  const isForBoth = labels?.areCompared === other.labels?.areCompared;
  const others = other.labels?.areCompared && !isForBoth ? undefined : other.labels;
  return { ...known, ...other, ...forBoth, labels: others };
}

/**
 * A loss of signs takes the label that is not the positive one for -1, all others for 0.
 * @throws UserError for losses of which one would get what is meant for the other
 */
function requireSameLabels(
  requests: readonly LossRequest[],
  { labels: known }: Selection,
  { labels }: Selection,
): void {
  const isSigned = (each: Selection['labels']): boolean => each?.negative === -1;
  if (isSigned(known) === isSigned(labels)) return;
  const names = [...new Set(requests.map(({ definition }) => definition.name))];
  throw new UserError({
    where: '--positive',
    problem: `expected losses that take labels alike, found ${names.join(', ')}, of which some take the other label for -1 and some for 0`,
    hint: 'compute them in runs of their own',
  });
}

/** The inputs that nearly all losses have. */
const BOTH: readonly string[] = ['true', 'pred'];

function requireOwnInputs(request: LossRequest, given: Given): void {
  const { definition } = request;
  const inputs = [...request.inputs.keys()];
  const others = neededInputs(request, given).filter((input) => !BOTH.includes(input));
  const missing = others.filter((input) => sourceOf(given, input) === undefined);
  if (missing.length === 0) return;
  // A command of one loss has an option for each input, one of several losses has --input.
  const spelled = (input: string): string =>
    given.sources === undefined ? `--${kebabCase(input)}` : `--input ${kebabCase(input)}=SOURCE`;
  throw new UserError({
    where: definition.name,
    problem: `expected ${missing.map(spelled).join(', ')} besides, found nothing`,
    hint: `losscalc ${definition.name} --help says what its inputs are: ${inputs.map(kebabCase).join(', ')}`,
  });
}

/** @throws UserError for an input that the user has named and none of the losses takes */
function requireUses(requests: readonly LossRequest[], { unused = [] }: Given): void {
  const taken = new Set(requests.flatMap(({ inputs }) => [...inputs.keys()].map(snakeCase)));
  const spare = unused.find(({ name }) => !taken.has(name));
  if (spare === undefined) return;
  const names = [...new Set(requests.map(({ definition }) => definition.name))];
  throw new UserError({
    where: spare.place,
    problem: `expected a loss that takes ${quote(spare.name)}, found ${names.join(', ')}`,
    hint: 'leave it out, or name such a loss',
  });
}

/** Columns of text, of the table or, where the inputs are files, of that of the first input. */
export function textSelections(
  { path, files }: Selection,
  texts: readonly string[],
): readonly Selection[] {
  return [...new Set(texts)].map((column) => {
    return { input: column, path, files, part: column, layout: 'text' };
  });
}

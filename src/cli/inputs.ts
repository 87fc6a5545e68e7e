import { quote, UserError } from '../errors.ts';
import { fileExists } from '../sources/index.ts';
import type { Selection } from '../sources/types.ts';

/** What `--true`, `--pred` and `--weights` say: columns of the table where one is given, files without. */
export interface InputOptions {
  readonly true?: string | undefined;
  readonly pred?: string | undefined;
  readonly weights?: string | undefined;
}

/**
 * Where each input of a loss is read from. Throws a UserError when true or pred is missing, or when standard
 * input would have to be read twice.
 */
export function selectInputs(
  table: string | undefined,
  options: InputOptions,
): readonly Selection[] {
  requireBoth(table, options);
  const given = Object.entries({
    true: options.true,
    pred: options.pred,
    weights: options.weights,
  }).flatMap(([input, source]) => (source === undefined ? [] : [{ input, source }]));
  const selections = given.map(({ input, source }) => ({
    input,
    ...(table === undefined ? splitPart(source) : { path: table, part: source }),
    perSample: input === 'weights',
  }));
  requireStdinOnce(selections);
  return selections;
}

function requireBoth(table: string | undefined, options: InputOptions): void {
  const missing = (['true', 'pred'] as const).filter((input) => options[input] === undefined);
  if (missing.length === 0) return;
  const where = missing.map((input) => `--${input}`).join(', ');
  if (table !== undefined) {
    throw new UserError({
      where,
      problem: `expected columns of ${quote(table)}, found nothing`,
      hint: 'name them, or count them from 1: --true 1 --pred 2',
    });
  }
  throw new UserError({
    where,
    problem: 'expected an input, found nothing',
    hint: 'name two files: --true FILE --pred FILE; or columns: TABLE --true COLUMN --pred COLUMN',
  });
}

/** `file#part`; a file whose very name holds the `#` wins. */
function splitPart(source: string): { path: string; part?: string } {
  const at = source.lastIndexOf('#');
  if (at < 0 || fileExists(source)) return { path: source };
  return { path: source.slice(0, at), part: source.slice(at + 1) };
}

function requireStdinOnce(selections: readonly Selection[]): void {
  const readers = selections.filter(({ path }) => path === '-');
  if (readers.length < 2 || readers.every(({ part }) => part !== undefined)) return;
  throw new UserError({
    where: readers.map(({ input }) => `--${input}`).join(', '),
    problem: 'standard input can be read only once',
    hint: 'for several columns of it, name the table - first: - --true COLUMN --pred COLUMN',
  });
}

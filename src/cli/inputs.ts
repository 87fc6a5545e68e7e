import { quote, UserError } from '../errors.ts';
import { fileExists } from '../sources/index.ts';
import type { LossDefinition } from '../losses/definition.ts';
import { inputsOf } from '../losses/inputs.ts';
import { SHARES, shapeKind } from '../shapes.ts';
import type { Selection } from '../sources/types.ts';

/** What the options of the inputs say: columns of the table where one is given, files without. */
export type InputOptions = Readonly<Partial<Record<string, unknown>>>;

const LAYOUTS = { same: 'rows', sample: 'scalars', batch: 'batch' } as const;

/**
 * Where each input of a loss is read from. Throws a UserError when one is missing, or when standard input would
 * have to be read twice.
 */
export function selectInputs(
  definition: LossDefinition,
  table: string | undefined,
  options: InputOptions,
): readonly Selection[] {
  const required = [...inputsOf(definition).keys()];
  requireAll(required, table, options);
  const selections = [...required, ...SHARES].flatMap((input) => {
    const source = options[input];
    if (typeof source !== 'string') return [];
    const place = table === undefined ? splitPart(source) : { path: table, part: source };
    return [{ input, ...place, layout: LAYOUTS[shapeKind(definition, input)] }];
  });
  requireStdinOnce(selections);
  return selections;
}

function requireAll(
  inputs: readonly string[],
  table: string | undefined,
  options: InputOptions,
): void {
  const missing = inputs.filter((input) => options[input] === undefined);
  if (missing.length === 0) return;
  const where = missing.map((input) => `--${input}`).join(', ');
  if (table !== undefined) {
    throw new UserError({
      where,
      problem: `expected columns of ${quote(table)}, found nothing`,
      hint: `name them, or count them from 1: ${inputs.map((input, i) => `--${input} ${i + 1}`).join(' ')}`,
    });
  }
  const files = inputs.map((input) => `--${input} FILE`).join(' ');
  const columns = inputs.map((input) => `--${input} COLUMN`).join(' ');
  throw new UserError({
    where,
    problem: 'expected an input, found nothing',
    hint: `name ${inputs.length === 2 ? 'two' : inputs.length} files: ${files}; or columns: TABLE ${columns}`,
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

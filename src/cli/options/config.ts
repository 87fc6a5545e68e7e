import { dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod/mini';
import { placeOf, validate } from '../../check/validate.ts';
import { CONVENTIONS, REDUCTIONS } from '../../losses/definition.ts';
import { DTYPES } from '../../tensor/dtype.ts';
import { fileLabel, INPUT_FORMATS, JOIN_POLICIES, MISSING_POLICIES } from '../../sources/index.ts';
import { readJsonFile } from '../terminal/json-file.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** With a `%`, so that 2 is not taken for 200 %. */
const TOLERANCE = /^\d+(?:\.\d+)?%$/;

const text = (description: string): z.ZodMiniOptional<z.ZodMiniString> =>
  z.optional(z.string().check(z.describe(description)));

const inputs = z.strictObject({
  table: text('The table whose columns the inputs are; without it they are files.'),
  true: text('True values: columns of the table, or a file.'),
  pred: text('Predicted values, likewise.'),
  weights: text('Weights, likewise: one number for each sample.'),
  mask: text('Likewise: 0 for each sample that is left out, 1 for others.'),
  labels: text('What the classes are called, in the order of the columns of pred: cat,dog.'),
  positive: text('The positive label, where true values are text.'),
  inputFormat: z.optional(
    z.enum(INPUT_FORMATS).check(z.describe('How to read the files; by default they tell.')),
  ),
  header: z.optional(
    z.boolean().check(z.describe('Whether the first row of a table holds names.')),
  ),
  missing: z.optional(
    z
      .enum(MISSING_POLICIES)
      .check(z.describe('What to do with missing values; an error by default.')),
  ),
  on: text('Columns that make the key by which files are joined: id, or shop,day.'),
  join: z.optional(
    z
      .enum(JOIN_POLICIES)
      .check(z.describe('Keys that are not in all files are an error, or their rows are dropped.')),
  ),
});

const check = z.strictObject({
  assert: z
    .string()
    .check(z.describe('A loss, maybe segments, and a bound: rmse[region=*] <= 0.45.')),
  level: z.optional(
    z
      .enum(['error', 'warning'])
      .check(z.describe('What a failure is; a warning leaves the exit status alone.')),
  ),
});

const baseline = z.strictObject({
  file: z.string().check(z.describe('The file that losscalc baseline write has written.')),
  tolerance: z.optional(
    z
      .string()
      .check(
        z.regex(TOLERANCE, 'a percentage such as "2%"'),
        z.describe('How much worse a result may be, as a share of the baseline: 2%.'),
      ),
  ),
  toleranceAbs: z.optional(
    z
      .number()
      .check(
        z.gte(0),
        z.describe('How much worse a result may be, if that is more than the share.'),
      ),
  ),
  by: z.optional(
    z
      .array(z.string())
      .check(z.describe('Columns whose texts make segments, each with a baseline of its own.')),
  ),
});

/** What may stand in a configuration file. */
const CONFIG = z
  .strictObject({
    $schema: text('Where the JSON Schema of this file is; for editors.'),
    inputs: z.optional(inputs.check(z.describe('Where the data is, relative to this file.'))),
    compat: z.optional(
      z
        .enum(CONVENTIONS)
        .check(z.describe('Whose numbers to reproduce, where a loss says nothing.')),
    ),
    dtype: z.optional(z.enum(DTYPES).check(z.describe('What to compute in.'))),
    reduction: z.optional(z.enum(REDUCTIONS).check(z.describe('How losses are reduced.'))),
    losses: z.optional(
      z.array(z.string()).check(z.describe('The losses of the baseline: huber:delta=2.')),
    ),
    checks: z.optional(z.array(check).check(z.describe('Bounds that results must keep.'))),
    baseline: z.optional(
      baseline.check(z.describe('Earlier results that later ones must not be worse than.')),
    ),
    minSamples: z.optional(
      z
        .int()
        .check(z.gte(1), z.describe('Samples below which a segment is marked; 30 by default.')),
    ),
  })
  .check(
    z.meta({
      title: 'losscalc.json',
      description:
        'What losscalc check reads, computes and requires; losscalc baseline write reads and computes it too.',
    }),
  );

/** A configuration of `losscalc check`. */
export type Config = z.infer<typeof CONFIG>;
type Sources = z.infer<typeof inputs>;

/** The configuration that is looked for where none is named. */
export const CONFIG_FILE = 'losscalc.json';

/**
 * Reads a configuration; the files that it names are relative to its own folder.
 * @throws UserError that names the path of what is wrong
 */
export async function readConfig(path: string, terminal: Terminal): Promise<Config> {
  const { document, label } = await readJsonFile(path, terminal);
  const config = validate(CONFIG, document, label);
  const { baseline: compared, inputs: sources } = config;
  const folder = dirname(path);
  return {
    ...config,
    ...(compared && { baseline: { ...compared, file: within(folder, compared.file) } }),
    ...(sources && { inputs: { ...sources, ...relocated(sources, folder) } }),
  };
}

const FILE_INPUTS = ['true', 'pred', 'weights', 'mask'] as const;

/** The paths among the inputs: of the table where there is one, as the rest are its columns. */
function relocated(sources: Sources, folder: string): Partial<Record<string, string>> {
  if (sources.table !== undefined) return { table: within(folder, sources.table) };
  const given = FILE_INPUTS.filter((name) => sources[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, within(folder, sources[name]!)]));
}

function within(folder: string, path: string): string {
  return path === '-' || isAbsolute(path) ? path : join(folder, path);
}

/** How messages name an assertion of a configuration. */
export function placeOfCheck(path: string, index: number): string {
  return placeOf(fileLabel(path), ['checks', index, 'assert']);
}

/** The JSON Schema of configuration files, draft 2020-12. */
export function configSchema(): unknown {
  return z.toJSONSchema(CONFIG);
}

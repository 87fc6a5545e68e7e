import { dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod/mini';
import { placeOf, validate } from '../../check/validate.ts';
import { fileLabel, isWebAddress } from '../../sources/index.ts';
import { configurableOptions } from '../catalogue/index.ts';
import { attributeOf, longHelpOf, type OptionEntry } from '../catalogue/option.ts';
import type { NamedLoss } from './own-losses.ts';
import { readJsonFile } from '../terminal/json-file.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** With a `%`, so that 2 is not taken for 200 %. */
const TOLERANCE = /^\d+(?:\.\d+)?%$/;

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

const ownLoss = z.strictObject({
  name: z.string().check(z.describe('What the loss is called, here and in checks.')),
  formula: z.string().check(z.describe('Its formula, as losscalc custom takes it.')),
  params: z.optional(
    z
      .record(z.string(), z.union([z.number(), z.array(z.number())]))
      .check(
        z.describe('Numbers that the formula calls by name, or lists of one for each column.'),
      ),
  ),
});

/** The keys that an object cannot do without. */
const REQUIRED: readonly string[] = ['baseline.file'];

/** What may stand in a configuration file: besides what is only its own, the options of the catalogue that may. */
const CONFIG: z.ZodMiniType = z
  .strictObject({
    $schema: text('Where the JSON Schema of this file is; for editors.'),
    inputs: z.optional(
      z
        .strictObject({
          table: z.optional(
            z
              .union([z.string(), z.array(z.string()).check(z.minLength(1))])
              .check(
                z.describe(
                  'The table whose columns the inputs are, or a list of its files; each a file, a folder or a pattern. Without it the inputs are files.',
                ),
              ),
          ),
          ...optionsIn('inputs.'),
        })
        .check(z.describe('Where the data is, relative to this file.')),
    ),
    ...optionsIn(''),
    checks: z.optional(z.array(check).check(z.describe('Bounds that results must keep.'))),
    baseline: z.optional(
      z
        .strictObject(optionsIn('baseline.'))
        .check(z.describe('Earlier results that later ones must not be worse than.')),
    ),
  })
  .check(
    z.meta({
      title: 'losscalc.json',
      description:
        'What losscalc check reads, computes and requires; losscalc baseline write reads and computes it too.',
    }),
  );

function text(description: string): z.ZodMiniOptional<z.ZodMiniString> {
  return z.optional(z.string().check(z.describe(description)));
}

/** The options that are keys of the file itself, or of the object that the prefix names. */
function optionsIn(prefix: '' | 'inputs.' | 'baseline.'): Record<string, z.ZodMiniType> {
  const keys = configurableOptions().flatMap((entry) => {
    const { config: path } = entry;
    const key = path.slice(prefix.length);
    if (!path.startsWith(prefix) || key.includes('.')) return [];
    const schema = schemaOf(entry);
    return [[key, REQUIRED.includes(path) ? schema : z.optional(schema)] as const];
  });
  return Object.fromEntries(keys);
}

/** What an option is in the file; the schema lists its choices itself. */
function schemaOf({ choices, ...entry }: OptionEntry): z.ZodMiniType {
  const help = longHelpOf(entry);
  const sentence = `${help.charAt(0).toUpperCase()}${help.slice(1)}${help.endsWith('.') ? '' : '.'}`;
  return valueSchema(entry, choices).check(z.describe(sentence));
}

function valueSchema(
  { kind, isRepeatable }: OptionEntry,
  choices: readonly string[] = [],
): z.ZodMiniType {
  if (kind === 'loss') return z.array(z.union([z.string(), ownLoss]));
  if (kind === 'named-source') return z.record(z.string(), z.string());
  if (isRepeatable) return z.array(z.string());
  switch (kind) {
    case 'flag':
      return z.boolean();
    case 'choice':
      return z.enum(choices as [string, ...string[]]);
    case 'count':
      return z.int().check(z.gte(1));
    case 'number':
      return z.number().check(z.gte(0));
    case 'numbers':
      return z.union([z.number(), z.array(z.number())]);
    case 'percentage':
      return z.string().check(z.regex(TOLERANCE, 'a percentage such as "2%"'));
    default:
      return z.string();
  }
}

/** A configuration of `losscalc check`: what is used other than as options. */
export interface Config {
  readonly inputs?: Sources;
  /** Names with settings, and losses of the user's own. */
  readonly losses?: readonly (string | Omit<NamedLoss, 'place'>)[];
  readonly checks?: readonly { readonly assert: string; readonly level?: 'error' | 'warning' }[];
  readonly baseline?: { readonly file: string };
}

interface Sources {
  readonly table?: string | readonly string[];
  /** Further inputs, by the names of the user's own. */
  readonly more?: Readonly<Record<string, string>>;
  readonly [option: string]: unknown;
}

/**
 * Reads a configuration; the files that it names are relative to its own folder.
 * @throws UserError that names the path of what is wrong
 */
export async function readConfig(path: string, terminal: Terminal): Promise<Config> {
  const { document, label } = await readJsonFile(path, terminal);
  const config = validate(CONFIG, document, label) as Config;
  const { baseline: compared, inputs: sources } = config;
  const folder = dirname(path);
  return {
    ...config,
    ...(compared && { baseline: { ...compared, file: within(folder, compared.file) } }),
    ...(sources && {
      inputs: {
        ...sources,
        ...relocated(sources, folder),
        ...(sources.more &&
          sources.table === undefined && { more: relocatedAll(sources.more, folder) }),
      },
    }),
  };
}

/** The paths among the inputs: of the table where there is one, as the rest are its columns. */
function relocated(
  sources: Sources,
  folder: string,
): Partial<Record<string, string | readonly string[]>> {
  const { table } = sources;
  if (typeof table === 'string') return { table: within(folder, table) };
  if (table) return { table: table.map((path) => within(folder, path)) };
  const given = configurableOptions()
    .filter(({ kind }) => kind === 'source')
    .map(attributeOf)
    .filter((name) => sources[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, within(folder, sources[name] as string)]));
}

function relocatedAll(
  sources: Readonly<Record<string, string>>,
  folder: string,
): Record<string, string> {
  const entries = Object.entries(sources);
  return Object.fromEntries(entries.map(([name, source]) => [name, within(folder, source)]));
}

function within(folder: string, path: string): string {
  return path === '-' || isWebAddress(path) || isAbsolute(path) ? path : join(folder, path);
}

/** How messages name a part of a configuration: `losscalc.json: checks[1].assert`. */
export function placeIn(path: string, keys: readonly PropertyKey[]): string {
  return placeOf(fileLabel(path), keys);
}

/** The JSON Schema of configuration files, draft 2020-12. */
export function configSchema(): unknown {
  return z.toJSONSchema(CONFIG);
}

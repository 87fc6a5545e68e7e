import type { LossRequest } from '../../engine/request.ts';
import type { TrainingScale } from '../../losses/definition.ts';
import { UserError } from '../../messages/errors.ts';
import {
  LookedUpInput,
  openInputs,
  RaggedRows,
  type FileSet,
  type Inputs,
} from '../../sources/index.ts';
import { TrainingScales } from '../../suite/training-scales.ts';
import type { Block } from '../../tensor/block.ts';
import { startOf } from '../../tensor/lists.ts';
import { elementCount } from '../../tensor/shape.ts';
import { sourceOf, splitSource, type InputOptions } from '../options/inputs.ts';
import { readOptions, type ReadingOptions } from '../options/read-inputs.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The values of the training series, as an input. */
const VALUES = 'train';

/** Where the inputs of the losses come from. */
interface Given extends InputOptions, ReadingOptions {
  readonly table: FileSet | undefined;
}

/** The input that is computed of training series, and how. */
interface Scaled {
  readonly input: string;
  readonly kind: TrainingScale;
}

/** What a run computes of training series. */
export interface Training {
  /** Those that are scaled with the season among their parameters, which reports show. */
  readonly requests: readonly LossRequest[];
  /** The columns of text that tell of which series a row is. */
  readonly texts: readonly string[];
  /** The inputs with the scales of their rows. */
  readonly with: (inputs: Inputs) => Inputs;
}

/**
 * Reads the training series that `--train` names, and computes the scales that losses need of them.
 * @throws UserError for losses that need none or others, and for series that cannot be read
 */
export async function readTraining(
  requests: readonly LossRequest[],
  given: Given,
  terminal: Terminal,
  warn: (message: string) => void,
): Promise<Training> {
  const { train, season = 1, series } = given;
  if (train === undefined) {
    throw new UserError({
      where: given.season === undefined ? '--series' : '--season',
      problem: 'expected training series, of which it is about, found none',
      hint: 'name their file: --train FILE',
    });
  }
  const { input, kind } = scaledInput(requests, given);
  const label = train;
  const scales = await readRagged((areLists) => {
    const none = new TrainingScales({ kind, season, label, column: series });
    return readSeries(none, given, terminal, warn, areLists);
  });
  return {
    requests: requests.map((request) =>
      scaledOf(request) ? { ...request, params: { ...request.params, season } } : request,
    ),
    texts: series === undefined ? [] : [series],
    with: (inputs) =>
      new LookedUpInput(inputs, {
        input,
        label,
        column: series,
        numberOf: (name, place) => scales.of(name, place),
      }),
  };
}

/** @throws UserError where no loss has a scale of training series, some have scales of different kinds, or one is given */
function scaledInput(requests: readonly LossRequest[], given: Given): Scaled {
  const [first] = requests.flatMap((request) => scaledOf(request) ?? []);
  if (!first) {
    const names = requests.map(({ definition }) => definition.name);
    throw new UserError({
      where: '--train',
      problem: `expected a loss that is scaled by training series, found ${names.join(', ')}`,
      hint: 'mean-absolute-scaled-error is one',
    });
  }
  const { input, kind } = first;
  const isOther = (request: LossRequest): boolean =>
    request.inputs.has(input) && scaledOf(request)?.kind !== kind;
  if (requests.some(isOther)) {
    const users = requests.filter(({ inputs }) => inputs.has(input));
    throw new UserError({
      where: '--train',
      problem: `expected losses with the same ${input}, found ${users.map(({ definition }) => definition.name).join(', ')}`,
      hint: 'compute them in runs of their own',
    });
  }
  if (sourceOf(given, input) !== undefined) {
    throw new UserError({
      where: `--train, --${input}`,
      problem: `expected one of the two, as --train computes --${input}, found both`,
    });
  }
  return first;
}

/** The input of a loss that is computed of training series. */
function scaledOf({ inputs }: LossRequest): Scaled | undefined {
  for (const [input, { ofTraining }] of inputs) {
    if (ofTraining) return { input, kind: ofTraining };
  }
  return undefined;
}

/** Rows are taken to have one length, and are read once more as lists where they have not. */
async function readRagged<Read>(read: (areLists: boolean) => Promise<Read>): Promise<Read> {
  try {
    return await read(false);
  } catch (error) {
    if (!(error instanceof RaggedRows)) throw error;
    return read(true);
  }
}

/** Reads series of rows into scales, one value each or, where they are rows of several, a whole series each. */
async function readSeries(
  scales: TrainingScales,
  given: Given,
  terminal: Terminal,
  warn: (message: string) => void,
  areLists: boolean,
): Promise<TrainingScales> {
  const { series, missing } = given;
  const source = splitSource(given.train!);
  const part = source.part ?? partOfTrue(given);
  const selections = [
    { ...source, part, input: VALUES, layout: 'rows' } as const,
    ...(series === undefined
      ? []
      : [{ ...source, input: series, part: series, layout: 'text' } as const]),
  ];
  // Rows and lists of the forecasts are others; what is missing is judged here, as no row may be dropped.
  const ofFile = {
    ...given,
    missing: 'nan',
    where: undefined,
    group: undefined,
    on: undefined,
    join: undefined,
    keys: undefined,
  } as const;
  const inputs = await openInputs(selections, readOptions(ofFile, terminal, warn, { areLists }));
  const { label, axes, placeOf } = inputs.tensors.get(VALUES)!;
  const width = elementCount(axes);
  const seen = new Set<string | undefined>();
  let row = 0;
  for await (const block of inputs.blocks()) {
    const names = series === undefined ? undefined : block.texts![series]!;
    for (let i = 0; i < block.rows; i++) {
      const number = ++row;
      const place = (): string => placeOf?.(number) ?? `${label}, row ${number}`;
      const name = names?.textOf(names.codes[i]!);
      const values = seriesOf(block, i, width);
      if (values.length > 1 || block.lists) requireOnce(seen, name, place);
      for (const value of values) {
        if (Number.isNaN(value) && missing === 'error') throw missingValue(place());
        scales.push(value, name);
      }
    }
  }
  return scales;
}

/** The values of a row; where it is a whole series, up to the last that is not missing. */
function seriesOf(block: Block, row: number, width: number): Float64Array {
  const { lists, inputs } = block;
  if (lists) return lists.items.inputs[VALUES]!.subarray(startOf(lists.ends, row), lists.ends[row]);
  const values = inputs[VALUES]!.subarray(row * width, (row + 1) * width);
  const isSeries = width > 1;
  return isSeries ? values.subarray(0, values.findLastIndex((x) => !Number.isNaN(x)) + 1) : values;
}

/** @throws UserError for a series that another row has been, or a second one without a name */
function requireOnce(
  seen: Set<string | undefined>,
  name: string | undefined,
  place: () => string,
): void {
  if (!seen.has(name)) {
    seen.add(name);
    return;
  }
  throw new UserError({
    where: place(),
    problem:
      name === undefined
        ? 'expected one series, found another in a row of its own'
        : 'expected each series in one row, found another row of it',
    hint: name === undefined ? '--series names the column that tells series apart' : undefined,
  });
}

function missingValue(where: string): UserError {
  return new UserError({
    where,
    problem: 'expected a value of the series, found a missing one',
    hint: '--missing skip leaves differences from and to it out',
  });
}

/** Where the true values are in their file, or table: so are usually those of the training series. */
function partOfTrue({ table, true: truth }: Given): string | undefined {
  if (typeof truth !== 'string') return undefined;
  return table ? truth : splitSource(truth).part;
}

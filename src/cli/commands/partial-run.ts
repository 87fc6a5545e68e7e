import type { LossRequest } from '../../engine/request.ts';
import { UserError } from '../../messages/errors.ts';
import { ContentHash } from '../../parts/content-hash.ts';
import { inputsJson, labelTexts } from '../../parts/input-json.ts';
import { lossJson } from '../../parts/loss-json.ts';
import {
  PART_FORMAT,
  PART_VERSION,
  type Gathered,
  type Part,
  type PartRequest,
  type ReadFile,
} from '../../parts/part.ts';
import { FORMAT_FACTS } from '../../output/formats.ts';
import { partText } from '../../parts/part-text.ts';
import { fileLabel, NoRows, type FileSet, type Inputs } from '../../sources/index.ts';
import { textColumns } from '../../suite/dividers.ts';
import type { SkillSuite } from '../../suite/skill.ts';
import type { Suite } from '../../suite/suite.ts';
import { rowNumber, type Block } from '../../tensor/block.ts';
import { withoutSecrets } from '../../messages/addresses.ts';
import { hashText } from '../../tensor/hash.ts';
import type { RowsRead } from '../../tensor/rows-read.ts';
import { sourceFiles } from '../options/inputs.ts';
import { requireUnread } from '../options/output-target.ts';
import { openOutput, type Output } from '../terminal/output.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';
import { packageVersion } from '../version.ts';
import type { Computation } from './divided-reading.ts';
import { excludedClasses, intervalOptions, type Run, type RunOptions } from './run-options.ts';
import { readSuite, type SuiteInputs } from './suite-run.ts';

/**
 * Computes the sums of losses over the rows that are read, and writes them as a part of a run.
 * @throws UserError for what is no sum, and for a mistake in the options or the input
 */
export async function writePartial(run: Run, terminal: Terminal): Promise<void> {
  const { losses, table, options } = run;
  requireSums(run);
  const output = openPartOutput(options, run.read, terminal);
  const warnings = new Warnings(options);
  const told: string[] = [];
  const warn = (message: string): void => {
    told.push(message);
    warnings.add(message);
  };
  const { by, cluster, skill, verbose } = options;
  const given: SuiteInputs = { ...options, table };
  const request = requestOf(run);
  const running = {
    ...(skill === undefined && request.gathered),
    by,
    excluded: excludedClasses(options),
    interval: intervalOptions(options),
    skill,
    warn,
    verbose,
  };
  const texts = [...textColumns(by), ...(cluster === undefined ? [] : [cluster])];
  let reading: PartReading | undefined;
  const read = await rowsOrNone(() =>
    readSuite(
      losses,
      given,
      texts,
      running,
      (suite, { inputs }) => (reading = new PartReading(suite, inputs)),
      terminal,
    ),
  );
  // Rows that are all left out are some; a file without any is not opened.
  const summed = read ?? reading?.finish(reading.read);
  const sets = filesOf(given);
  const part: Part = {
    format: PART_FORMAT,
    version: PART_VERSION,
    program: packageVersion(),
    request,
    read: [
      {
        files: readFiles(sets, summed?.read),
        hash: summed?.hash ?? NOTHING,
        warnings: told,
      },
    ],
    skipped: summed?.read.skipped ?? 0,
    leftOut: summed?.read.where?.leftOut ?? 0,
    computed: summed
      ? {
          inputs: inputsJson(
            summed.inputs.tensors,
            sets.map(({ title }) => fileLabel(title)),
          ),
          labels: labelTexts(summed.inputs.tensors),
          state: summed.state(partName(sets, summed.hash)),
        }
      : null,
  };
  await output.write([partText(part)]);
  warnings.write(terminal);
}

/** Opens what a part is written to: a file that is none of those that are read, or standard output. */
export function openPartOutput(
  { output: [path, ...more] }: Pick<RunOptions, 'output'>,
  read: () => readonly (string | undefined)[],
  terminal: Terminal,
): Output {
  if (more.length > 0) {
    throw new UserError({
      where: '--output',
      problem: `expected one file for the part, found ${more.length + 1}`,
      hint: 'leave the others out',
    });
  }
  if (path !== undefined) requireUnread(path, read());
  return openOutput(path, terminal);
}

/** What was read and summed. */
interface Summed {
  readonly inputs: Inputs;
  readonly read: RowsRead;
  readonly hash: string;
  readonly state: (part: string) => ReturnType<(Suite | SkillSuite)['state']>;
}

/** Reads rows for losses of which the sums are written. */
class PartReading implements Computation<Summed> {
  readonly #suite: Suite | SkillSuite;
  readonly #inputs: Inputs;
  readonly #hash: ContentHash;
  #lastRow = 0;

  /** @throws UserError for what cannot be put together of parts */
  constructor(suite: Suite | SkillSuite, inputs: Inputs) {
    const { whyWhole } = suite;
    if (whyWhole !== undefined) throw notASum(whyWhole);
    this.#suite = suite;
    this.#inputs = inputs;
    this.#hash = new ContentHash(inputs.tensors);
  }

  push(block: Block): void {
    this.#hash.add(block);
    this.#lastRow = Math.max(this.#lastRow, rowNumber(block, block.rows - 1));
    this.#suite.push(block);
  }

  get read(): RowsRead {
    return this.#inputs.read;
  }

  finish(read: RowsRead): Summed {
    // Rows that are joined have numbers of their own file.
    const rows = Math.max(read.rows ?? 0, this.#lastRow);
    return {
      inputs: this.#inputs,
      read: { ...read, rows },
      hash: this.#hash.finish(),
      state: (part) => this.#suite.state(part),
    };
  }
}

/** The hash of a reading without rows. */
const NOTHING = '0'.repeat(16);

/** What reads rows, or undefined where there are none: a part may have none. */
async function rowsOrNone<Read>(read: () => Promise<Read>): Promise<Read | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NoRows) return undefined;
    throw error;
  }
}

/** The files of the inputs that are read side by side; a table is all of them. */
function filesOf({ table, ...given }: SuiteInputs): readonly FileSet[] {
  if (table) return [table];
  const sets = [given['true'], given['pred']].map(sourceFiles);
  const found = sets.filter((set) => set !== undefined);
  return found.filter(({ title }, k) => found.findIndex((set) => set.title === title) === k);
}

/** The files that were read, and where each begins among the rows; those without rows begin nowhere. */
function readFiles(sets: readonly FileSet[], read: RowsRead | undefined): readonly ReadFile[] {
  const most = Math.max(...sets.map(({ files }) => files.length));
  const rows = read?.rows ?? 0;
  const starts = read?.starts ?? [{ path: sets[0]!.files[0]!.path, firstRow: 1 }];
  let at = 0;
  return Array.from({ length: most }, (_, k) => {
    const found = sets.map(({ files }) => (files[k] ?? files[0]!).path);
    const paths = found.map(withoutSecrets);
    const start = starts[at];
    const isBegun = start !== undefined && found.includes(start.path) && read !== undefined;
    if (!isBegun) return { paths, firstRow: (starts[at]?.firstRow ?? rows + 1) || 1, rows: 0 };
    const end = starts[++at]?.firstRow ?? rows + 1;
    return { paths, firstRow: start.firstRow, rows: end - start.firstRow };
  });
}

/** What tells this part from others: where it was read, and what. */
function partName(sets: readonly FileSet[], hash: string): string {
  const paths = sets.flatMap(({ files }) => files.map(({ path }) => path));
  return `${hash}${(hashText(paths.join('\0'), 0) >>> 0).toString(16)}`;
}

function requestOf({ losses, isSingle, options }: Run): PartRequest {
  const { by, skill, where, labels, positive, season, series, missing } = options;
  const excluded = excludedClasses(options);
  const interval = intervalOptions(options);
  return {
    losses: losses.map(({ name, request }) => lossJson(name, request)),
    isSingle,
    by: by.map((columns) => [...columns]),
    excluded,
    interval,
    gathered: gatheredFor(options),
    skill,
    where,
    labels: asText(labels),
    positive: asText(positive),
    season,
    series,
    missing,
  };
}

function asText(option: unknown): string | undefined {
  return typeof option === 'string' ? option : undefined;
}

/** What the report shows that is to be made of the parts, besides results. */
function gatheredFor({ format, histogram = false, calibration = false }: RunOptions): Gathered {
  const { distributions, worst } = FORMAT_FACTS[format ?? 'table'];
  const isUnasked = distributions === 'unasked';
  return {
    histogram: histogram || isUnasked,
    calibration: calibration || isUnasked,
    worst: worst > 0 ? worst : undefined,
  };
}

/** @throws UserError for what is asked of samples, or of a result */
function requireSums({ asksSamples, losses, options }: Run): void {
  const { gradient = false, per, max, min, group } = options;
  const requests: readonly LossRequest[] = losses.map(({ request }) => request);
  if (gradient) throw ofSamples('--gradient', 'the gradient');
  if (per !== undefined) throw ofSamples(`--per ${per}`, `what each ${per} has`);
  if (asksSamples) throw ofSamples('--per-sample', 'the losses of samples');
  if (requests.some(({ reduction }) => reduction === 'none')) {
    throw ofSamples('--reduction none', 'the losses of samples');
  }
  if (group !== undefined) throw notASum('a list may go on in another part', `--group ${group}`);
  if (max !== undefined || min !== undefined) {
    throw ofMerge(max === undefined ? '--min' : '--max', 'a result');
  }
}

function notASum(reason: string, where = '--partial'): UserError {
  return new UserError({
    where,
    problem: `expected what is a sum over samples, as parts are put together of sums: ${reason}`,
    hint: 'leave --partial out, and give all files to one run',
  });
}

function ofSamples(where: string, found: string): UserError {
  return new UserError({
    where,
    problem: `expected sums of all samples, which parts are made of, found ${found} asked for`,
    hint: `leave ${where.split(' ')[0]!} or --partial out`,
  });
}

function ofMerge(where: string, what: string): UserError {
  return new UserError({
    where,
    problem: `expected no option of ${what}, which a part has not`,
    hint: `give it to losscalc merge, which makes ${what} of parts`,
  });
}

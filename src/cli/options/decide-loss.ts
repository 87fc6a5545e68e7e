import type { LossRequest } from '../../engine/request.ts';
import { checkShapes, inputsAmong, type LabelledTensor } from '../../engine/shapes.ts';
import { isRequired } from '../../losses/inputs.ts';
import { seenAs, type Meaning } from '../../losses/words.ts';
import { escapeControls, quote, UserError } from '../../messages/errors.ts';
import { isPipe, openInputs, type FileSet, type Selection } from '../../sources/index.ts';
import { elementCount, type Shape } from '../../tensor/shape.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { selectInputs, type InputOptions } from './inputs.ts';
import { readOptions, type ReadingOptions } from './read-inputs.ts';
import { severalMeant } from './require-loss.ts';

/** The inputs of a loss, as the options name them. */
export type GivenInputs = InputOptions & ReadingOptions & { readonly table: FileSet | undefined };

/** What a command line asks for, if a word of it means one of several losses. */
export interface Attempt {
  readonly request: LossRequest;
  readonly given: GivenInputs;
}

/** One of the losses that a word may mean. */
export interface Candidate {
  readonly meaning: Meaning;
  /** @throws UserError where the command line asks for what this loss has not */
  readonly attempt: () => Attempt | Promise<Attempt>;
}

/** How the inputs suit a candidate. */
interface Trial {
  readonly meaning: Meaning;
  /** What of the inputs says that this loss is meant; undefined where they do not fit it. */
  readonly reason?: string | undefined;
  /** What the shapes of true and pred are, where the files could be opened. */
  readonly shapes?: string | undefined;
  /** Why it cannot be computed, whatever the shapes. */
  readonly error?: UserError | undefined;
  /** Whether that is about the files. */
  readonly isOfFiles?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/**
 * Which of several losses a word means: the only one that fits what the command line says and the shapes of the inputs,
 * of which only the beginnings are read. Says on standard error what was decided, and why.
 * @param terminal whose standard input can be read several times
 * @throws UserError where none fits, or more than one
 */
export async function decideLoss(
  word: string,
  candidates: readonly Candidate[],
  terminal: Terminal,
): Promise<Meaning> {
  const trials: Trial[] = [];
  for (const candidate of candidates) trials.push(await tryCandidate(word, candidate, terminal));
  const fitting = trials.filter(({ reason }) => reason !== undefined);
  if (fitting.length !== 1) throw undecided(word, trials, fitting);
  const [{ meaning, reason, quiet }] = fitting as [Trial];
  if (!quiet) {
    const said = `${escapeControls(word)}: ${reason!}: ${meaning.definition.name}`;
    terminal.stderr.write(`losscalc: ${said}\n`);
  }
  return meaning;
}

async function tryCandidate(
  word: string,
  { meaning, attempt }: Candidate,
  terminal: Terminal,
): Promise<Trial> {
  let isOfFiles = false;
  try {
    const { request, given } = await attempt();
    const selections = selectInputs(request, given.table, given);
    requireRereadable(word, selections);
    isOfFiles = true;
    const reading = readOptions({ ...given, threads: 1 }, terminal, () => undefined);
    const inputs = await openInputs(selections, reading);
    await inputs.close();
    return { meaning, quiet: given.quiet, ...judge(meaning, request, inputs.tensors) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { meaning, error, isOfFiles };
  }
}

/** Whether the shapes of inputs are such as a loss has them. */
function judge(
  { pairing }: Meaning,
  request: LossRequest,
  tensors: ReadonlyMap<string, LabelledTensor>,
): Pick<Trial, 'reason' | 'shapes'> {
  const own = inputsAmong(request.inputs, tensors);
  const [truth, pred] = ['true', 'pred'].map((name) => own.get(name)?.axes);
  const shapes =
    truth && pred && `a row of true has ${describe(truth)}, one of pred ${describe(pred)}`;
  if (!checkShapes(request, own)) return { shapes };
  const more = [...request.inputs].filter(
    ([name, input]) => !['true', 'pred'].includes(name) && isRequired(input, request.params),
  );
  if (more.length > 0) {
    const names = [...request.inputs.keys()].filter((name) => own.has(name));
    return { shapes, reason: `the inputs are ${names.join(', ')}` };
  }
  return { shapes, reason: seenAs(pairing, pred?.at(-1) ?? 1) };
}

/** What a row of an input holds. */
function describe(axes: Shape): string {
  return elementCount(axes) === 1 ? 'one number' : `${axes.join('x')} numbers`;
}

/** @throws UserError for a pipe, of which nothing is left once it was looked at */
function requireRereadable(word: string, selections: readonly Selection[]): void {
  for (const { path, files } of selections) {
    if (!files) requireNoPipe(word, path);
  }
}

/**
 * What is read to decide what a word means is read once more to compute it.
 * @throws UserError for a pipe, which can be read only once
 */
export function requireNoPipe(word: string, path: string): void {
  if (path === '-' || !isPipe(path)) return;
  throw new UserError({
    where: quote(path),
    problem: `expected a file, which can be read to tell what ${quote(word)} is and then once more, found a pipe`,
    hint: 'name the loss, or hand the data in on standard input: -',
  });
}

/** The error that a word is decided by neither the command line nor the inputs. */
function undecided(word: string, trials: readonly Trial[], fitting: readonly Trial[]): UserError {
  const failed = trials.filter(({ error }) => error !== undefined);
  if (fitting.length === 0) {
    const ofFiles = failed.find(({ isOfFiles }) => isOfFiles)?.error;
    if (ofFiles) return ofFiles;
    if (failed.length === trials.length) return failed[0]!.error!;
  }
  const shapes = trials.find((trial) => trial.shapes !== undefined)?.shapes;
  const found =
    fitting.length === 0
      ? `none of which fits: ${shapes ?? 'the inputs are those of another'}`
      : `of which ${fitting.length} fit: ${fitting[0]!.reason!}`;
  const among = fitting.length === 0 ? trials : fitting;
  return severalMeant(
    word,
    among.map(({ meaning }) => meaning),
    found,
  );
}

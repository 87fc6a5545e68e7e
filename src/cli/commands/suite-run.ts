import { withoutSecrets } from '../../messages/addresses.ts';
import { quote, UserError } from '../../messages/errors.ts';
import type { LossRequest } from '../../engine/request.ts';
import { formatShape, sameShape, type Shape } from '../../tensor/shape.ts';
import { shapeErrorOfFiles } from '../../engine/shape-hint.ts';
import { checkShapes, inputsAmong, type LabelledTensor } from '../../engine/shapes.ts';
import { formatAxis, rowAxes } from '../../tensor/axis.ts';
import { openInputs, readInto, sameSource } from '../../sources/index.ts';
import type { FileSet, Inputs, Selection } from '../../sources/index.ts';
import type { ComparisonOptions, ModelComparison } from '../../suite/comparison.ts';
import type { SkillSuite } from '../../suite/skill.ts';
import { Suite } from '../../suite/suite.ts';
import type { SuiteOptions } from '../../suite/suite-options.ts';
import { isByOutput } from '../../suite/dividers.ts';
import type { ComparisonOutcome, Outcome } from '../../suite/outcome.ts';
import { requireStdinOnce, sourceFiles, type InputOptions } from '../options/inputs.ts';
import type { NamedRequest } from '../options/loss-spec.ts';
import { watchReading } from '../terminal/progress.ts';
import { helperCount, readInParts, type Computation } from './divided-reading.ts';
import { readOptions, type ListReading, type ReadingOptions } from '../options/read-inputs.ts';
import type { KernelThreads } from '../terminal/kernel-threads.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { readLists, requireLists, type Reading } from './reading-lists.ts';
import { lossSelections, textSelections } from './suite-selections.ts';
import type { Training } from './training-run.ts';

/** Where the losses of a suite are read from. */
export interface SuiteInputs extends InputOptions, ReadingOptions {
  /** The table whose columns the inputs are; without it they are files. */
  readonly table: FileSet | undefined;
}

/** What reports call what was read: the table, or else the files of true and predicted values. */
export function inputTitle({ table, ...given }: SuiteInputs): string {
  const sources = table ? [] : [given['true'], given['pred']];
  const sets = table ? [table] : sources.map(sourceFiles).filter((set) => set !== undefined);
  const titles = sets.map(({ title }) => (title === '-' ? 'standard input' : title));
  return [...new Set(titles)].map(withoutSecrets).join(', ');
}

/** What is computed of the losses of a run, and where doubts are told. */
export type RunningOptions = SuiteOptions & StreamOptions & { readonly skill?: string | undefined };

/**
 * Computes several losses of the same inputs in one pass.
 * @param texts columns of text that the options speak of
 * @throws UserError for inputs that cannot be read, or fit one of the losses not
 */
export function runSuite(
  losses: readonly NamedRequest[],
  given: SuiteInputs,
  texts: readonly string[],
  options: RunningOptions,
  terminal: Terminal,
): Promise<Outcome> {
  return readSuite(losses, given, texts, options, (suite) => suite, terminal);
}

/** What the losses of a run are computed of. */
export interface Running {
  /** As they are computed, in the order of the run. */
  readonly requests: readonly LossRequest[];
  readonly inputs: Inputs;
}

/**
 * Reads the inputs of a run.
 * @param readerOf what takes the rows for the losses, and says what comes of them
 */
export async function readSuite<Read>(
  losses: readonly NamedRequest[],
  given: SuiteInputs,
  texts: readonly string[],
  options: RunningOptions,
  readerOf: (suite: Suite | SkillSuite, running: Running) => Computation<Read>,
  terminal: Terminal,
): Promise<Read> {
  const byOutput = options.excluded !== undefined || options.by?.some(isByOutput);
  const countsRows = options.interval !== undefined;
  const along = alongOneAxis(requestsOf(losses, given), { countsRows, byOutput });
  const training = await trainingOf(along, given, options, terminal);
  const { requests } = training;
  requireLists(requests, given, { byOutput });
  const ofLosses = lossSelections(requests, given);
  const ofReference = (pred: string): Selection[] => lossSelections(requests, { ...given, pred });
  const skill =
    options.skill === undefined
      ? undefined
      : (await import('./skill-run.ts')).skillRun(options.skill, options, ofReference);
  const selections = [
    ...ofLosses,
    ...(skill?.selections ?? []),
    ...textSelections(ofLosses[0]!, [...texts, ...training.texts]),
  ];
  if (skill) requireStdinOnce(selections);
  const threads = await kernelThreads(requests, given, terminal);
  const newSuite = async (inputs: Inputs): Promise<Suite | SkillSuite> => {
    for (const request of requests) await requireShapes(request, inputs, requests.length === 1);
    requireSameAxis(requests, inputs.tensors);
    if (skill) {
      const { models, sources } = skill;
      await requireSameShapes(inputs, models, [String(given['pred']), ...sources]);
      return skill.suiteOf(requests, inputs.tensors, threads?.share);
    }
    return new Suite(requests, inputs.tensors, { ...options, shareKernel: threads?.share });
  };
  const open = async (inputs: Inputs): Promise<Computation<Read>> => {
    const suite = await newSuite(inputs);
    return readerOf(suite, { requests, inputs });
  };
  try {
    const stream = { requests, selections, byOutput, training, open };
    return await readAndFinish(stream, given, options, terminal);
  } finally {
    threads?.stop();
    skill?.close();
  }
}

/** What losses need of training series, where these are given. */
async function trainingOf(
  requests: readonly LossRequest[],
  given: SuiteInputs,
  { warn }: StreamOptions,
  terminal: Terminal,
): Promise<Training> {
  if ((given.train ?? given.season ?? given.series) === undefined) {
    return { requests, texts: [], with: (inputs) => inputs };
  }
  return (await import('./training-run.ts')).readTraining(requests, given, terminal, warn);
}

/** Threads for the losses that are written by hand, where there are such. */
async function kernelThreads(
  requests: readonly LossRequest[],
  { threads }: SuiteInputs,
  { startKernelThread }: Terminal,
): Promise<KernelThreads | undefined> {
  const areByHand = requests.some(({ convention }) => convention.kernel !== undefined);
  if (!areByHand || !startKernelThread || threads === 1) return undefined;
  const { KernelThreads } = await import('../terminal/kernel-threads.ts');
  return new KernelThreads(startKernelThread, threads);
}

/** What is compared with what, and how. */
export interface ComparisonRun extends StreamOptions, Omit<ComparisonOptions, 'models'> {
  /** The sources of the predictions of each model. */
  readonly preds: readonly string[];
  /** Columns of text that the options speak of. */
  readonly texts: readonly string[];
}

/**
 * Compares the predictions of several models by losses, in one pass.
 * @throws UserError for inputs that cannot be read, or do not fit each other
 */
export async function runComparison(
  losses: readonly NamedRequest[],
  given: SuiteInputs,
  { preds, texts, ...options }: ComparisonRun,
  terminal: Terminal,
): Promise<ComparisonOutcome> {
  const along = alongOneAxis(requestsOf(losses, given), { countsRows: true });
  const training = await trainingOf(along, given, options, terminal);
  const { requests } = training;
  requireLists(requests, given, {});
  const models = preds.map((_, k) => (k === 0 ? 'pred' : `pred of model ${k + 1}`));
  const ofModels = preds.map((pred) => lossSelections(requests, { ...given, pred }));
  const others = ofModels.slice(1).flatMap((selections, k) => {
    const ofPred = selections.filter(({ input }) => input === 'pred');
    return ofPred.map((selection) => ({ ...selection, input: models[k + 1]! }));
  });
  const columns = [...texts, ...training.texts];
  const selections = [...ofModels[0]!, ...others, ...textSelections(ofModels[0]![0]!, columns)];
  requireStdinOnce(selections);
  const open = async (inputs: Inputs): Promise<ModelComparison> => {
    for (const request of requests) await requireShapes(request, inputs, requests.length === 1);
    requireSameAxis(requests, inputs.tensors);
    await requireSameShapes(inputs, models, preds);
    const { ModelComparison } = await import('../../suite/comparison.ts');
    return new ModelComparison(requests, inputs.tensors, { ...options, models });
  };
  return readAndFinish({ requests, selections, training, open }, given, options, terminal);
}

interface StreamOptions {
  readonly warn: (message: string) => void;
  /** Whether to say how much was read and how fast. */
  readonly verbose?: boolean | undefined;
}

/** What is read, and what takes it. */
interface Stream<Outcome> extends Omit<Reading, 'options'> {
  readonly training: Training;
  readonly open: (inputs: Inputs) => Promise<Computation<Outcome>>;
}

/** Opens inputs and hands all of their blocks to what `open` makes for them. */
async function readAndFinish<Outcome>(
  { open, training, ...stream }: Stream<Outcome>,
  given: SuiteInputs,
  { warn, verbose }: StreamOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const { selections } = stream;
  const twice = sameSource(selections);
  if (twice !== undefined) warn(twice);
  const watch = watchReading(terminal, verbose);
  let isDivided = false;
  const tell = (message: string): void => {
    // What is doubtful about a part is told once the rows are read in their order.
    if (isDivided) throw new UserError({ problem: message });
    warn(message);
  };
  const openAll = async (as: ListReading): Promise<Inputs> =>
    training.with(await openInputs(selections, readOptions(given, terminal, tell, as)));
  const readWhole = async (inputs: Inputs): Promise<Outcome> => {
    const consumer = await readInto(inputs, open, watch);
    return consumer.finish(inputs.read);
  };
  return readLists({ ...stream, options: given }, async (as) => {
    const inputs = await openAll(as);
    const helpers = helperCount(inputs, given.threads, terminal);
    if (helpers === 0 && !terminal.helping) return readWhole(inputs);
    isDivided = true;
    const outcome = await readInParts(inputs, open, { helpers, watch, terminal });
    isDivided = false;
    return outcome ?? readWhole(await openAll(as));
  });
}

function requestsOf(losses: readonly NamedRequest[], given: SuiteInputs): readonly LossRequest[] {
  return skipping(
    losses.map(({ request }) => request),
    given,
  );
}

/** Losses of single elements, where the missing ones are skipped. */
export function skipping(
  requests: readonly LossRequest[],
  { missing }: Pick<ReadingOptions, 'missing'>,
): readonly LossRequest[] {
  if (missing !== 'skip-element') return requests;
  return requests.map((request) => ({ ...request, skipsElements: true }));
}

/**
 * Losses along one axis, as far as it is the same to them: losses of single elements are along whichever axis the others
 * are computed over, and so are those of the whole input.
 * @param countsRows whether it matters of the latter how many rows there are: samples that are drawn anew are rows
 * @param byOutput whether rows have to be those of outputs, which lie along the last axis where none is chosen
 */
export function alongOneAxis(
  requests: readonly LossRequest[],
  { countsRows = false, byOutput = false },
): readonly LossRequest[] {
  const isOfWhole = ({ axis, params }: LossRequest): boolean =>
    axis === 'entry' && params['samplewise'] !== true;
  const isFree = (request: LossRequest): boolean =>
    request.convention.over === 'elements' || ((byOutput || !countsRows) && isOfWhole(request));
  const { axis } = requests.find((request) => !isFree(request)) ?? requests[0]!;
  const common = byOutput && axis === 'entry' ? -1 : axis;
  return requests.map((request) => (isFree(request) ? { ...request, axis: common } : request));
}

/**
 * An input is read once, so that all losses are computed over the same of its axes.
 * @throws UserError where they are not
 */
export function requireSameAxis(
  requests: readonly LossRequest[],
  tensors: ReadonlyMap<string, LabelledTensor>,
  hint = 'compute them in runs of their own',
): void {
  const { axes, label } = tensors.get('pred')!;
  const rank = Math.max(2, axes.length + 1);
  const placeOf = ({ axis }: LossRequest): string => String(rowAxes(axis, rank));
  const [first] = requests;
  const other = requests.find((request) => placeOf(request) !== placeOf(first!));
  if (!other) return;
  const described = [first!, other].map(({ definition, compat, axis }) => {
    return `${definition.name} of ${compat} over axis ${formatAxis(axis)}`;
  });
  throw new UserError({
    where: label,
    problem: `expected losses over the same axis of a tensor of rank ${rank}, found ${described.join(', ')}`,
    hint,
  });
}

/** @param isOnly whether it is clear which loss an error is about */
async function requireShapes(request: LossRequest, inputs: Inputs, isOnly: boolean): Promise<void> {
  const { definition } = request;
  const tensors = inputsAmong(request.inputs, inputs.tensors);
  if (checkShapes(request, tensors)) return;
  const shapes = inputsAmong(request.inputs, await inputs.measure());
  const { complaint } = shapeErrorOfFiles(request, shapes, tensors);
  throw new UserError({ ...complaint, where: isOnly ? undefined : definition.name });
}

/** @throws UserError where the predictions of a model have another shape than those of the first */
async function requireSameShapes(
  inputs: Inputs,
  models: readonly string[],
  preds: readonly string[],
): Promise<void> {
  const axesOf = (model: string): Shape => inputs.tensors.get(model)!.axes;
  const other = models.findIndex((model) => !sameShape(axesOf(model), axesOf(models[0]!)));
  if (other < 0) return;
  const shapes = await inputs.measure();
  const described = [0, other].map((k) => {
    const shape = shapes.get(models[k]!);
    return `${quote(preds[k]!)} is ${shape ? formatShape(shape) : 'unreadable'}`;
  });
  throw new UserError({
    problem: `shapes differ: ${described.join(', ')}`,
    hint: 'the predictions of all models need the same shape',
  });
}

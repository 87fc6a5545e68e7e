import { UserError } from '../../messages/errors.ts';
import { Evaluation, type EvaluationOptions } from '../../engine/evaluate.ts';
import type { LossDefinition } from '../../losses/definition.ts';
import { render, type OutputFormat } from '../../output/result/index.ts';
import {
  conventionOf,
  resolveRequest,
  type LossOptions,
  type LossRequest,
} from '../../engine/request.ts';
import type { Result } from '../../engine/result.ts';
import type { SampleLosses } from '../../reduce/samples.ts';
import { readInto, type Selection } from '../../sources/index.ts';
import { checkGate, requireResult, type Gate } from '../options/gate.ts';
import { selectInputs, type InputOptions } from '../options/inputs.ts';
import { SpillingStore } from '../terminal/output-store.ts';
import { openOutput } from '../terminal/output.ts';
import { watchReading } from '../terminal/progress.ts';
import { openLossInputs, type ReadingOptions } from '../options/read-inputs.ts';
import { writeWarnings, type Terminal } from '../terminal/terminal.ts';

/** What `--per` may name: the unreduced losses to print, of samples unless said otherwise. */
export const PER_UNITS = ['sample', 'element'] as const;

/** The options of a loss's command that all losses share, as commander hands them over. */
export interface LossCommandOptions
  extends
    InputOptions,
    ReadingOptions,
    Pick<LossOptions, 'compat' | 'dtype' | 'reduction' | 'axis' | 'epsilon'>,
    Gate {
  readonly gradient?: boolean | undefined;
  readonly format: OutputFormat;
  readonly perSample: boolean;
  readonly per?: (typeof PER_UNITS)[number] | undefined;
  readonly precision?: number | undefined;
  readonly output?: string | undefined;
  readonly verbose?: boolean | undefined;
}

/**
 * Computes a loss and writes the result. Throws a UserError for a mistake in the options or the input, before
 * anything is written, and a GateFailure when the result, written already, is beyond `--max` or `--min`.
 * @param table the table whose columns the inputs are; without it they are files
 * @param params the loss's own parameters that were given, by camelCase name
 */
export async function runLoss(
  definition: LossDefinition,
  table: string | undefined,
  options: LossCommandOptions,
  params: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<void> {
  const { format, perSample, precision } = options;
  const request = resolveRequest(definition, { ...options, params });
  requireResult(options, request);
  requireGradientShown(options);
  requireElementsShown(options);
  const selections = selectInputs(definition, table, options, request.axis);
  const output = openOutput(options.output, terminal);
  const warnings = new Set<string>();

  const stores: SpillingStore[] = [];
  try {
    const evaluationOptions = {
      ...neededSamples(request, options),
      newStore: () => {
        const store = new SpillingStore();
        stores.push(store);
        return store;
      },
      perElement: options.per === 'element',
      gradient: options.gradient ?? false,
      warn: (message: string) => void warnings.add(message),
    };
    const { result, samples } = await compute(
      request,
      selections,
      options,
      terminal,
      evaluationOptions,
    );
    const text = render(result, {
      format,
      precision,
      perSample,
      samples,
      width: output.width,
      color: output.color,
      title: definition.title,
      api: conventionOf(request).api,
    });
    await output.write(text);
    writeWarnings(terminal, warnings);
    checkGate(options, result);
  } finally {
    for (const store of stores) store.close();
  }
}

async function compute(
  request: LossRequest,
  selections: readonly Selection[],
  options: LossCommandOptions,
  terminal: Terminal,
  wanted: EvaluationOptions,
): Promise<{ result: Result; samples: SampleLosses | undefined }> {
  const inputs = await openLossInputs(request, selections, options, terminal, wanted.warn);
  const evaluation = await readInto(
    inputs,
    ({ tensors }) => new Evaluation(request, tensors, wanted),
    watchReading(terminal, options.verbose),
  );
  const result = evaluation.finish(inputs.skipped);
  return { result, samples: evaluation.samples };
}

/** Which single samples the output shows: keeping all of them takes memory that grows with the input. */
function neededSamples(
  { reduction }: LossRequest,
  { format, perSample }: LossCommandOptions,
): { perSample: boolean; digest: boolean } {
  switch (format) {
    case 'table':
    case 'markdown':
      return { perSample: false, digest: perSample };
    case 'json':
    case 'ndjson':
    case 'csv':
      return { perSample, digest: false };
    case 'value':
      return { perSample: perSample && reduction === 'none', digest: false };
  }
}

/** Throws a UserError where losses of elements were asked for that the output would not show. */
function requireElementsShown({ per, format }: LossCommandOptions): void {
  if (per !== 'element' || format === 'json' || format === 'ndjson') return;
  throw new UserError({
    where: '--per element',
    problem: `expected an output that shows single elements, found --format ${format}`,
    hint: 'choose --format json or ndjson',
  });
}

/** Throws a UserError where a gradient was asked for that the output would not show. */
function requireGradientShown({ gradient, format, perSample }: LossCommandOptions): void {
  if (!gradient || format === 'json' || (perSample && format !== 'value')) return;
  throw new UserError({
    where: '--gradient',
    problem: `expected an output that shows it, found --format ${format}${perSample ? '' : ' --no-per-sample'}`,
    hint: 'choose --format json, or leave --gradient out',
  });
}

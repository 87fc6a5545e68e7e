import type { Command } from 'commander';
import type { LossRequest } from '../../engine/request.ts';
import type { Check } from '../../check/judge.ts';
import type { CheckOutcome, Comparison } from '../../check/outcome.ts';
import { UserError } from '../../messages/errors.ts';
import type { NewStore } from '../../reduce/number-list.ts';
import { SpillingStore } from '../../sources/index.ts';
import type { LossOutcome, Outcome } from '../../suite/outcome.ts';
import { checkGate, requireResult, type Gate } from '../options/gate.ts';
import { requireSkillAlone } from '../options/skill.ts';
import { openReportOutputs, type ReportOutputOptions } from '../options/report-outputs.ts';
import { OUTPUT, textColumns, type Divider } from '../../suite/dividers.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';
import { excludedClasses, intervalOptions, type Run, type RunOptions } from './run-options.ts';
import { inputTitle, runSuite } from './suite-run.ts';

/**
 * Computes losses and writes the report. Throws a UserError for a mistake in the options or the input, before anything
 * is written, and a GateFailure when a result, written already, is beyond `--max` or `--min`.
 */
export async function runReport(
  { losses, isSingle, asksSamples, table, options, read }: Run,
  terminal: Terminal,
): Promise<void> {
  const requests = losses.map(({ request }) => request);
  requireGated(options, requests);
  requireSkillAlone(options, { asksSamples });
  if (options.partial) {
    const { writePartial } = await import('./partial-run.ts');
    await writePartial({ losses, isSingle, asksSamples, table, options, read }, terminal);
    return;
  }
  const interval = intervalOptions(options);
  const by = divisionsOf(options);
  const isReduced = requests.every(({ reduction }) => reduction !== 'none');
  const gate = gateChecks(options, losses[0]!.name);
  const isChecked = gate.length > 0;
  const plan = { read, isReduced, isSingle, isChecked, asksSamples };
  const outputs = openReportOutputs(options, plan, terminal);
  const { perSample, digest, ...wanted } = outputs.wanted;
  const warnings = new Warnings(options);
  const stores = new Stores();
  try {
    const outcome = await runSuite(
      losses,
      { ...options, table },
      [...textColumns(by), ...(options.cluster === undefined ? [] : [options.cluster])],
      {
        by,
        excluded: excludedClasses(options),
        interval,
        ...wanted,
        skill: options.skill,
        samples: {
          perSample,
          digest,
          newStore: stores.open,
          perElement: options.per === 'element',
          gradient: options.gradient ?? false,
        },
        warn: warnings.add,
        verbose: options.verbose,
      },
      terminal,
    );
    const { minSamples } = options;
    const report = { input: inputTitle({ ...options, table }), ...outcome, minSamples, isSingle };
    for (const message of await missingSamples(outcome.losses, asksSamples, options)) {
      warnings.add(message);
    }
    await outputs.write(report, isChecked ? await judged(gate, outcome, minSamples) : undefined);
    warnings.write(terminal);
    for (const { result } of outcome.losses) checkGate(options, result);
  } finally {
    stores.close();
  }
}

/** What divides the rows: what the options name and, where each output has a result, that besides. */
function divisionsOf({ by, per }: RunOptions): readonly (readonly Divider[])[] {
  if (per !== 'output') return by;
  const outputs: readonly Divider[] = [OUTPUT];
  return [...by, outputs, ...by.map((columns) => [...columns, ...outputs])];
}

/** Whether a command that shows single samples unasked was asked to. */
export function asksForSamples(command: Command): boolean {
  const { perSample, per } = command.opts<RunOptions>();
  if (perSample === false) return false;
  return per === 'sample' || command.getOptionValueSource('perSample') === 'cli';
}

/** @throws UserError for a gate that nothing can pass, or that says nothing about these losses */
function requireGated(gate: Gate, requests: readonly LossRequest[]): void {
  for (const request of requests) requireResult(gate, request);
  if (requests.length === 1 || (gate.max ?? gate.min) === undefined) return;
  throw new UserError({
    where: '--max, --min',
    problem: `expected one loss that they are for, found ${requests.length}`,
    hint: "hold several to bounds with losscalc check: --assert 'rmse <= 0.3'",
  });
}

/** What the gate says, as checks of its loss. */
export function gateChecks({ min, max }: Gate, loss: string): Check[] {
  const bounds: readonly [Comparison, number | undefined][] = [
    ['<=', max],
    ['>=', min],
  ];
  return bounds.flatMap(([comparison, bound]) => {
    if (bound === undefined) return [];
    const assertion = { loss, conditions: [], comparison, bound, boundText: String(bound) };
    return [{ assertion, warns: false, loss: 0, division: undefined }];
  });
}

async function judged(
  checks: readonly Check[],
  outcome: Outcome,
  minSamples: number,
): Promise<CheckOutcome[]> {
  const { judge } = await import('../../check/judge.ts');
  return judge(checks, outcome, minSamples);
}

/** Says for which losses there is nothing of what was asked for, as samples have none of their own. */
export async function missingSamples(
  losses: readonly LossOutcome[],
  asksSamples: boolean,
  { histogram = false }: ReportOutputOptions,
): Promise<string[]> {
  const asked = [...(asksSamples ? ['--per-sample'] : []), ...(histogram ? ['--histogram'] : [])];
  if (asked.length === 0) return [];
  const { lossLabels } = await import('../../output/cells/loss-cells.ts');
  const labels = lossLabels(losses);
  return losses.flatMap(({ result }, k) => {
    if (result.over !== 'batch') return [];
    return [
      `${labels[k]!} is one number for the whole input, and samples have no losses for ${asked.join(' and ')} to show; ` +
        'name a loss of samples, such as mean-squared-error',
    ];
  });
}

/** Where samples are kept, which may be more than fit in memory. */
class Stores {
  readonly #stores: SpillingStore[] = [];

  readonly open: NewStore = (inMemory) => {
    const store = new SpillingStore(inMemory);
    this.#stores.push(store);
    return store;
  };

  close(): void {
    for (const store of this.#stores) store.close();
  }
}

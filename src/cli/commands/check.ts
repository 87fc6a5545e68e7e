import type { Command } from 'commander';
import { parseAssertion } from '../../check/assertion.ts';
import { judge, type Check } from '../../check/judge.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { planBaseline } from './check-baseline.ts';
import {
  settle,
  type CheckOptions,
  type GivenAssertion,
  type Settled,
} from '../options/check-options.ts';
import { computeWanted, Wanted } from './check-suite.ts';
import { requirePassed } from './failed-checks.ts';
import { newCommand, type HelpSection } from './new-command.ts';
import { optionsFor } from '../catalogue/index.ts';
import { filesRead } from '../options/inputs.ts';
import { LossWords } from '../options/loss-words.ts';
import { openReportOutputs } from '../options/report-outputs.ts';
import { fileLabel } from '../../sources/index.ts';
import type { EngineOutcomes } from './engine-outcomes.ts';
import { requireSkillAlone } from '../options/skill.ts';
import { excludedClasses } from './run-options.ts';
import { missingSamples } from './run-report.ts';
import { inputTitle, type SuiteInputs } from './suite-run.ts';
import { Warnings, type Terminal } from '../terminal/terminal.ts';

const SECTIONS: readonly HelpSection[] = [
  [
    'Examples',
    `  losscalc check preds.csv --true label --pred score --assert 'rmse <= 0.3'
  losscalc check preds.csv --true label --pred score --assert 'mae[region=*] < 0.2'
  losscalc check preds.csv --true label --pred score --baseline base.json --tolerance 2%
  losscalc check -f table -o checks.xml -o checks.html
  duckdb -json < q.sql | losscalc check --results - --assert 'bce[region=*] <= 0.4'`,
  ],
  ['', `Exit status: 0 all passed, 1 a check failed, 2 it could not run.`],
];

/** `losscalc check`: holds losses to bounds and to a baseline, whole and by segments. */
export function checkCommand(terminal: Terminal): Command {
  const command = newCommand('check', terminal).endHelpWith(() => SECTIONS);
  return command.action(async (paths: readonly string[]) => {
    await check(await settle(command, paths, terminal), terminal);
  });
}

async function check(settled: Settled, terminal: Terminal): Promise<void> {
  const { table, options } = settled;
  requireSkillAlone(options);
  const given: SuiteInputs = { ...options, table };
  const engine = await readEngineOutcomes(options, terminal);
  const wanted = new Wanted(engine);
  const words = new LossWords(options, engine ? undefined : given, terminal);
  const baseline = await planBaseline(settled, wanted, words, terminal);
  const checks: Check[] = [];
  for (const assertion of settled.assertions) {
    checks.push(await planCheck(assertion, options, wanted, words));
  }
  requireUsed(
    options,
    checks.map(({ loss }) => wanted.losses[loss]!.name),
  );
  if (checks.length === 0 && !baseline) throw nothingToCheck();
  const outputs = openReportOutputs(
    options,
    {
      read: () => [
        ...filesRead(table, options, optionsFor('check')),
        settled.configPath,
        options.results,
      ],
      isReduced: true,
      isSingle: false,
      isChecked: true,
      asksSamples: false,
    },
    terminal,
  );
  const warnings = new Warnings(options);
  const { histogram, calibration, worst } = outputs.wanted;
  const reading = {
    histogram,
    calibration,
    worst,
    warn: warnings.add,
    verbose: options.verbose,
    excluded: excludedClasses(options),
    skill: options.skill,
  };
  const reader = words.afterwards();
  const { outcome, compared } = baseline
    ? await baseline(given, reading, reader)
    : { outcome: await computeWanted(wanted, given, reading, reader), compared: [] };
  const { minSamples } = options;
  const outcomes = [...judge(checks, outcome, minSamples), ...compared];
  const hasChecks = outcomes.length > 0;
  for (const message of await missingSamples(outcome.losses, false, options)) {
    warnings.add(message);
  }
  // Where a baseline was written and nothing held to it, a report that was asked for is one of the results.
  if (hasChecks || options.format !== undefined || options.output.length > 0) {
    await outputs.write({
      input: options.results === undefined ? inputTitle(given) : fileLabel(options.results),
      ...outcome,
      checks: hasChecks ? outcomes : undefined,
      minSamples,
    });
  }
  warnings.write(terminal);
  requirePassed(outcomes, options.output.length === 0 || options.format !== undefined);
}

/** The results of an engine, where some are named in place of rows. */
async function readEngineOutcomes(
  options: CheckOptions,
  terminal: Terminal,
): Promise<EngineOutcomes | undefined> {
  if (options.results === undefined) return undefined;
  const { openEngineOutcomes } = await import('./engine-outcomes.ts');
  return openEngineOutcomes(options.results, options, terminal);
}

function nothingToCheck(): UserError {
  return new UserError({
    where: 'check',
    problem: 'expected something to check, found nothing',
    hint: "write --assert 'rmse <= 0.3', -l rmse --max 0.3, or --baseline FILE; or a losscalc.json",
  });
}

/**
 * A loss that nothing is asked of would be left out in silence.
 * @param used the losses of the assertions, as they are written there
 */
function requireUsed({ loss, baseline }: CheckOptions, used: readonly string[]): void {
  const unused = loss.find((name) => !used.includes(name));
  if (unused === undefined || baseline !== undefined) return;
  throw new UserError({
    where: '--loss',
    problem: 'expected a bound or a baseline for it, found neither',
    hint: `add --max 0.3, or write --assert ${quote(`${unused} <= 0.3`)}`,
  });
}

async function planCheck(
  { text, warns, place }: GivenAssertion,
  options: CheckOptions,
  wanted: Wanted,
  words: LossWords,
): Promise<Check> {
  try {
    const assertion = parseAssertion(text);
    const columns = assertion.conditions.map(({ column }) => column);
    await words.decide([assertion.loss]);
    return {
      assertion,
      warns,
      loss: wanted.loss(assertion.loss, { ...options, decided: words.decided }),
      division: columns.length === 0 ? undefined : wanted.division(columns),
    };
  } catch (error) {
    if (place === undefined || !(error instanceof UserError)) throw error;
    const where = [place, error.complaint.where].filter(Boolean).join(': ');
    throw new UserError({ ...error.complaint, where }, { cause: error });
  }
}

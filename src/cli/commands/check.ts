import { Option, type Command } from 'commander';
import { parseAssertion } from '../../check/assertion.ts';
import { judge, type Check } from '../../check/judge.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { checkSummary } from '../../output/cells/check-cells.ts';
import { planBaseline } from './check-baseline.ts';
import {
  settle,
  type CheckOptions,
  type GivenAssertion,
  type Settled,
} from '../options/check-options.ts';
import { computeWanted, Wanted } from './check-suite.ts';
import { newCommand } from './command.ts';
import { COMMANDS } from './commands.ts';
import { GateFailure } from '../options/gate.ts';
import { filesRead } from '../options/inputs.ts';
import { addGroup } from './loss-command.ts';
import { countOption, listOption, numberOption } from '../options/options.ts';
import { openReportOutputs, reportOptions } from '../options/report-outputs.ts';
import { addSuiteOptions } from '../options/suite-options.ts';
import { inputTitle, type SuiteInputs } from './suite-run.ts';
import { writeWarnings, type Terminal } from '../terminal/terminal.ts';

const EXAMPLES = `Examples:
  losscalc check preds.csv --true label --pred score --assert 'rmse <= 0.3'
  losscalc check preds.csv --true label --pred score --assert 'mae[region=*] < 0.2'
  losscalc check preds.csv --true label --pred score --baseline base.json --tolerance 2%
  losscalc check -f table -o checks.xml -o checks.html

Exit status: 0 all passed, 1 a check failed, 2 it could not run.`;

/** `losscalc check`: holds losses to bounds and to a baseline, whole and by segments. */
export function checkCommand(terminal: Terminal): Command {
  const command = newCommand('check', terminal)
    .description(COMMANDS.check)
    .argument('[table]', 'a table whose columns are the sources; - is standard input')
    .addHelpText('after', `\n${EXAMPLES}`);
  addGroup(command, 'Checks:', checkOptions());
  addGroup(command, 'Baseline:', baselineOptions());
  addSuiteOptions(command, 'a loss for --max and --min, or those of a baseline; with settings');
  addGroup(command, 'Output:', reportOptions());
  return command.action(async (table: string | undefined) => {
    await check(await settle(command, table, terminal), terminal);
  });
}

function checkOptions(): readonly Option[] {
  return [
    listOption(
      '--assert <assertion>',
      "what must hold: 'rmse <= 0.3', of a segment 'rmse[region=eu] < 0.4', of each 'rmse[region=*] < 0.5'",
    ),
    listOption('--warn <assertion>', 'likewise, but a failure only warns'),
    numberOption('--max <number>', 'highest result that passes, of one --loss'),
    numberOption('--min <number>', 'lowest result that passes, of one --loss'),
    countOption('--min-samples <count>', 'samples below which a result is marked').default(30),
    new Option('--config <file>', 'read inputs and checks from a file (default: losscalc.json)'),
  ];
}

function baselineOptions(): readonly Option[] {
  return [
    new Option('--baseline <file>', 'results must not be worse than in this baseline'),
    new Option('--tolerance <percent>', 'how much worse they may be, as a share: 2%'),
    numberOption('--tolerance-abs <number>', 'how much worse they may be, if that is more'),
    new Option('--update-baseline', 'write the baseline anew in place of comparing with it'),
  ];
}

async function check(settled: Settled, terminal: Terminal): Promise<void> {
  const { table, options } = settled;
  const wanted = new Wanted();
  const baseline = await planBaseline(settled, wanted, terminal);
  const checks = settled.assertions.map((given) => planCheck(given, options, wanted));
  requireUsed(options);
  if (checks.length === 0 && !baseline) throw nothingToCheck();
  const outputs = openReportOutputs(
    options,
    [...filesRead(table, options), settled.configPath, options.baseline],
    terminal,
  );
  const warnings = new Set<string>();
  const reading = {
    ...outputs.wanted,
    warn: (message: string) => void warnings.add(message),
    verbose: options.verbose,
  };
  const given: SuiteInputs = { ...options, table };
  const { outcome, compared } = baseline
    ? await baseline(given, reading)
    : { outcome: await computeWanted(wanted, given, reading, terminal), compared: [] };
  const { minSamples } = options;
  const outcomes = [...judge(checks, outcome, minSamples), ...compared];
  if (outcomes.length > 0) {
    await outputs.write({
      input: inputTitle(given),
      ...outcome,
      checks: outcomes,
      minSamples,
    });
  }
  writeWarnings(terminal, warnings);
  if (outcomes.some(({ status }) => status === 'failed')) {
    throw new GateFailure(checkSummary(outcomes));
  }
}

function nothingToCheck(): UserError {
  return new UserError({
    where: 'check',
    problem: 'expected something to check, found nothing',
    hint: "write --assert 'rmse <= 0.3', -l rmse --max 0.3, or --baseline FILE; or a losscalc.json",
  });
}

/** A loss that nothing is asked of would be left out in silence. */
function requireUsed({ loss, max, min, baseline }: CheckOptions): void {
  if (loss.length === 0 || (max ?? min) !== undefined || baseline !== undefined) return;
  throw new UserError({
    where: '--loss',
    problem: 'expected a bound or a baseline for it, found neither',
    hint: `add --max 0.3, or write --assert ${quote(`${loss[0]!} <= 0.3`)}`,
  });
}

function planCheck(
  { text, warns, place }: GivenAssertion,
  options: CheckOptions,
  wanted: Wanted,
): Check {
  try {
    const assertion = parseAssertion(text);
    const columns = assertion.conditions.map(({ column }) => column);
    return {
      assertion,
      warns,
      loss: wanted.loss(assertion.loss, options),
      division: columns.length === 0 ? undefined : wanted.division(columns),
    };
  } catch (error) {
    if (place === undefined || !(error instanceof UserError)) throw error;
    const where = [place, error.complaint.where].filter(Boolean).join(': ');
    throw new UserError({ ...error.complaint, where }, { cause: error });
  }
}

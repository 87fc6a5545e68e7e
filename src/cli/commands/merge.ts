import type { Command } from 'commander';
import { parseAssertion } from '../../check/assertion.ts';
import { judge, type Check } from '../../check/judge.ts';
import { quote, UserError } from '../../messages/errors.ts';
import { MergedParts } from '../../parts/merge.ts';
import type { NamedPart } from '../../parts/part.ts';
import { partText } from '../../parts/part-text.ts';
import { partOf } from '../../parts/read-part.ts';
import { findLoss } from '../../losses/names.ts';
import type { FileSet } from '../../sources/index.ts';
import { checkGate, requireResult, type Gate } from '../options/gate.ts';
import { requireSkillAlone } from '../options/skill.ts';
import {
  openReportOutputs,
  type ReportOutputOptions,
  type ReportOutputs,
} from '../options/report-outputs.ts';
import { tableOf, type TableOptions } from '../options/table.ts';
import { readJsonFile } from '../terminal/json-file.ts';
import { Warnings, type Terminal, type WarningOptions } from '../terminal/terminal.ts';
import { packageVersion } from '../version.ts';
import { requirePassed } from './failed-checks.ts';
import { newCommand } from './new-command.ts';
import { openPartOutput } from './partial-run.ts';
import { gateChecks, missingSamples } from './run-report.ts';

/** The options of `losscalc merge`, as commander hands them over. */
interface MergeOptions extends TableOptions, WarningOptions, ReportOutputOptions, Gate {
  readonly partial?: boolean | undefined;
  readonly minSamples: number;
  readonly assert: readonly string[];
  readonly warn: readonly string[];
}

/** Bytes of all parts together, which are held until they are put together. */
const MOST_BYTES = 2 ** 29;

const EXAMPLES = `  losscalc mse day1.csv -t y -p yhat --partial -o day1.json
  losscalc mse day2.csv -t y -p yhat --partial -o day2.json
  losscalc merge day1.json day2.json
  ls data/*.csv | xargs -P 8 -I{} losscalc mse {} -t y -p yhat --partial -o {}.json
  losscalc merge 'data/*.json' --max 0.3 -f html -o report.html`;

/** `losscalc merge`: one result of the parts of a run. */
export function mergeCommand(terminal: Terminal): Command {
  const command = newCommand('merge', terminal).endHelpWith(() => [['Examples', EXAMPLES]]);
  return command.action(async (paths: readonly string[]) => {
    const options = command.opts<MergeOptions>();
    const files = await tableOf(paths, options, terminal);
    if (!files) throw noParts();
    await merge(files, options, terminal);
  });
}

async function merge(files: FileSet, options: MergeOptions, terminal: Terminal): Promise<void> {
  const warnings = new Warnings(options);
  const merged = new MergedParts(await readParts(files, terminal), warnings.add);
  const read = (): string[] => [
    ...files.files.map(({ path }) => path),
    ...(options.filesFrom === undefined ? [] : [options.filesFrom]),
  ];
  if (options.partial) {
    requireNoChecks(options);
    const output = openPartOutput(options, read, terminal);
    await output.write([partText(merged.part(packageVersion()))]);
    warnings.write(terminal);
    return;
  }
  const { request, losses } = merged;
  const { by, interval, isSingle } = request;
  const bounds = boundsOf(options, merged);
  const checks = [...bounds, ...checksOf(options, merged)];
  const outputs = openReportOutputs(
    { ...options, by, ci: interval?.level, perSample: false },
    { read, isReduced: true, isSingle, isChecked: checks.length > 0, asksSamples: false },
    terminal,
  );
  requireGathered(outputs.wanted, options, merged, warnings.add);
  const outcome = merged.finish();
  const { minSamples } = options;
  const outcomes = judge(checks, outcome, minSamples);
  for (const message of await missingSamples(outcome.losses, false, options)) warnings.add(message);
  const report = { input: merged.title, ...outcome, minSamples, isSingle };
  const hasAssertions = checks.length > bounds.length;
  await outputs.write(
    hasAssertions ? { ...report, checks: outcomes } : report,
    checks.length > 0 ? outcomes : undefined,
  );
  warnings.write(terminal);
  for (const { result } of losses.length === 1 ? outcome.losses : []) checkGate(options, result);
  const isPrinted = options.output.length === 0 || options.format !== undefined;
  requirePassed(outcomes, hasAssertions && isPrinted);
}

/** @throws UserError for a file that is no part, and for more than there is room for */
async function readParts({ files }: FileSet, terminal: Terminal): Promise<NamedPart[]> {
  const parts: NamedPart[] = [];
  let all = 0;
  for (const { path } of files) {
    const { document, label, bytes } = await readJsonFile(path, terminal, MOST_BYTES);
    all += bytes;
    if (all > MOST_BYTES) {
      throw new UserError({
        where: label,
        problem: `expected parts of at most ${MOST_BYTES / 2 ** 20} MiB together, found more`,
        hint: 'put some of them together first, with losscalc merge --partial, and then what these make',
      });
    }
    parts.push({ file: label, part: partOf(document, label) });
  }
  return parts;
}

/**
 * Parts hold what their own options ask for.
 * @throws UserError for distributions that were not gathered
 */
function requireGathered(
  wanted: ReportOutputs['wanted'],
  { histogram = false, calibration = false }: MergeOptions,
  { request: { gathered, skill } }: MergedParts,
  warn: (message: string) => void,
): void {
  if (skill !== undefined) requireSkillAlone({ skill, histogram, calibration }, {});
  const asked = { histogram, calibration };
  for (const name of ['histogram', 'calibration'] as const) {
    if (!asked[name] || gathered[name]) continue;
    throw new UserError({
      where: `--${name}`,
      problem: 'expected parts that have gathered it, found none',
      hint: `make the parts with --${name}`,
    });
  }
  const lacks =
    (wanted.histogram && !gathered.histogram) || (wanted.worst ?? 0) > (gathered.worst ?? 0);
  if (!lacks || skill !== undefined) return;
  warn(
    'the parts have no distributions and no worst samples, which a page shows; make them with --format html',
  );
}

/** What --max and --min hold the only loss to. */
function boundsOf({ max, min }: MergeOptions, { request, losses }: MergedParts): readonly Check[] {
  for (const request of losses) requireResult({ max, min }, request);
  if ((max ?? min) === undefined) return [];
  if (losses.length === 1) return gateChecks({ max, min }, request.losses[0]!.spec);
  throw new UserError({
    where: '--max, --min',
    problem: `expected parts of one loss that they are for, found ${losses.length}`,
    hint: "name the loss: --assert 'rmse <= 0.3'",
  });
}

function checksOf({ assert, warn }: MergeOptions, merged: MergedParts): readonly Check[] {
  const checkOf = (text: string, warns: boolean): Check => {
    const assertion = parseAssertion(text);
    const columns = assertion.conditions.map(({ column }) => String(column));
    return {
      assertion,
      warns,
      loss: lossNamed(assertion.loss, merged),
      division: columns.length === 0 ? undefined : divisionBy(columns, merged),
    };
  };
  return [
    ...assert.map((text) => checkOf(text, false)),
    ...warn.map((text) => checkOf(text, true)),
  ];
}

/** @throws UserError for a loss that the parts have not */
function lossNamed(spec: string, { request, losses }: MergedParts): number {
  const specs = request.losses.map((loss) => loss.spec);
  const place = specs.indexOf(spec);
  if (place >= 0) return place;
  const definition = findLoss(spec);
  const found = losses.flatMap((loss, k) => (loss.definition === definition ? [k] : []));
  if (found.length === 1) return found[0]!;
  throw new UserError({
    where: '--assert',
    problem: `expected one of the losses of the parts, ${specs.map(quote).join(', ')}, found ${quote(spec)}`,
    hint: 'write it as the parts have it, or make parts of this loss',
  });
}

/** @throws UserError for segments that the parts have not */
function divisionBy(columns: readonly string[], { request: { by } }: MergedParts): number {
  const place = by.findIndex((each) => JSON.stringify(each) === JSON.stringify(columns));
  if (place >= 0) return place;
  throw new UserError({
    where: '--assert',
    problem: `expected segments that the parts have, found those by ${columns.map(quote).join(', ')}`,
    hint: `make the parts with --by ${columns.join(',')}`,
  });
}

/** @throws UserError for what only a result can be held to */
function requireNoChecks({ max, min, assert, warn }: MergeOptions): void {
  if ((max ?? min) === undefined && assert.length + warn.length === 0) return;
  throw new UserError({
    where: '--partial',
    problem: 'expected no bounds, which a part has no result for',
    hint: 'give them to the merge that makes the result',
  });
}

function noParts(): UserError {
  return new UserError({
    where: 'merge',
    problem: 'expected parts, found nothing',
    hint: 'name the files that --partial has written: losscalc merge part-*.json',
  });
}

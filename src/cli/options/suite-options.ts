import { Option, type Command } from 'commander';
import { UserError } from '../../messages/errors.ts';
import { CONVENTIONS } from '../../losses/definition.ts';
import { DTYPES } from '../../tensor/dtype.ts';
import { addGroup, inputOptions, labelsOption, positiveOption } from '../commands/loss-command.ts';
import { readLossSpec, type NamedRequest, type SharedLossOptions } from './loss-spec.ts';
import { choiceOption, countOption, listOption } from './options.ts';

const TRUE_AND_PRED = new Map(['true', 'pred'].map((name) => [name, { help: '' }]));

/** Help of `--loss` where a command takes one. */
export const ONE_LOSS = 'the loss, with settings: mse, huber:delta=2, bce:from-logits,compat=torch';

/** Adds the options that name losses by `--loss`, and the inputs of true and predicted values. */
export function addSuiteOptions(command: Command, lossHelp: string): void {
  addGroup(command, 'Losses:', [
    listOption('-l, --loss <spec>', lossHelp),
    new Option('--compat <framework>', `whose numbers to reproduce: ${CONVENTIONS.join(', ')}`),
    new Option('--dtype <type>', `${DTYPES.join(' or ')} (default: ${DTYPES[0]})`),
    new Option('--reduction <kind>', 'mean, sum, weighted-mean, batchmean (default: mean)'),
  ]);
  addGroup(command, 'Inputs:', [...inputOptions(TRUE_AND_PRED), labelsOption(), positiveOption()]);
}

/** Adds the options that say how and where a report is printed, in one of these formats. */
export function addReportOptions(command: Command, formats: readonly string[]): void {
  addGroup(command, 'Output:', [
    choiceOption('-f, --format <format>', 'how to print', formats).default('table', 'table'),
    countOption('--precision <digits>', 'significant digits to print'),
    new Option('-o, --output <file>', 'write to a file, whole or not at all'),
    new Option('--verbose', 'say on standard error how much was read and how fast'),
  ]);
}

/**
 * The losses that a command line names.
 * @throws UserError when it names none
 */
export function readLosses(
  specs: readonly string[],
  shared: SharedLossOptions,
): readonly NamedRequest[] {
  if (specs.length > 0) return specs.map((spec) => readLossSpec(spec, shared));
  throw new UserError({
    where: '--loss',
    problem: 'expected a loss, found nothing',
    hint: 'name it with its settings: -l mse, or -l huber:delta=2',
  });
}

/**
 * The only loss that a command line names.
 * @throws UserError when it names none, or several
 */
export function readOneLoss(specs: readonly string[], shared: SharedLossOptions): NamedRequest {
  const [loss, ...more] = readLosses(specs, shared);
  if (more.length === 0) return loss!;
  throw new UserError({
    where: '--loss',
    problem: `expected one loss, found ${specs.length}`,
    hint: 'losscalc run computes several losses in one read',
  });
}

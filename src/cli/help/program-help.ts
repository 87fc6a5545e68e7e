import type { Command } from 'commander';
import { FAMILIES } from '../../losses/definition.ts';
import { LOSSES } from '../../losses/index.ts';
import { newCommand } from '../commands/command.ts';
import { COMMANDS } from '../commands/commands.ts';
import { packageVersion } from '../terminal/package-version.ts';
import type { Terminal } from '../terminal/terminal.ts';

const EXAMPLES = `
Examples:
  losscalc mse --true fixtures/essay/huber.true.csv \\
               --pred fixtures/essay/huber.pred.csv
  losscalc bce fixtures/essay/table.csv --true y --pred yhat --compat keras
  cat fixtures/essay/table.csv |
    losscalc mae - --true y --pred yhat -f value

Exit status:
  0 done, 1 the result is beyond --max or --min, 2 bad usage, input or output

losscalc <loss> --help shows the options of a loss, losscalc explain <loss> its
formula and how the frameworks differ.`;

/** Gives the program its version and its help: every loss by family, the other commands and examples. */
export function describeProgram(program: Command, terminal: Terminal): void {
  program
    .description(
      'Computes a loss of true and predicted values, read from CSV, JSON, NPY, Parquet and others, exactly ' +
        'as the framework you name computes it.',
    )
    .usage('<loss> --true <file> --pred <file> [options]')
    .version(packageVersion(), '-V, --version', 'show the version')
    .helpCommand(false)
    .configureHelp({ ...program.configureHelp(), subcommandTerm: (command) => command.name() })
    .addHelpText('after', EXAMPLES);
  for (const family of FAMILIES) {
    for (const { name, summary } of LOSSES.filter((loss) => loss.family === family)) {
      add(name, summary, `Losses, ${family}:`);
    }
  }
  for (const [name, summary] of Object.entries(COMMANDS)) add(name, summary, 'Commands:');

  function add(name: string, summary: string, group: string): void {
    program.addCommand(newCommand(name, terminal).summary(summary).helpGroup(group));
  }
}

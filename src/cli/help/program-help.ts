import { FAMILIES } from '../../losses/definition.ts';
import { LOSSES } from '../../losses/index.ts';
import { stylesFor } from '../../output/layout/styles.ts';
import { wrap } from '../../output/layout/text.ts';
import { commandEntries } from '../catalogue/commands.ts';
import { bareCommand, helpWidth, type HelpfulCommand } from '../commands/new-command.ts';
import { usesColor, type Terminal } from '../terminal/terminal.ts';

/** Command lines that run in a checkout of this project. */
export const PROGRAM_EXAMPLES: readonly string[] = [
  'losscalc bce fixtures/essay/table.csv --true y --pred yhat --compat keras',
  'cat fixtures/essay/table.csv | losscalc mae - --true y --pred yhat -f value',
];

/** The program without a command: it shows its help, all of which fits a screen of 80 x 24. */
export function programCommand(terminal: Terminal): HelpfulCommand {
  const formatHelp = (): string => programHelp(helpWidth(terminal), usesColor(terminal));
  const program = bareCommand('losscalc', terminal).configureHelp({ formatHelp }).withHelp();
  return program.action(() => program.help({ error: true }));
}

function programHelp(width: number, color: boolean): string {
  const { bold } = stylesFor(color);
  const families = FAMILIES.filter((family) => LOSSES.some((loss) => loss.family === family));
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [
      `Losses (${LOSSES.length})`,
      [
        ...wrap(families.join(', '), width, 2),
        ...wrap('losscalc list shows them, list --task segmentation those for a task', width, 2),
      ],
    ],
    ['Commands', inTwoColumns(commandEntries().map(({ name, brief }) => [name, brief]))],
    ['Examples', PROGRAM_EXAMPLES.map((line) => `  ${line}`)],
  ];
  return [
    `${bold('Usage:')} losscalc <loss> [table] --true <source> --pred <source> [options]`,
    '       losscalc <command> [arguments] [options]',
    '',
    ...sections.flatMap(([title, lines]) => [bold(`${title}:`), ...lines, '']),
    ...wrap(
      'losscalc <name> -h lists options, --help explains them; explain <loss> its use.',
      width,
      0,
    ),
    '',
  ].join('\n');
}

const NAME_WIDTH = 12;
const COLUMN_WIDTH = 40;

/** Names with a few words each, two to a line, in the order of reading down. */
function inTwoColumns(entries: readonly (readonly [name: string, brief: string])[]): string[] {
  const items = entries.map(([name, brief]) => `  ${name.padEnd(NAME_WIDTH)}${brief}`);
  const half = Math.ceil(items.length / 2);
  return items
    .slice(0, half)
    .map((item, i) => `${item.padEnd(COLUMN_WIDTH)}${items[half + i] ?? ''}`.trimEnd());
}

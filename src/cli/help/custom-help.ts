import { PRECEDENCE } from '../../formula/ast.ts';
import { BUILTINS, COMPOUNDS } from '../../formula/functions.ts';
import type { HelpSection } from '../commands/new-command.ts';
import { wrap } from '../../output/layout/text.ts';

/** What the help of `losscalc custom` says about formulas, with commands that run in a checkout of this project. */
export function customHelp(width: number): readonly HelpSection[] {
  const functions = [...BUILTINS.keys(), ...COMPOUNDS.keys()];
  const batch = functions.filter((name) => name.startsWith('batch_'));
  const others = functions.filter((name) => !batch.includes(name));
  const sections: readonly HelpSection[] = [
    [
      'Formulas',
      'name = expression; ...; expression\n' +
        'Definitions, then the loss of a sample: of the row y of its true values and the row p of its ' +
        'predictions. p[y] is the prediction at class index y. n is the length of a row, i the position in it from ' +
        '0, inf is infinity; other names are defined or given by --param. What has a value for each element of the row is reduced ' +
        'to one by sum, mean, max, min, norm or logsumexp.',
    ],
    ['Operators, loosest first', `a ? b : c  ${Object.keys(PRECEDENCE).join(' ')}`],
    ['Functions', others.join(' ')],
    ['Functions of the whole input', batch.join(' ')],
  ];
  const wrapped = sections.map(([title, text]): HelpSection => [
    title,
    wrap(text, width, 2).join('\n'),
  ]);
  return [...wrapped, ['Examples', EXAMPLES]];
}

const EXAMPLES = `  losscalc custom 'mean((p - y)^2)' fixtures/essay/table.csv \\
    --true y --pred yhat --gradient
  losscalc custom 'e = abs(p - y); mean(e < c ? e : c)' --param c=0.5 \\
    --true fixtures/essay/huber.true.csv \\
    --pred fixtures/essay/huber.pred.csv
  losscalc custom '-sum(w * y * log(p + 1e-7))' --param w=1,2,1 \\
    fixtures/essay/classes.csv --true y0-y2 --pred p0-p2
  cat fixtures/essay/table.csv |
    losscalc custom 'sqrt(batch_mean((p - y)^2))' - --true y --pred yhat`;

/**
 * Writes the tables of docs/engines.md: the columns of results, and which losses engines compute. With `--check` it only says whether it is up
 * to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { DIALECTS } from '../src/formula/sql/dialects/index.ts';
import { usualConvention } from '../src/losses/definition.ts';
import { LOSSES } from '../src/losses/index.ts';
import { whyInexpressible } from '../src/sql/expressible.ts';
import { RESULT_COLUMNS } from '../src/sql/result-columns.ts';

const FILE = new URL('../docs/engines.md', import.meta.url);

const engines = Object.values(DIALECTS).filter(({ name }) => name !== 'databricks');

/** For each loss, why which engine has no SQL for it. */
const losses = LOSSES.map((definition) => {
  const compat = usualConvention(definition);
  const reasons = engines.map((dialect) => whyInexpressible(definition, compat, dialect));
  return { definition, reasons };
});

const linked = ({ definition: { name } }) => `[${name}](losses/${name}.md)`;
const everywhere = losses.filter(({ reasons }) => reasons.every((reason) => reason === undefined));
const nowhere = losses.filter(({ reasons }) => reasons.every((reason) => reason !== undefined));
const somewhere = losses.filter((loss) => !everywhere.includes(loss) && !nowhere.includes(loss));

const byReason = new Map();
for (const loss of nowhere) {
  const [reason] = loss.reasons;
  byReason.set(reason, [...(byReason.get(reason) ?? []), loss]);
}

const ofLosses = [
  `Under the convention that a loss has where none is chosen, ${everywhere.length} of ${losses.length} losses are SQL of every engine:`,
  '',
  `${everywhere.map(linked).join(', ')}.`,
  '',
  ...(somewhere.length === 0
    ? []
    : [
        `${somewhere.length} need a function that some engines have:`,
        '',
        `| loss | ${engines.map(({ title }) => title).join(' | ')} |`,
        `| --- | ${engines.map(() => '---').join(' | ')} |`,
        ...somewhere.map((loss) => {
          const marks = loss.reasons.map((reason) => (reason === undefined ? 'yes' : ''));
          return `| ${linked(loss)} | ${marks.join(' | ')} |`;
        }),
        '',
      ]),
  `${nowhere.length} are not SQL:`,
  '',
  '| why | losses |',
  '| --- | --- |',
  ...[...byReason].map(([reason, group]) => `| ${reason} | ${group.map(linked).join(', ')} |`),
].join('\n');

const ofColumns = [
  '| column | holds | |',
  '| --- | --- | --- |',
  ...RESULT_COLUMNS.map(
    ({ name, type, mayBeNull, help }) =>
      `| \`${name}\` | ${type}${mayBeNull ? ' or NULL' : ''} | ${help} |`,
  ),
].join('\n');

const document = readFileSync(FILE, 'utf8');
const filled = [
  ['columns of results', 'end of columns', ofColumns],
  ['losses of engines', 'end of losses', ofLosses],
].reduce((text, [start, end, table]) => {
  const [before, rest] = text.split(`<!-- ${start} -->`);
  const [, after] = rest.split(`<!-- ${end} -->`);
  return `${before}<!-- ${start} -->\n\n${table}\n\n<!-- ${end} -->${after}`;
}, document);
const options = await resolveConfig(FILE);
const written = await format(filled, {
  ...options,
  filepath: FILE.pathname,
  parser: 'markdown',
});
if (process.argv.includes('--check')) {
  if (written !== document) {
    console.error('docs/engines.md is not up to date: run npm run docs');
    process.exitCode = 1;
  }
} else writeFileSync(FILE, written);

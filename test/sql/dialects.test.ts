import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../src/formula/sql/dialects/index.ts';
import { DIALECT_NAMES } from '../../src/formula/sql/dialects/names.ts';

const TEXTS = ['plain', "it's", 'a"b', 'a`b', 'a\\', "\\'", 'a\nb', 'naïve 名前', '--', ''];

/** What a quoted text stands for, read as engines read it: marks are doubled, or have a backslash before them. */
function unquoted(text: string, isEscaped: boolean): string {
  const mark = text[0]!;
  let found = '';
  let i = 1;
  for (; i < text.length; i++) {
    if (isEscaped && text[i] === '\\') {
      i++;
      found += { n: '\n', r: '\r' }[text[i]!] ?? text[i]!;
    } else if (text[i] === mark) {
      if (isEscaped || text[i + 1] !== mark) break;
      found += text[i++]!;
    } else found += text[i]!;
  }
  expect(i).toBe(text.length - 1);
  return found;
}

/** The engines that take a backslash in names, and in texts. */
const ESCAPED_NAMES = ['bigquery', 'clickhouse'];
const ESCAPED_TEXTS = ['spark', 'databricks', 'bigquery', 'snowflake', 'clickhouse'];

describe.each(DIALECT_NAMES)('%s', (name) => {
  const dialect = DIALECTS[name];

  it.each(TEXTS)('quotes %j', (text) => {
    expect(unquoted(dialect.quote(text), ESCAPED_NAMES.includes(name))).toBe(text);
    expect(unquoted(dialect.text(text), ESCAPED_TEXTS.includes(name))).toBe(text);
  });

  it('is called what its option says', () => {
    expect(dialect.name).toBe(name);
  });
});

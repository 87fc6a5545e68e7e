import { escapeControls, UserError } from '../../messages/errors.ts';
import { ByteReader, openBytes, requireText, skipByteOrderMark } from '../../sources/index.ts';
import { CsvRows } from '../../sources/csv/rows.ts';
import { requireDistinctColumns, type EngineRow } from '../../sql/results.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Bytes of results: a row of some hundred bytes for each loss of a segment. */
const LARGEST = 2 ** 28;

/**
 * The rows that an engine returned, from a file or standard input: an array of JSON, an object a line, or CSV with a header.
 * @throws UserError for what is none of these
 */
export async function readEngineRows(
  path: string,
  terminal: Terminal,
): Promise<{ readonly rows: readonly EngineRow[]; readonly label: string }> {
  const bytes = new ByteReader(await openBytes(path, { stdin: () => terminal.stdin }));
  const { label } = bytes;
  try {
    await skipByteOrderMark(bytes);
    const text = await bytes.rest('results', LARGEST);
    requireText(text, label);
    const first = /\S/.exec(text.toString('utf8', 0, LOOK))?.[0];
    if (first === '[' || first === '{') return { rows: rowsOfJson(text.toString(), label), label };
    return { rows: await rowsOfCsv(text, label), label };
  } finally {
    await bytes.close();
  }
}

/** So many bytes of blanks may stand before results. */
const LOOK = 4096;

function rowsOfJson(text: string, label: string): readonly EngineRow[] {
  const isLines = text.trimStart().startsWith('{');
  const documents = isLines ? text.split('\n').filter((line) => line.trim() !== '') : [text];
  const values = documents.map((document, k) =>
    parsed(document, isLines ? `${label}, object ${k + 1}` : label),
  );
  const rows = isLines ? values : (values[0] as readonly unknown[]);
  const other = rows.findIndex(
    (row) => typeof row !== 'object' || row === null || Array.isArray(row),
  );
  if (other < 0) return rows as readonly EngineRow[];
  throw new UserError({
    where: `${label}, row ${other + 1}`,
    problem: 'expected an object with the columns of results, found something else',
    hint: 'duckdb -json, psql --csv and the like write rows that are understood',
  });
}

/** A string of JSON, or a number that JSON has no word for, which DuckDB and Python write without quotes. */
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|-?\b(?:nan|inf(?:inity)?)\b/gi;

function parsed(document: string, label: string): unknown {
  const quoted = document.replace(STRING_OR_WORD, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
  try {
    return JSON.parse(quoted);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError({
      where: label,
      problem: `expected JSON: ${escapeControls(error.message)}`,
      hint: 'results are an array of objects, an object a line, or CSV with a header',
    });
  }
}

async function rowsOfCsv(text: Buffer, label: string): Promise<readonly EngineRow[]> {
  const rows: EngineRow[] = [];
  let names: readonly string[] | undefined;
  const start = { line: 1, width: undefined, blankLine: undefined };
  const parser = new CsvRows(',', label, start, (cells) => {
    if (names) rows.push(Object.fromEntries(names.map((name, k) => [name, cells[k]])));
    else {
      names = [...cells];
      requireDistinctColumns(names, label);
    }
  });
  await parser.parse(text);
  await parser.parse(undefined);
  return rows;
}

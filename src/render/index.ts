import type { Result } from '../result.ts';
import { chunks } from './chunks.ts';
import { renderCsv } from './csv.ts';
import { renderJson, renderNdjson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import type { OutputFormat, RenderOptions } from './options.ts';
import { renderTable } from './table.ts';
import { renderValue } from './value.ts';

export { textTable } from './columns.ts';
export { formatNumber, formatSignificant } from './number.ts';
export { OUTPUT_FORMATS, type OutputFormat, type RenderOptions } from './options.ts';
export { wrap } from './text.ts';

const RENDERERS: Readonly<
  Record<OutputFormat, (result: Result, options: RenderOptions) => Iterable<string>>
> = {
  table: renderTable,
  json: renderJson,
  ndjson: renderNdjson,
  csv: renderCsv,
  markdown: renderMarkdown,
  value: renderValue,
};

/**
 * The result as text, made while it is read: chunks of at most 64 Ki characters, the last of which ends
 * with the only newline at the end of the whole.
 * @throws UserError where the format has nothing to show
 */
export function render(result: Result, options: RenderOptions): Iterable<string> {
  return chunks(RENDERERS[options.format](result, options));
}

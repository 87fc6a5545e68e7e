import type { Result } from '../../engine/result.ts';
import { renderCsv } from './csv.ts';
import { renderJson, renderNdjson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import type { OutputFormat, RenderOptions, TextPiece } from './options.ts';
import { renderTable } from './table.ts';
import { renderValue } from './value.ts';

export {
  OUTPUT_FORMATS,
  type OutputFormat,
  type RenderOptions,
  type TextPiece,
} from './options.ts';

const RENDERERS: Readonly<
  Record<OutputFormat, (result: Result, options: RenderOptions) => Iterable<TextPiece>>
> = {
  table: renderTable,
  json: renderJson,
  ndjson: renderNdjson,
  csv: renderCsv,
  markdown: (result, options) => [[...renderMarkdown(result, options)].join('')],
  value: renderValue,
};

/**
 * The result as text, made while it is read: numbers by the million come in pieces worth a write each, short
 * texts as they are. The last ends with the only newline at the end of the whole.
 * @throws UserError where the format has nothing to show
 */
export function render(result: Result, options: RenderOptions): Iterable<TextPiece> {
  return RENDERERS[options.format](result, options);
}

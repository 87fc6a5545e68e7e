import type { Result } from '../result.ts';
import { formatNumber } from './number.ts';
import type { RenderOptions } from './options.ts';
import { sampleGradient, sampleNumber, sampleWidth } from './per-sample.ts';

/** RFC 4180 with line feeds: a row a sample, or one row for the result where no samples are asked for. */
export function* renderCsv(
  result: Result,
  { precision, perSample }: RenderOptions,
): Generator<string> {
  const number = (x: number): string => formatNumber(x, result.dtype, precision);
  if (!perSample || !result.perSample) {
    const { loss, compat, dtype, reduction, samples } = result;
    yield 'loss,compat,dtype,reduction,samples,result\n';
    yield (
      [
        ...[loss, compat, dtype, reduction].map(textField),
        samples,
        result.result === null ? '' : number(result.result),
      ].join(',') + '\n'
    );
    return;
  }
  yield 'sample,loss';
  yield* gradientHeader(result);
  yield '\n';
  const losses = result.perSample.values;
  for (let i = 0; i < losses.length; i++) {
    yield `${sampleNumber(result, i)},${number(losses[i]!)}`;
    for (const x of sampleGradient(result, i) ?? []) yield `,${number(x)}`;
    yield '\n';
  }
}

function* gradientHeader(result: Result): Generator<string> {
  if (!result.gradient) return;
  const width = sampleWidth(result);
  if (width === 1) yield ',gradient';
  else for (let i = 0; i < width; i++) yield `,gradient_${i}`;
}

/** Spreadsheets run a text that starts like a formula; an apostrophe before it keeps it a text. */
function textField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

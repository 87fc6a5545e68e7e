import { sampleWidth } from '../../engine/reduction-phrase.ts';
import { reader } from '../../reduce/number-list.ts';
import type { Result } from '../../engine/result.ts';
import { TextWriter } from '../../text/text-writer.ts';
import { formatNumber, isShortest } from '../../text/format-number.ts';
import type { RenderOptions, TextPiece } from './options.ts';
import { sampleGradient, sampleNumbers, shownSamples } from './per-sample.ts';

/** RFC 4180 with line feeds: a row a sample, or one row for the result where no samples are asked for. */
export function* renderCsv(result: Result, options: RenderOptions): Generator<TextPiece> {
  const { precision } = options;
  const number = (x: number): string => formatNumber(x, result.dtype, precision);
  const samples = shownSamples(result, options);
  if (!samples) {
    const { loss, compat, dtype, reduction } = result;
    const fields = [
      ...[loss, compat, dtype, reduction].map(textField),
      result.samples,
      result.result === null ? '' : number(result.result),
    ];
    yield `loss,compat,dtype,reduction,samples,result\n${fields.join(',')}\n`;
    return;
  }
  const out = new TextWriter(number, isShortest(result.dtype, precision));
  out.ascii('sample,loss');
  writeGradientHeader(out, result);
  out.ascii('\n');
  const nextNumber = sampleNumbers(samples);
  const nextLoss = reader(samples.losses);
  for (let i = 0; i < samples.losses.length; i++) {
    out.count(nextNumber());
    out.ascii(',');
    out.number(nextLoss());
    if (result.gradient) writeCells(out, sampleGradient(result, i)!);
    out.ascii('\n');
    if (out.isFull) yield out.take();
  }
  yield out.take();
}

function writeCells(out: TextWriter, values: Float64Array): void {
  for (const x of values) {
    out.ascii(',');
    out.number(x);
  }
}

function writeGradientHeader(out: TextWriter, result: Result): void {
  if (!result.gradient) return;
  const width = sampleWidth(result);
  if (width === 1) out.ascii(',gradient');
  else for (let i = 0; i < width; i++) out.ascii(`,gradient_${i}`);
}

/** A text as a field of CSV. Spreadsheets run a text that starts like a formula; an apostrophe before it keeps it a text. */
export function textField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

import type { Result, Tensor } from '../../engine/result.ts';
import { oneBlock, type NumberBlocks } from '../../reduce/number-list.ts';
import { taker, type TakeNumbers } from '../../reduce/number-taker.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import type { Shape } from '../../tensor/shape.ts';
import { isShortest } from '../../text/format-number.ts';
import { RowTexts } from '../../text/print/number-printer.ts';
import { TextWriter } from '../../text/text-writer.ts';
import type { ReportOptions, TextPiece } from '../report/report.ts';
import { countedSamples, shownSamples } from '../report/samples.ts';
import { jsonString } from '../escape.ts';
import { numberJson } from './json.ts';

/** Numbers that are written at once, if a row has no more. */
const AT_ONCE = 2048;
/** Numbers of a row that is written with others. */
const WIDEST = 1024;

/** What stands around the numbers of rows: of the first of them, and of those after it. */
interface Rows {
  readonly first: RowTexts;
  readonly next: RowTexts;
}

/** Rows of one number, on one line. */
const NUMBERS: Rows = { first: new RowTexts(['', '']), next: new RowTexts([', ', '']) };

/** Rows as arrays, a line each. */
function rowsOn(line: string, width: number): Rows {
  const within = [...Array.from({ length: width - 1 }, () => ', '), ']'];
  return {
    first: new RowTexts([`${line}[`, ...within]),
    next: new RowTexts([`,${line}[`, ...within]),
  };
}

/** Writes numbers of a result as JSON. */
export function numberWriter({ dtype }: Result, { precision }: ReportOptions): TextWriter {
  return new TextWriter((x) => numberJson(x, dtype, precision), isShortest(dtype, precision));
}

/**
 * Writes what there is of single samples as fields that follow others of an object, a field a line; yields text whenever
 * there is enough of it.
 */
export function* writeTensorFields(
  out: TextWriter,
  outcome: LossOutcome,
  options: ReportOptions,
  margin: string,
): Generator<TextPiece> {
  const { result } = outcome;
  const samples = shownSamples(outcome, options);
  const numbers = countedSamples(outcome, options)?.rowNumbers;
  const tensors = {
    perSample: samples && { shape: samples.shape, values: samples.losses },
    rows: numbers && { shape: [numbers.length], values: numbers },
    perElement: inBlocks(result.perElement),
    gradient: inBlocks(result.gradient),
  };
  for (const [key, tensor] of Object.entries(tensors)) {
    if (!tensor) continue;
    out.ascii(`,\n${margin}"${key}": `);
    const { listLengths } = result;
    yield* key === 'gradient' && listLengths
      ? writeLists(out, listLengths, taker(tensor.values), margin)
      : writeTensor(out, tensor.shape, taker(tensor.values), margin);
    if (key === 'perSample') yield* writeKeys(out, result, tensor.shape[0]!, margin);
  }
}

/** Writes the keys of lists, where samples are such, as a field that follows others. */
function* writeKeys(
  out: TextWriter,
  { lists }: Result,
  count: number,
  margin: string,
): Generator<TextPiece> {
  if (!lists?.textOf) return;
  out.ascii(`,\n${margin}"keys": [`);
  for (let list = 1; list <= count; list++) {
    out.text(`${list > 1 ? ', ' : ''}${jsonString(lists.textOf(list))}`);
    if (out.isFull) yield out.take();
  }
  out.ascii(']');
}

/** Writes rows of different lengths, a line each; yields text whenever there is enough of it. */
function* writeLists(
  out: TextWriter,
  lengths: Float64Array,
  take: TakeNumbers,
  margin: string,
): Generator<TextPiece> {
  out.ascii('[');
  for (const [i, length] of lengths.entries()) {
    out.ascii(`${i > 0 ? ',' : ''}\n${margin}  [`);
    take(length).forEach((x, k) => {
      if (k > 0) out.ascii(', ');
      out.number(x);
    });
    out.ascii(']');
    if (out.isFull) yield out.take();
  }
  out.ascii(`\n${margin}]`);
}

/**
 * Writes a tensor as nested arrays with an innermost row a line; yields text whenever there is enough of it.
 * @param take the values, row-major
 */
function* writeTensor(
  out: TextWriter,
  shape: Shape,
  take: TakeNumbers,
  margin: string,
): Generator<TextPiece> {
  const [length, ...inner] = shape;
  const [width = 1] = inner;
  if (length === undefined) {
    out.rows(take(1), NUMBERS.first);
    return;
  }
  out.ascii('[');
  if (inner.length > 1 || length === 0 || width === 0 || width > WIDEST) {
    for (let i = 0; i < length; i++) {
      out.ascii(`${i === 0 ? '' : ','}\n${margin}  `);
      yield* writeTensor(out, inner, take, `${margin}  `);
      if (out.isFull) yield out.take();
    }
    out.ascii(length === 0 ? ']' : `\n${margin}]`);
    return;
  }
  const isRow = inner.length === 0;
  const line = `\n${margin}`;
  yield* writeRows(out, length, take, isRow ? NUMBERS : rowsOn(`${line}  `, width));
  out.ascii(isRow ? ']' : `${line}]`);
}

/** Writes rows of a tensor that follow each other; yields text whenever there is enough of it. */
function* writeRows(
  out: TextWriter,
  count: number,
  take: TakeNumbers,
  { first, next }: Rows,
): Generator<TextPiece> {
  const { width } = next;
  out.rows(take(width), first);
  const atOnce = Math.ceil(AT_ONCE / width);
  for (let rest = count - 1; rest > 0; rest -= atOnce) {
    out.rows(take(Math.min(rest, atOnce) * width), next);
    if (out.isFull) yield out.take();
  }
}

function inBlocks(tensor: Tensor | undefined): { shape: Shape; values: NumberBlocks } | undefined {
  return tensor && { shape: tensor.shape, values: tensor.numbers ?? oneBlock(tensor.values) };
}

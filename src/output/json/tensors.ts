import type { Result, Tensor } from '../../engine/result.ts';
import { oneBlock, reader, type NumberBlocks } from '../../reduce/number-list.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import type { Shape } from '../../tensor/shape.ts';
import { isShortest } from '../../text/format-number.ts';
import { TextWriter } from '../../text/text-writer.ts';
import type { ReportOptions, TextPiece } from '../report/report.ts';
import { countedSamples, shownSamples } from '../report/samples.ts';
import { numberJson } from './json.ts';

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
    yield* writeTensor(out, tensor.shape, reader(tensor.values), margin);
  }
}

/**
 * Writes a tensor as nested arrays with an innermost row a line; yields text whenever there is enough of it.
 * @param next the values, row-major
 */
function* writeTensor(
  out: TextWriter,
  shape: Shape,
  next: () => number,
  margin: string,
): Generator<TextPiece> {
  const [length, ...inner] = shape;
  if (length === undefined) {
    out.number(next());
    return;
  }
  const isRow = inner.length === 0 || length === 0;
  out.ascii('[');
  for (let i = 0; i < length; i++) {
    if (isRow) {
      if (i > 0) out.ascii(', ');
      out.number(next());
    } else {
      out.ascii(`${i === 0 ? '' : ','}\n${margin}  `);
      yield* writeTensor(out, inner, next, `${margin}  `);
    }
    if (out.isFull) yield out.take();
  }
  out.ascii(isRow ? ']' : `\n${margin}]`);
}

function inBlocks(tensor: Tensor | undefined): { shape: Shape; values: NumberBlocks } | undefined {
  return tensor && { shape: tensor.shape, values: oneBlock(tensor.values) };
}

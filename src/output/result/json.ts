import { oneBlock, reader, type NumberBlocks } from '../../reduce/number-list.ts';
import type { Result, Tensor } from '../../engine/result.ts';
import type { SampleLosses } from '../../reduce/samples.ts';
import type { Shape } from '../../tensor/shape.ts';
import { TextWriter } from '../../text/text-writer.ts';
import { jsonNumber, summaryFields, writeTensor } from './json-text.ts';
import { isShortest } from '../../text/format-number.ts';
import type { RenderOptions, TextPiece } from './options.ts';
import { sampleElements, sampleGradient, sampleNumbers, shownSamples } from './per-sample.ts';

/** The whole result as one JSON object, a field a line. */
export function* renderJson(result: Result, options: RenderOptions): Generator<TextPiece> {
  const out = numberWriter(result, options);
  out.text(`{\n  ${summaryFields(result, options.precision, ' ').join(',\n  ')}`);
  const samples = shownSamples(result, options);
  const numbers = samples?.rowNumbers;
  const rows = numbers && { shape: [numbers.length], values: numbers };
  const tensors = {
    perSample: samples && { shape: samples.shape, values: samples.losses },
    rows,
    perElement: inBlocks(result.perElement),
    gradient: inBlocks(result.gradient),
  };
  for (const [key, tensor] of Object.entries(tensors)) {
    if (!tensor) continue;
    out.ascii(`,\n  "${key}": `);
    yield* writeTensor(out, tensor.shape, reader(tensor.values), '  ');
  }
  out.ascii('\n}\n');
  yield out.take();
}

/** A JSON object on a line for each sample, and last one for everything else. */
export function* renderNdjson(result: Result, options: RenderOptions): Generator<TextPiece> {
  const out = numberWriter(result, options);
  const samples = shownSamples(result, options);
  if (samples) yield* sampleLines(result, samples, out);
  out.text(`{${summaryFields(result, options.precision, '').join(',')}}\n`);
  yield out.take();
}

function* sampleLines(
  result: Result,
  samples: SampleLosses,
  out: TextWriter,
): Generator<TextPiece> {
  const nextNumber = sampleNumbers(samples);
  const nextLoss = reader(samples.losses);
  for (let i = 0; i < samples.losses.length; i++) {
    out.ascii('{"sample":');
    out.count(nextNumber());
    out.ascii(',"loss":');
    out.number(nextLoss());
    writeVector(out, ',"elements":', sampleElements(result, i));
    writeVector(out, ',"gradient":', sampleGradient(result, i));
    out.ascii('}\n');
    if (out.isFull) yield out.take();
  }
}

function writeVector(out: TextWriter, key: string, values: Float64Array | undefined): void {
  if (!values) return;
  out.ascii(`${key}[`);
  for (let i = 0; i < values.length; i++) {
    if (i > 0) out.ascii(',');
    out.number(values[i]!);
  }
  out.ascii(']');
}

function numberWriter({ dtype }: Result, { precision }: RenderOptions): TextWriter {
  return new TextWriter((x) => jsonNumber(x, dtype, precision), isShortest(dtype, precision));
}

function inBlocks(tensor: Tensor | undefined): { shape: Shape; values: NumberBlocks } | undefined {
  return tensor && { shape: tensor.shape, values: oneBlock(tensor.values) };
}

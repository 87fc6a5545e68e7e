import type { Result } from '../result.ts';
import { jsonNumber, rowText, summaryFields, tensorText } from './json-text.ts';
import type { RenderOptions } from './options.ts';
import { sampleElements, sampleGradient, sampleNumber } from './per-sample.ts';

/** The whole result as one JSON object, a field a line. */
export function* renderJson(
  result: Result,
  { precision, perSample }: RenderOptions,
): Generator<string> {
  const number = (x: number): string => jsonNumber(x, result.dtype, precision);
  yield `{\n  ${summaryFields(result, precision, ' ').join(',\n  ')}`;
  if (perSample && result.perSample) {
    yield ',\n  "perSample": ';
    yield* tensorText(result.perSample, '  ', number);
  }
  if (perSample && result.perSample && result.rowNumbers) {
    yield ',\n  "rows": ';
    yield* rowText(result.rowNumbers, ', ', String);
  }
  if (result.perElement) {
    yield ',\n  "perElement": ';
    yield* tensorText(result.perElement, '  ', number);
  }
  if (result.gradient) {
    yield ',\n  "gradient": ';
    yield* tensorText(result.gradient, '  ', number);
  }
  yield '\n}\n';
}

/** A JSON object on a line for each sample, and last one for everything else. */
export function* renderNdjson(
  result: Result,
  { precision, perSample }: RenderOptions,
): Generator<string> {
  const number = (x: number): string => jsonNumber(x, result.dtype, precision);
  const losses = perSample ? (result.perSample?.values ?? []) : [];
  for (let i = 0; i < losses.length; i++) {
    yield `{"sample":${sampleNumber(result, i)},"loss":${number(losses[i]!)}`;
    const elements = sampleElements(result, i);
    if (elements) {
      yield ',"elements":';
      yield* rowText(elements, ',', number);
    }
    const gradient = sampleGradient(result, i);
    if (gradient) {
      yield ',"gradient":';
      yield* rowText(gradient, ',', number);
    }
    yield '}\n';
  }
  yield `{${summaryFields(result, precision, '').join(',')}}\n`;
}

import { huber } from '../../src/losses/regression/huber.ts';
import { resolveRequest } from '../../src/engine/request.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../src/output/formats.ts';
import {
  rendererOf,
  type Report,
  type ReportOptions,
  type TextPiece,
} from '../../src/output/report/formats.ts';
import type { Result } from '../../src/engine/result.ts';
import type { SampleView } from '../../src/reduce/samples.ts';

/** Three samples of two numbers each, all of them in the digest. */
export const SMALL: Result = {
  loss: 'huber',
  word: 'loss',
  compat: 'tf-keras',
  dtype: 'float64',
  params: { delta: 1 },
  constants: {},
  reduction: 'mean',
  over: 'samples',
  denominator: 3,
  shape: [3, 2],
  sampleAxes: [1],
  samples: 3,
  skipped: 0,
  clipped: 0,
  result: 0.1 + 0.2,
  perSample: { shape: [3], values: Float64Array.of(0.125, 0.5, 1 / 3) },
  digest: {
    head: [
      { row: 1, true: [0.5, 1], pred: [0.4, -1.25], loss: 0.125, place: 0 },
      { row: 2, true: [0, 10], pred: [1e-9, 2], loss: 0.5, place: 1 },
      { row: 3, true: [1, 2], pred: [2 / 3, 123456789], loss: 1 / 3, place: 2 },
    ],
    tail: [],
    worst: [],
  },
};

/** 1,000,000 samples of one number each, of which the digest shows six. */
export const LONG: Result = {
  ...SMALL,
  denominator: 1_000_000,
  shape: [1_000_000],
  sampleAxes: [1],
  samples: 1_000_000,
  perSample: undefined,
  digest: {
    head: [view(1, 0, 0.25), view(2, 1, 0.5)],
    tail: [view(999_999, 1, 0.75), view(1_000_000, 0, 0.125)],
    worst: [view(1234, 1, -12.5), view(77, 0, 3)],
  },
};

/** A sample of one number whose loss is the square of the difference. */
export function view(row: number, target: number, pred: number): SampleView {
  return { row, true: [target], pred: [pred], loss: (pred - target) ** 2, place: row - 1 };
}

/** What a page in a pipe is. */
export const PAGE = { width: 80, tableWidth: Infinity, color: false };

/** The report of a loss computed for its own sake. */
export function singleReport(result: Result, part: Partial<Report> = {}): Report {
  return {
    input: 'preds.csv',
    losses: [{ request: resolveRequest(huber, {}), result }],
    divisions: [],
    minSamples: 30,
    isSingle: true,
    ...part,
  };
}

const RENDERERS = new Map(
  await Promise.all(
    REPORT_FORMATS.map(async (format) => [format, await rendererOf(format)] as const),
  ),
);

/** The text of a report, in pieces. */
export function renderReport(
  report: Report,
  format: ReportFormat,
  options: ReportOptions,
): Iterable<TextPiece> {
  return RENDERERS.get(format)!(report, options);
}

interface RenderOptions extends Partial<ReportOptions> {
  readonly format?: ReportFormat;
}

/** The whole text of a report. */
export function textOf(
  report: Report,
  { format = 'table', ...options }: RenderOptions = {},
): string {
  const pieces = Array.from(renderReport(report, format, { ...PAGE, ...options }), (piece) =>
    Buffer.from(piece),
  );
  return Buffer.concat(pieces).toString();
}

/** The whole text of a single result. */
export function renderText(result: Result, options: RenderOptions = {}): string {
  return textOf(singleReport(result), options);
}

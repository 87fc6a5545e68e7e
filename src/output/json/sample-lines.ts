import { reader } from '../../reduce/number-list.ts';
import type { Result } from '../../engine/result.ts';
import type { LossOutcome } from '../../suite/outcome.ts';
import type { TextWriter } from '../../text/text-writer.ts';
import { jsonString } from '../escape.ts';
import type { ReportOptions, TextPiece } from '../report/report.ts';
import { numberWriters, sampleStreams } from '../report/sample-streams.ts';
import {
  countedSamples,
  gradientReader,
  sampleElements,
  sampleNumbers,
  shownSamples,
} from '../report/samples.ts';
import { numberJson } from './json.ts';
import { numberWriter } from './tensors.ts';

/** The samples of one loss, an object a line; nothing where they are not to be printed. */
export function* singleSampleLines(
  outcome: LossOutcome,
  options: ReportOptions,
): Generator<TextPiece> {
  const samples = countedSamples(outcome, options);
  if (!samples) return;
  const { result } = outcome;
  const losses = shownSamples(outcome, options)?.losses;
  const out = numberWriter(result, options);
  const write = (x: number): void => {
    out.number(x);
  };
  const nextNumber = sampleNumbers(samples);
  const nextLoss = losses && reader(losses);
  const nextGradient = gradientReader(result);
  for (let i = 0; i < samples.count; i++) {
    out.ascii('{"sample":');
    const number = nextNumber();
    out.count(number);
    writeKey(out, result, number);
    if (nextLoss) {
      out.ascii(',"loss":');
      out.number(nextLoss());
    }
    writeVector(out, ',"elements":', sampleElements(result, i), write);
    writeVector(out, ',"gradient":', nextGradient?.(), write);
    out.ascii('}\n');
    if (out.isFull) yield out.take();
  }
  yield out.take();
}

/** The samples of several losses, an object a line with what there is of each loss by its name. */
export function* sampleLines(
  losses: readonly LossOutcome[],
  options: ReportOptions,
): Generator<TextPiece> {
  const samples = sampleStreams(losses, options);
  if (!samples) return;
  const { streams, count } = samples;
  const nextNumber = sampleNumbers(samples);
  const readers = streams.map(({ losses: own }) => own && reader(own));
  const { out, writers } = numberWriters(streams, options, numberJson);
  const keys = streams.map(({ label }) => `${jsonString(label)}:`);
  const gradients = streams.map(({ result }) => gradientReader(result));
  const parts = [
    { name: 'elements', of: (k: number, i: number) => sampleElements(streams[k]!.result, i) },
    { name: 'gradient', of: (k: number) => gradients[k]?.() },
  ];
  for (let i = 0; i < count; i++) {
    out.ascii('{"kind":"sample","sample":');
    const number = nextNumber();
    out.count(number);
    writeKey(out, streams[0]!.result, number);
    out.ascii(',"losses":{');
    readers.forEach((next, k) => {
      out.text(k > 0 ? `,${keys[k]!}` : keys[k]!);
      if (next) writers[k]!(next());
      else out.ascii('null');
    });
    out.ascii('}');
    for (const { name, of } of parts) {
      const vectors = streams.map((_, k) => of(k, i));
      if (vectors.every((vector) => !vector)) continue;
      let before = `,"${name}":{`;
      vectors.forEach((vector, k) => {
        if (!vector) return;
        writeVector(out, before + keys[k]!, vector, writers[k]!);
        before = ',';
      });
      out.ascii('}');
    }
    out.ascii('}\n');
    if (out.isFull) yield out.take();
  }
  yield out.take();
}

/** The key of a list, where samples are such. */
function writeKey(out: TextWriter, { lists }: Result, list: number): void {
  if (lists?.textOf) out.text(`,"key":${jsonString(lists.textOf(list))}`);
}

function writeVector(
  out: TextWriter,
  key: string,
  values: Float64Array | undefined,
  write: (x: number) => void,
): void {
  if (!values) return;
  out.text(`${key}[`);
  for (let i = 0; i < values.length; i++) {
    if (i > 0) out.ascii(',');
    write(values[i]!);
  }
  out.ascii(']');
}

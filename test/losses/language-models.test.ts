import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lossNamed, type Loss, type NumberArray } from '../../src/index.ts';
import { ulpsBetween } from '../support/ulps.ts';

type Options = Readonly<Record<string, unknown>>;

/** A loss of tokens or of preferences, with its mean to 50 digits. */
interface AccuracyCase {
  readonly loss: string;
  readonly params: Options;
  readonly pred: NumberArray;
  readonly inputs: Readonly<Record<string, NumberArray>>;
  readonly reference: string;
}

const file = new URL('../../fixtures/accuracy/language_models.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as AccuracyCase[];
const names = [...new Set(cases.map(({ loss }) => loss))];

function exact(name: string, options: Options = {}): Loss {
  return lossNamed(name, { compat: 'exact', warn: () => undefined, ...options });
}

/**
 * Units in the last place: an exponential has as many more as its exponent is large, and a difference of two terms as
 * many as it is smaller.
 */
function tolerance({ loss, params, reference }: AccuracyCase): number {
  const size = Math.abs(Number(reference));
  const ofExponent = size === 0 ? 1 : Math.max(1, Math.abs(Math.log(size)));
  const cancels = params['lossType'] === 'ipo' || loss === 'grpo';
  return (cancels ? 16 : 4) * ofExponent;
}

describe('exact losses of hard inputs', () => {
  it.each(names)('%s', (name) => {
    for (const each of cases.filter(({ loss }) => loss === name)) {
      const { true: yTrue, ...own } = each.inputs;
      const { result } = exact(name, each.params).evaluate(yTrue, each.pred, own);
      const ulps = ulpsBetween(result!, each.reference);
      expect(ulps, `${JSON.stringify(each)}: ${result!}`).toBeLessThanOrEqual(tolerance(each));
    }
  });
});

/** Logarithms of probabilities of three tokens out of four, and which tokens came. */
const vocabulary = [
  [0.5, 0.25, 0.125, 0.125],
  [0.25, 0.25, 0.25, 0.25],
  [0.125, 0.125, 0.25, 0.5],
];
const tokens = [0, 3, 2];
const chosen = [0.5, 0.25, 0.25];

describe('tokens', () => {
  it.each(['perplexity', 'token-cross-entropy'])('are the same to %s however given', (name) => {
    const expected = exact(name).reduced(undefined, chosen.map(Math.log));
    const probabilities = exact(name, { fromProbabilities: true });
    const logarithms = vocabulary.map((row) => row.map(Math.log));
    expect(probabilities.reduced(undefined, chosen)).toBeCloseTo(expected, 14);
    expect(probabilities.reduced(tokens, vocabulary)).toBeCloseTo(expected, 14);
    expect(exact(name).reduced(tokens, logarithms)).toBeCloseTo(expected, 14);
    expect(exact(name, { fromLogits: true }).reduced(tokens, logarithms)).toBeCloseTo(expected, 14);
    const common = chosen.map(Math.log10);
    expect(exact(name, { predBase: 10 }).reduced(undefined, common)).toBeCloseTo(expected, 14);
    const padded = [...tokens, -100];
    const ignoring = exact(name, { fromProbabilities: true, ignoreIndex: -100 });
    const withPadding = [...vocabulary, [0, 0, 1, 0]];
    expect(ignoring.reduced(padded, withPadding)).toBeCloseTo(expected, 14);
    const { gradient } = ignoring.evaluate(padded, withPadding, {}, { gradient: true });
    expect([...gradient!.values].slice(-4)).toEqual([0, 0, 0, 0]);
  });

  it('count one by one, not text by text', () => {
    const text = [chosen.map(Math.log), [0.5, 0.5, 0.125].map(Math.log)];
    const alone = text.flat();
    for (const name of ['perplexity', 'token-cross-entropy']) {
      const one = exact(name).reduced(undefined, alone);
      expect(exact(name).reduced(undefined, text)).toBeCloseTo(one, 14);
    }
    expect(exact('perplexity').reduced(undefined, alone)).toBeCloseTo(2 ** (10 / 6), 14);
    expect(exact('token-cross-entropy', { bits: true }).reduced(undefined, alone)).toBeCloseTo(
      10 / 6,
      14,
    );
    const bytes = exact('bits-per-byte').evaluate(undefined, text, { bytes: [7, 3] });
    expect(bytes.result).toBeCloseTo(1, 14);
  });

  it('need true where pred holds logits', () => {
    expect(() => exact('perplexity', { fromLogits: true }).reduced(undefined, [[1, 2]])).toThrow(
      '--true: expected an input, found nothing: perplexity takes true, pred',
    );
  });

  it('are no logits and probabilities at once', () => {
    expect(() => exact('perplexity', { fromLogits: true, fromProbabilities: true })).toThrow(
      '--from-logits: expected this or --from-probabilities, found both',
    );
  });

  it('have log-probabilities of at most 0, but for rounding', () => {
    const ppl = lossNamed('perplexity');
    expect(ppl.reduced(undefined, [-0, 1e-7])).toBeCloseTo(1, 7);
    expect(() => ppl.reduced(undefined, [-0.5, 0.25])).toThrow(
      'torchmetrics expects a log-probability, of at most 0, found 0.25',
    );
  });

  it('that were impossible make perplexity infinite, and so does its overflow alone', () => {
    expect(exact('perplexity').reduced(undefined, [-1, -Infinity])).toBe(Infinity);
    expect(exact('perplexity').reduced(undefined, [-1e308, -1e308, -1e308])).toBe(Infinity);
    expect(exact('token-cross-entropy').reduced(undefined, [-1e308, -1.5e308, -1e308])).toBeCloseTo(
      (3.5 / 3) * 1e308,
      -300,
    );
    const logits = [[0, 1e4]];
    expect(exact('token-cross-entropy', { fromLogits: true }).reduced([0], logits)).toBe(1e4);
    const torchmetrics = lossNamed('torchmetrics.functional.text.perplexity', {});
    expect(torchmetrics.reduced([0], logits)).toBe(Infinity);
  });
});

describe('preferences', () => {
  const pair = { rejected: [-14], referenceChosen: [-13], referenceRejected: [-13.5] };

  it('need a reference, unless there is none to be', () => {
    expect(() => exact('dpo').evaluate(undefined, [-12.5], { rejected: [-14] })).toThrow(
      '--reference-chosen: expected an input, found nothing: dpo takes pred, rejected, reference-chosen',
    );
    const free = exact('dpo', { referenceFree: true });
    const { result } = free.evaluate(undefined, [-12.5], { rejected: [-14] });
    const cpo = exact('cpo').evaluate(undefined, [-12.5], { rejected: [-14] });
    expect(result).toBe(cpo.result);
    expect(free.evaluate(undefined, [-12.5], pair).result).toBe(result);
    expect(() => lossNamed('dpo', { compat: 'trl', referenceFree: true })).toThrow(
      'trl has no such parameter of dpo',
    );
  });

  it('are smoothed by sigmoid in exact, and not in TRL', () => {
    const of = (compat: 'trl' | 'exact', labelSmoothing: number): number =>
      lossNamed('dpo', { compat, labelSmoothing }).evaluate(undefined, [-12.5], pair).result!;
    expect(of('trl', 0.2)).toBe(of('trl', 0));
    expect(of('exact', 0.2)).toBeGreaterThan(of('exact', 0));
  });

  it('of KTO need what the divergence is estimated from, and of apo_zero_unpaired do not', () => {
    const inputs = { reference: [-14, -20] };
    const pred = [-12, -21];
    expect(() => exact('kto').evaluate([1, 0], pred, inputs)).toThrow('--kl-policy: expected');
    const apo = exact('kto', { lossType: 'apo_zero_unpaired' }).evaluate([1, 0], pred, inputs);
    const none = { klPolicy: [-5, -6], klReference: [-4, -6] };
    expect(exact('kto').evaluate([1, 0], pred, { ...inputs, ...none }).result).toBe(apo.result);
  });

  it('of GRPO without any token that counts are 0 to TRL, and nothing to the formula', () => {
    const inputs = { old: [[-1, -2]], advantage: [1], counted: [[0, 0]] };
    const of = (compat: 'trl' | 'exact'): number =>
      lossNamed('grpo', { compat, warn: () => undefined }).evaluate(undefined, [[-1, -2]], inputs)
        .result!;
    expect(of('trl')).toBe(0);
    expect(of('exact')).toBeNaN();
  });
});

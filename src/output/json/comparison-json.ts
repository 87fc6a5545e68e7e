import type { Result } from '../../engine/result.ts';
import type { Difference, LossComparison } from '../../suite/outcome.ts';
import { pairOf, ranking, type ComparisonReport, type Pair } from '../report/comparison-report.ts';
import type { ReportOptions } from '../report/report.ts';
import { intervalJson, labelFields, resultNumber, summaryFields } from './fields.ts';
import { compact, jsonNumber, jsonText, onLines, type Json, type JsonFields } from './json.ts';

/**
 * A comparison as one JSON object: of a pair `pred` and `other`, each as a single loss is printed, and their difference;
 * of more the models that each loss ranks.
 */
export function comparisonAsJson(report: ComparisonReport, { precision }: ReportOptions): string {
  const pair = pairOf(report);
  const fields = pair ? pairFields(pair, precision) : rankingFields(report, precision);
  return `${jsonText(onLines({ input: report.input, ...fields }))}\n`;
}

function pairFields(
  { names, pred, other, compared, minSamples }: Pair,
  digits?: number,
): JsonFields {
  const model = (source: string, result: Result): Json =>
    onLines({ source, ...summaryFields(result, digits) });
  return {
    pred: model(names.pred, pred),
    other: model(names.other, other),
    ...differenceFields(compared, pred, digits),
    few: pred.samples < minSamples,
  };
}

function differenceFields(
  { difference, interval, samples, verdict }: Difference,
  { dtype }: Result,
  digits: number | undefined,
): JsonFields {
  return {
    difference: jsonNumber(difference, dtype, digits),
    interval: intervalJson(interval, { dtype }, digits),
    samples: samples && { ...samples },
    verdict,
  };
}

function rankingFields(
  { models, outcome, minSamples }: ComparisonReport,
  digits?: number,
): JsonFields {
  const { against, losses, divisions } = outcome;
  const labels = labelFields(losses.map(({ results }) => ({ result: results[0]! })));
  const segments = divisions.flatMap(({ columns, segments: ofDivision }) =>
    ofDivision.map((segment) =>
      onLines({
        by: compact(columns),
        values: compact(segment.values),
        losses: onLines(
          segment.losses.map((comparison, k) => {
            const { loss, compat, samples } = comparison.results[0]!;
            const ranked = rankedModels(comparison, models, digits);
            const few = samples < minSamples;
            return onLines({ ...labels[k], loss, compat, samples, few, models: ranked });
          }),
        ),
      }),
    ),
  );
  return {
    models: compact(models),
    against: models[against]!,
    losses: onLines(
      losses.map((comparison, k) => {
        const summary = summaryFields(comparison.results[0]!, digits);
        return onLines({
          ...labels[k],
          ...summary,
          // Those are of each model.
          ...{ clipped: undefined, result: undefined },
          few: comparison.results[0]!.samples < minSamples,
          smallerIsBetter: comparison.smallerIsBetter,
          models: rankedModels(comparison, models, digits),
        });
      }),
    ),
    segments: divisions.length > 0 ? onLines(segments) : undefined,
  };
}

/** The models in their order by a loss, the best first. */
function rankedModels(
  comparison: LossComparison,
  models: readonly string[],
  digits: number | undefined,
): Json {
  return onLines(
    ranking(comparison, models).map(({ rank, model, result, compared }) => ({
      rank,
      source: model,
      clipped: result.clipped,
      result: resultNumber(result, digits),
      ...(compared && differenceFields(compared, result, digits)),
    })),
  );
}

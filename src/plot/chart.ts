import { UserError } from '../messages/errors.ts';
import {
  usualConvention,
  valueWord,
  type ConventionName,
  type LossDefinition,
  type ParameterValue,
  type ValueWord,
} from '../losses/definition.ts';
import { resolveRequest, type LossRequest } from '../engine/request.ts';
import { rounderOf, type Dtype } from '../tensor/dtype.ts';
import { axisOf, type Axis, type Path, type Range } from './axis.ts';
import { evaluateSamples } from './samples.ts';
import { combinations, commonTexts, distinctions } from './settings.ts';

/** What to draw of a loss; every combination of the values in the lists is a setting with curves of its own. */
export interface ChartOptions {
  /** Conventions; by default the loss's first. */
  readonly compat?: readonly string[] | undefined;
  readonly dtype?: string | undefined;
  /** Values of the loss's parameters, by camelCase name. */
  readonly params?: Readonly<Record<string, readonly ParameterValue[]>> | undefined;
  /** Where the horizontal axis begins and ends; by default where the loss shows its shape. */
  readonly range?: Range | undefined;
  /** Whether to add the derivative of each curve. */
  readonly gradient?: boolean | undefined;
}

/** Curves of one loss over a common horizontal axis. */
export interface Chart {
  /** The loss's kebab-case name. */
  readonly loss: string;
  /** What its values are called. */
  readonly word: ValueWord;
  /** The loss as in prose: `Huber loss`. */
  readonly title: string;
  /** What all curves have in common: `torch`, `delta 1`. */
  readonly settings: readonly string[];
  readonly dtype: Dtype;
  readonly xTitle: string;
  readonly x: Float64Array;
  readonly curves: readonly Curve[];
}

/** One curve; its values may be infinite or NaN. */
export interface Curve {
  /** What tells it from the others: `y = 1, delta 0.5`; empty where there are none. */
  readonly label: string;
  readonly compat: ConventionName;
  readonly params: Readonly<Record<string, ParameterValue>>;
  /** The loss at each x. */
  readonly losses: Float64Array;
  /** The derivative of the loss by x, where it was asked for. */
  readonly derivatives: Float64Array | undefined;
}

/** As many as can be told apart by their colours. */
const MOST_CURVES = 8;
/** Points of a curve, more than a drawing has columns; halves, thirds and tenths of a range are among them. */
const POINTS = 481;

/**
 * The curves of a loss.
 * @throws UserError for options that the loss does not take, a range without finite values, too many
 * curves, and a loss that has no curve: one over pairs, whole rows or whole batches
 */
export function chartOf(definition: LossDefinition, options: ChartOptions = {}): Chart {
  const { compat = [usualConvention(definition)], params = {}, dtype } = options;
  const settings = combinations({ ...params, compat });
  const requests = settings.map(({ compat: name, ...values }) =>
    resolveRequest(definition, { compat: String(name), dtype, params: values }),
  );
  const axis = axisOf(requests);
  requireFewCurves(requests.length * axis.paths.length);

  const x = pointsOf(options.range ?? axis.range, requests[0]!.dtype);
  const curves = distinctions(settings).flatMap((distinction, i) =>
    axis.paths.map((path) => ({
      label: [path.label, ...distinction].filter(Boolean).join(', '),
      compat: requests[i]!.compat,
      params: requests[i]!.params,
      ...follow(path, requests[i]!, x, axis.accepts, options.gradient ?? false),
    })),
  );
  requireFinite(definition, x, curves);
  const isOfScores = requests.every(
    ({ convention }) => valueWord(definition, convention) === 'score',
  );
  return {
    loss: definition.name,
    word: isOfScores ? 'score' : 'loss',
    title: definition.title,
    settings: commonTexts(requests),
    dtype: requests[0]!.dtype,
    xTitle: axis.title,
    x,
    curves,
  };
}

/** Points at equal distances, both ends included, as the dtype holds them. */
function pointsOf([from, to]: Range, dtype: Dtype): Float64Array {
  const round = rounderOf(dtype);
  return Float64Array.from({ length: POINTS }, (_, i) => {
    const share = i / (POINTS - 1);
    return round(from * (1 - share) + to * share);
  });
}

/** The curve along a path, with NaN where predictions are outside their domain. */
function follow(
  { sample, direction }: Path,
  request: LossRequest,
  x: Float64Array,
  accepts: Axis['accepts'],
  gradient: boolean,
): Pick<Curve, 'losses' | 'derivatives'> {
  const undefinedEverywhere = () => new Float64Array(x.length).fill(NaN);
  const losses = undefinedEverywhere();
  const derivatives = gradient ? undefinedEverywhere() : undefined;
  const valid = [...x.keys()].filter((i) => accepts(x[i]!));
  if (valid.length === 0) return { losses, derivatives };
  const evaluated = evaluateSamples(
    request,
    valid.map((i) => sample(x[i]!)),
    gradient,
  );
  valid.forEach((i, row) => {
    losses[i] = evaluated.losses[row]!;
    if (derivatives) derivatives[i] = slope(evaluated.gradient!, row * direction.length, direction);
  });
  return { losses, derivatives };
}

/** The derivative along a direction, from the gradient that begins at an offset. */
function slope(gradient: Float64Array, offset: number, direction: readonly number[]): number {
  // A prediction that stays where it is has no part in it, however steep the loss is there.
  return direction.reduce(
    (sum, step, j) => (step === 0 ? sum : sum + step * gradient[offset + j]!),
    0,
  );
}

function requireFinite({ name }: LossDefinition, x: Float64Array, curves: readonly Curve[]): void {
  if (curves.some(({ losses }) => losses.some(Number.isFinite))) return;
  throw new UserError({
    problem: `${name} has no finite value from ${x[0]!} to ${x.at(-1)!}`,
    hint: 'choose another --range',
  });
}

function requireFewCurves(count: number): void {
  if (count <= MOST_CURVES) return;
  throw new UserError({
    problem: `expected at most ${MOST_CURVES} curves, found ${count}`,
    hint: 'each value in a list adds one, or two where both labels are drawn',
  });
}

import { ratio, toUnits, type ExactNumber } from './units.ts';

/** What a covariance is made of: sums over samples of their weights, and of x, y and x y times these. */
export interface ProductSums {
  readonly weight: ExactNumber;
  readonly x: ExactNumber;
  readonly y: ExactNumber;
  readonly xy: ExactNumber;
}

/** How many numbers {@link aboutCentre} has for a group. */
export const ABOUT_CENTRE = 4;

/**
 * The weighted mean of the products of deviations from the means. Of the sums nothing is rounded before the end: where
 * the means are large beside the deviations, nearly all digits of them cancel. NaN where the weights sum to 0, or a number
 * is not finite.
 */
export function covariance({ weight, x, y, xy }: ProductSums): number {
  const special = weight.special + x.special + y.special + xy.special;
  if (special !== 0 || weight.units === 0n) return NaN;
  const numerator = weight.units * xy.units - x.units * y.units;
  return ratio(exact(numerator), exact(weight.units * weight.units));
}

/**
 * The same sums of x and y less what these are on average in other samples, in doubles: of some of those the deviations
 * are small, and {@link covarianceAbout} loses no digits. What several groups have adds up.
 */
export function aboutCentre(sums: ProductSums, all: ProductSums): readonly number[] {
  const { weight, x, y, xy } = sums;
  const special = weight.special + x.special + y.special + xy.special;
  const [centreX, centreY] = [ratio(all.x, all.weight), ratio(all.y, all.weight)];
  if (special !== 0 || !Number.isFinite(centreX + centreY)) return [NaN, NaN, NaN, NaN];
  const [a, b] = [toUnits(centreX), toUnits(centreY)];
  const products =
    (xy.units << (2n * UNIT)) - ((a * y.units + b * x.units) << UNIT) + a * b * weight.units;
  return [
    ratio(weight, exact(1n << UNIT)),
    ratio(exact((x.units << UNIT) - a * weight.units), exact(1n << (2n * UNIT))),
    ratio(exact((y.units << UNIT) - b * weight.units), exact(1n << (2n * UNIT))),
    ratio(exact(products), exact(1n << (3n * UNIT))),
  ];
}

/** What rounding may leave, beside what cancels, of a covariance that is 0. */
const NOISE = 2 ** -40;

/**
 * The covariance that numbers of {@link aboutCentre} make. Of samples that are all the same, as they are drawn now and
 * then from few, it is 0, and not what rounding leaves.
 */
export function covarianceAbout([weight, x, y, xy]: ArrayLike<number> & Iterable<number>): number {
  const product = xy! / weight!;
  const difference = product - (x! / weight!) * (y! / weight!);
  return Math.abs(difference) <= NOISE * Math.abs(product) ? 0 : difference;
}

/** The sum of exact numbers. */
export function sumOfExact(numbers: readonly ExactNumber[]): ExactNumber {
  return {
    units: numbers.reduce((sum, { units }) => sum + units, 0n),
    special: numbers.reduce((sum, { special }) => sum + special, 0),
  };
}

/** A sum is in units of 2^-1074, a product of two in the square of it. */
const UNIT = 1074n;

function exact(units: bigint): ExactNumber {
  return { units, special: 0 };
}

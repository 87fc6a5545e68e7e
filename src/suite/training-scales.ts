import type { TrainingScale } from '../losses/definition.ts';
import { quote, UserError } from '../messages/errors.ts';
import { SeasonalDifferences } from '../reduce/seasonal-differences.ts';
import { formatCounted } from '../text/format-number.ts';

/** How scales are computed. */
interface TrainingOptions {
  readonly kind: TrainingScale;
  /** How many values a season has. */
  readonly season: number;
  /** What messages call the training data. */
  readonly label: string;
  /** The column that names series, where there are several. */
  readonly column: string | undefined;
}

const SIZES = {
  absolute: Math.abs,
  squared: (difference: number): number => difference * difference,
} as const;

/** The name of the only series, where none has a name. */
const ONLY = '';

/** The errors of naive forecasts in training, by series: what scaled errors are divided by. */
export class TrainingScales {
  readonly #options: TrainingOptions;
  readonly #series = new Map<string, SeasonalDifferences>();

  constructor(options: TrainingOptions) {
    this.#options = options;
  }

  /** Takes the next value of a series, in the order of time; NaN where it is missing. */
  push(value: number, series = ONLY): void {
    const known = this.#series.get(series);
    // Before a product was sold there is nothing to forecast: M5 counts from the first value that is not 0.
    if (!known && this.#options.kind === 'squared' && (value === 0 || Number.isNaN(value))) return;
    const differences = known ?? new SeasonalDifferences(this.#options.season);
    if (!known) this.#series.set(series, differences);
    differences.push(value, SIZES[this.#options.kind]);
  }

  /**
   * The scale of a series.
   * @param place where its name was found
   * @throws UserError for a series that there is not, that is too short, or that never changes
   */
  of(series = ONLY, place?: string): number {
    const { kind, season, label } = this.#options;
    const differences = this.#series.get(series);
    if (!differences) throw this.#unknown(series, place);
    const mean = differences.mean;
    if (mean === undefined) {
      throw this.#error(
        series,
        `expected more than ${formatCounted(season, 'value')}, one of them a season after another, found ${formatCounted(differences.values, 'value')}`,
        season === 1
          ? 'there is no naive error of such a series: leave its rows out with --where'
          : '--season 1 compares each value with the one before it; --where leaves rows out',
      );
    }
    if (mean === 0) {
      throw this.#error(
        series,
        'expected values that change, found each as it was a season before: the scale is 0',
        `no error can be in units of it: leave its rows out with --where, or name scales of your own with --scale in place of ${quote(label)}`,
      );
    }
    return kind === 'squared' ? Math.sqrt(mean) : mean;
  }

  #unknown(series: string, place: string | undefined): UserError {
    const { label, column } = this.#options;
    if (column === undefined) {
      return new UserError({
        where: label,
        problem: 'expected the values of a series, found none that counts',
        hint: 'name their column: --train FILE#COLUMN',
      });
    }
    return new UserError({
      where: place,
      problem: `expected a series that ${label} has, found ${quote(series)}`,
      hint: `the column ${quote(column)} names the series in both files; --where leaves rows out`,
    });
  }

  #error(series: string, problem: string, hint: string): UserError {
    const { label, column } = this.#options;
    const where = column === undefined ? label : `${label}, ${column} ${quote(series)}`;
    return new UserError({ where, problem, hint });
  }
}

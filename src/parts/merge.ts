import { noRows } from '../engine/no-rows.ts';
import type { LabelledTensor } from '../engine/labelled-tensor.ts';
import type { LossRequest } from '../engine/request.ts';
import { UserError } from '../messages/errors.ts';
import { fileLabel } from '../sources/bytes/file-label.ts';
import { noRowsMeet } from '../sources/filter/row-filter.ts';
import { titleOf } from '../sources/files/file-set.ts';
import type { Outcome } from '../suite/outcome.ts';
import type { Mergeable, PartialSuite } from '../suite/partial-suite.ts';
import { SkillSuite, type PartialSkill } from '../suite/skill.ts';
import { Suite } from '../suite/suite.ts';
import type { SuiteOptions } from '../suite/suite-options.ts';
import type { RowsRead } from '../tensor/rows-read.ts';
import { CommonLabels, commonInput, inputsJson, labelTexts, type OfPart } from './input-json.ts';
import { readLossJson } from './loss-json.ts';
import { PART_FORMAT, PART_VERSION, type NamedPart, type Part, type PartRequest } from './part.ts';
import { Placement } from './placement.ts';
import { requireAlike } from './require-alike.ts';
import { requireWhole } from './require-whole.ts';

type AnySuite = Mergeable<PartialSuite | PartialSkill> & {
  finish(read: RowsRead): Outcome;
};

/** Parts of one run put together: a part themselves, or all of it. */
export class MergedParts {
  readonly request: PartRequest;
  readonly losses: readonly LossRequest[];
  /** What reports call what was read. */
  readonly title: string;
  readonly #placement: Placement;
  /** What was read side by side, as it is called. */
  readonly #titles: readonly string[];
  readonly #skipped: number;
  readonly #leftOut: number;
  readonly #tensors: ReadonlyMap<string, LabelledTensor>;
  /** Undefined where no part has rows. */
  readonly #suite: AnySuite | undefined;
  readonly #warn: SuiteOptions['warn'];

  /**
   * @param parts one or more, in any order
   * @throws UserError for parts of different runs, a part that is there twice, and one that is not whole
   */
  constructor(parts: readonly NamedPart[], warn: SuiteOptions['warn']) {
    const [{ file, part: first }] = parts as readonly [NamedPart];
    requireAlike(parts);
    this.request = first.request;
    this.losses = this.request.losses.map((loss, k) =>
      readLossJson(loss, `${file}: request.losses[${k}]`),
    );
    this.#placement = new Placement(parts);
    this.#warn = warn;
    this.#skipped = parts.reduce((sum, { part }) => sum + part.skipped, 0);
    this.#leftOut = parts.reduce((sum, { part }) => sum + part.leftOut, 0);
    const placement = this.#placement;
    this.#titles = Array.from({ length: placement.width }, (_, of) => {
      const paths = placement.paths(of);
      return titleOf(paths, paths.length);
    });
    const shown = this.#titles.map((title) => (title === '-' ? 'standard input' : title));
    this.title = [...new Set(shown)].join(', ');
    for (const message of [...placement.warnings, ...placement.copies]) warn(message);
    warnOfPrograms(parts, warn);
    warnOfCuts(this.request, placement.read.length, warn);
    const filled = parts.filter(({ part }) => part.computed);
    if (filled.length === 0) {
      this.#tensors = new Map();
      return;
    }
    const labels = new CommonLabels();
    const labelOf = new Map(
      filled.map((part) => [part, labels.of(part.part.computed!.labels)] as const),
    );
    const { inputs } = filled[0]!.part.computed!;
    this.#tensors = new Map(
      Object.keys(inputs).map((name) => {
        const ofParts = filled.map((part): OfPart => {
          return { input: part.part.computed!.inputs[name]!, labelOf: labelOf.get(part)! };
        });
        const { label, of } = inputs[name]!;
        const whole = of === undefined ? label : fileLabel(this.#titles[of]!) + label;
        return [name, commonInput(ofParts, whole, labels, placement.placeOf(of ?? 0))] as const;
      }),
    );
    requireOneKindOfLabels(filled);
    const suite = this.#newSuite();
    this.#suite = suite;
    const empty = suite.state('');
    for (const part of filled) {
      const { state } = part.part.computed!;
      requireWhole(state, empty, part.file);
      suite.absorb(state, {
        rowOf: placement.rowOf(part),
        labelOf: labelOf.get(part)!,
      });
    }
  }

  #newSuite(): AnySuite {
    const { by, excluded, interval, gathered, skill } = this.request;
    const warn = this.#warn;
    if (skill !== undefined) {
      const reference = { kind: 'predictions' } as const;
      return new SkillSuite(this.losses, this.#tensors, { by, reference, over: skill, warn });
    }
    return new Suite(this.losses, this.#tensors, {
      ...gathered,
      by,
      excluded,
      interval,
      isMerged: true,
      warn,
    });
  }

  /** All of it as one part. */
  part(program: string): Part {
    return {
      format: PART_FORMAT,
      version: PART_VERSION,
      program,
      request: this.request,
      read: this.#placement.read,
      skipped: this.#skipped,
      leftOut: this.#leftOut,
      computed: this.#suite
        ? {
            inputs: inputsJson(this.#tensors, this.#titles.map(fileLabel)),
            labels: labelTexts(this.#tensors),
            state: this.#suite.state(''),
          }
        : null,
    };
  }

  /**
   * What the run comes to.
   * @throws UserError where no row is left
   */
  finish(): Outcome {
    const { where } = this.request;
    const { files, rows } = this.#placement;
    if (where !== undefined && rows > 0 && this.#leftOut === rows) {
      throw noRowsMeet({ text: where, conditions: [] }, rows, []);
    }
    if (!this.#suite) throw noRows(0);
    return this.#suite.finish({
      files: files > 1 ? files : undefined,
      skipped: this.#skipped,
      where: where === undefined ? undefined : { conditions: where, leftOut: this.#leftOut },
    });
  }
}

/** Without a key, samples are told apart by their places in their parts. */
function warnOfCuts(
  { interval }: PartRequest,
  readings: number,
  warn: (message: string) => void,
): void {
  if (!interval || interval.cluster !== undefined || readings === 1) return;
  warn(
    'intervals depend a little on how rows are cut into parts; with --cluster, a column that names rows or groups of them, they are those of one run',
  );
}

/** What is read and written the same may be computed otherwise. */
function warnOfPrograms(parts: readonly NamedPart[], warn: SuiteOptions['warn']): void {
  const [{ file, part: first }] = parts as readonly [NamedPart];
  const other = parts.find(({ part }) => part.program !== first.program);
  if (!other) return;
  warn(
    `${other.file}: losscalc ${other.part.program} has made it, and ${first.program} ${file}; losses may be computed otherwise, so make all parts with one version`,
  );
}

/** @throws UserError where labels stand for columns of scores as numbers in one part and as texts in another */
function requireOneKindOfLabels(parts: readonly NamedPart[]): void {
  const [text, number] = [true, false].map((isText) =>
    parts.find(({ part }) => {
      const { inputs, state } = part.computed!;
      const losses = 'own' in state ? state.own.losses : state.losses;
      const areDecided = losses.some(({ evaluation }) => evaluation.ties && evaluation.rows > 0);
      const written = inputs['true']?.labels?.written;
      return (
        areDecided && written && written.named === undefined && written.texts.length > 0 === isText
      );
    }),
  );
  if (!text || !number) return;
  throw new UserError({
    where: number.file,
    problem: `expected names of classes as in ${text.file}, found class indices`,
    hint: '--labels a,b,c names the classes, also those that look like numbers',
  });
}

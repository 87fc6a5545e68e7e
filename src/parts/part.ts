import type { PartialSkill } from '../suite/skill.ts';
import type { PartialSuite } from '../suite/partial-suite.ts';
import type { ClassMatch } from '../tensor/class-match.ts';
import type { LossJson } from './loss-json.ts';

export const PART_FORMAT = 'losscalc partial';
export const PART_VERSION = 1;

/** What the parts of one run have in common: what is computed, and of which rows. */
export interface PartRequest {
  readonly losses: readonly LossJson[];
  /** Whether it is one loss, computed for its own sake. */
  readonly isSingle: boolean;
  /** The columns of each division. */
  readonly by: readonly (readonly string[])[];
  readonly excluded?: readonly number[] | undefined;
  readonly interval?:
    | {
        readonly level: number;
        readonly seed: number;
        readonly replicates: number;
        readonly cluster?: string | undefined;
      }
    | undefined;
  /** What is gathered besides, for the reports that show it. */
  readonly gathered: Gathered;
  /** The predictions that losses are shown over. */
  readonly skill?: string | undefined;
  /** The conditions on rows. */
  readonly where?: string | undefined;
  /** What the classes are called, in their order. */
  readonly labels?: string | undefined;
  /** The label that counts as the positive one. */
  readonly positive?: string | undefined;
  /** The season and the column of the series that scales are computed of. */
  readonly season?: number | undefined;
  readonly series?: string | undefined;
  /** What a missing value is. */
  readonly missing: string;
}

/** What is gathered besides sums. */
export interface Gathered {
  /** How the losses of samples are distributed. */
  readonly histogram: boolean;
  readonly calibration: boolean;
  /** How many of the samples with the worst losses. */
  readonly worst?: number | undefined;
}

/** A file that was read, or one of each input side by side. */
export interface ReadFile {
  readonly paths: readonly string[];
  /** The number of its first row among those of the part, from 1 on. */
  readonly firstRow: number;
  readonly rows: number;
}

/** What one run has read. */
export interface Reading {
  readonly files: readonly ReadFile[];
  /** Of numbers in their order: 16 hexadecimal digits. */
  readonly hash: string;
  /** What was doubtful on the way. */
  readonly warnings: readonly string[];
}

/** Labels of an input that are compared as they are written. */
export interface WrittenJson {
  readonly texts: readonly string[];
  readonly hasNumbers: boolean;
  readonly named?:
    { readonly names: readonly string[]; readonly numbers: readonly number[] } | undefined;
  readonly positive?: number | undefined;
}

/** What is known of an input besides its rows. */
export interface InputJson {
  /** What messages call it; where it is of a file that was read, what they add to the name of that. */
  readonly label: string;
  /** Of which of the files side by side it is. */
  readonly of?: number | undefined;
  readonly axes: readonly number[];
  readonly dtype?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly match?: ClassMatch | undefined;
  readonly isSorted?: boolean | undefined;
  readonly oneHotClasses?: number | undefined;
  readonly labels?:
    | { readonly match?: ClassMatch | undefined; readonly written?: WrittenJson | undefined }
    | undefined;
}

/** What was computed of some rows, of which there were some. */
export interface Computed {
  readonly inputs: Readonly<Record<string, InputJson>>;
  /** The texts of labels, by the numbers that stand for them. */
  readonly labels: readonly string[];
  readonly state: PartialSuite | PartialSkill;
}

/** A part of a run: what was computed of some of its rows, to be put together with the others. */
export interface Part {
  readonly format: typeof PART_FORMAT;
  readonly version: typeof PART_VERSION;
  /** The version of the program that has written it. */
  readonly program: string;
  readonly request: PartRequest;
  readonly read: readonly Reading[];
  /** Rows dropped for want of a value. */
  readonly skipped: number;
  /** Rows that do not meet the conditions. */
  readonly leftOut: number;
  /** Null where the files have no rows. */
  readonly computed: Computed | null;
}

/** A part, and what messages call it. */
export interface NamedPart {
  readonly file: string;
  readonly part: Part;
}

import { listNames } from '../sources/input/columns.ts';
import { fileLabel, type FileSet, type InputFormat, type ReadOptions } from '../sources/index.ts';
import { unpairedTables } from '../sources/input/unpaired.ts';
import { quote, UserError } from '../messages/errors.ts';
import { formatCounted } from '../text/format-number.ts';
import { surveyFile, type Survey } from './survey.ts';

/** Files that do not fit the others which are named one by one. */
const MOST_NAMED = 5;

/** What the files of a set are. */
export interface SurveyedFiles {
  /** Of the first that can be read, which the others have to fit. */
  readonly first: Survey;
  /** The files that fit. */
  readonly set: FileSet;
  readonly formats: readonly InputFormat[];
  /** How many files were left out, as they do not fit. */
  readonly misfits: number;
  /** What is to be said of files, in sentences. */
  readonly findings: readonly string[];
}

/**
 * Looks at the beginning of each file: those that cannot be read, or lack columns of the first, are left out.
 * @throws UserError if no file can be read
 */
export async function surveyFiles(all: FileSet, given: ReadOptions): Promise<SurveyedFiles> {
  let first: Survey | undefined;
  let failure: UserError | undefined;
  const places: number[] = [];
  const counts = new Map<InputFormat, number>();
  const misfits: string[] = [];
  const wider: string[] = [];
  const unpaired: string[] = [];
  const otherwise: string[] = [];
  for (const [place, { path }] of all.files.entries()) {
    try {
      const survey = await surveyFile(path, first?.options ?? given);
      first ??= survey;
      const lacking = lackingOf(first, survey);
      if (lacking !== undefined) {
        const doubt = unpairedWith(first, survey);
        if (doubt !== undefined) unpaired.push(`as two inputs of a loss, ${doubt}`);
        misfits.push(`${fileLabel(path)} does not fit the others and was not read: ${lacking}`);
        continue;
      }
      if (survey !== first) {
        const differs = [...survey.doubts, ...otherTypes(first, survey)];
        if (differs.length > 0) otherwise.push(`${fileLabel(path)}: ${differs.join('; ')}`);
      }
      if (namesOf(survey).length > namesOf(first).length) wider.push(path);
      counts.set(survey.format, (counts.get(survey.format) ?? 0) + 1);
      places.push(place);
    } catch (error) {
      if (!(error instanceof UserError) || all.files.length === 1) throw error;
      failure ??= error;
      const { where = fileLabel(path), problem } = error.complaint;
      misfits.push(`${where} was not read: ${problem}`);
    }
  }
  if (!first) throw failure!;
  return {
    first,
    set: subset(all, places),
    formats: [...counts.keys()],
    misfits: misfits.length,
    findings: [
      ...shortened(misfits, 'were not read'),
      ...unpaired.slice(0, 1),
      ...shortened(otherwise, 'are written otherwise than the first'),
      ...formatFindings(counts),
      ...widerFindings(wider, first, all),
    ],
  };
}

function subset({ title, files, keys }: FileSet, places: readonly number[]): FileSet {
  return {
    title,
    files: places.map((place) => files[place]!),
    keys: places.map((place) => keys[place]!),
  };
}

function namesOf({ found }: Survey): readonly string[] {
  return found.parts.map(({ name }) => name);
}

/** The columns that a file stores otherwise than the first one. */
function otherTypes(first: Survey, other: Survey): string[] {
  const types = new Map(other.found.parts.map(({ name, type }) => [name, type]));
  const differ = first.found.parts.filter(({ name, type }) => types.get(name) !== type);
  return differ.slice(0, MOST_NAMED).map(({ name, type }) => {
    const of = (stored: string | undefined): string => stored ?? 'no type of its own';
    return `${quote(name)} is stored as ${of(types.get(name))}, in ${fileLabel(first.file.path)} as ${of(type)}`;
  });
}

/** What a loss would warn of whose inputs are in two such files. */
function unpairedWith(first: Survey, other: Survey): string | undefined {
  const files = [first, other].map(
    (survey) => [fileLabel(survey.file.path), { columns: namesOf(survey) }] as const,
  );
  return unpairedTables(new Map(files));
}

/** What a file lacks that the first one has; undefined where it has all. */
function lackingOf(first: Survey, other: Survey): string | undefined {
  const names = new Set(namesOf(other));
  const lacking = namesOf(first).filter((name) => !names.has(name));
  if (lacking.length === 0) return undefined;
  return `it has no ${lacking.length === 1 ? 'column' : 'columns'} ${listNames(lacking)}, as ${fileLabel(first.file.path)} has, but ${listNames([...names])}`;
}

function shortened(misfits: readonly string[], what: string): string[] {
  const more = misfits.length - MOST_NAMED;
  if (more <= 1) return [...misfits];
  return [...misfits.slice(0, MOST_NAMED), `${more} more files ${what}`];
}

function formatFindings(counts: ReadonlyMap<InputFormat, number>): string[] {
  if (counts.size < 2) return [];
  const listed = [...counts].map(([format, count]) => `${format} ${count}`).join(', ');
  return [`the files have several formats: ${listed}`];
}

function widerFindings([path, ...more]: readonly string[], first: Survey, all: FileSet): string[] {
  if (path === undefined) return [];
  const others = more.length === 0 ? '' : ` and ${formatCounted(more.length, 'other file')}`;
  return [
    `${fileLabel(path)}${others} of ${quote(all.title)} ${more.length === 0 ? 'has' : 'have'} more columns than ${fileLabel(first.file.path)}; those are not shown`,
  ];
}

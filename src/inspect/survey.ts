import {
  formatOf,
  isText,
  type Content,
  type InputFormat,
  type ReadOptions,
} from '../sources/index.ts';
import { PARTS } from './find-parts.ts';
import { InspectedBytes } from './inspected-bytes.ts';
import type { TextFacts } from './inspection.ts';
import type { Parts } from './parts.ts';
import { settledReading, type SettledReading } from './settled-reading.ts';

/** What a file is, which parts it has and how they are read. */
export interface Survey extends SettledReading {
  readonly file: InspectedBytes;
  readonly format: InputFormat;
  readonly compression: Content['compression'];
  readonly found: Parts;
  /** How its text is written, where it is text. */
  readonly text: TextFacts | undefined;
}

/**
 * Looks at the beginning of a file.
 * @param given how it is read, as far as the user says it
 * @throws UserError if it cannot be read
 */
export async function surveyFile(path: string, given: ReadOptions): Promise<Survey> {
  const file = new InspectedBytes(path, given);
  const { format, compression } = await kindOfFile(file, given);
  const { options, doubts } = isText(format)
    ? await settledReading(file, format, given)
    : { options: given, doubts: [] };
  const { bytes, marked } = await file.open(options.encoding);
  try {
    const findParts = await PARTS[format]();
    const found = await findParts(bytes, path, { ...options, format, stdin: file.stdin });
    const text = isText(format) ? textFacts(found, marked, options) : undefined;
    return { file, format, compression, found, text, options, doubts };
  } finally {
    await bytes.close();
  }
}

async function kindOfFile(
  file: InspectedBytes,
  given: ReadOptions,
): Promise<Pick<Survey, 'format' | 'compression'>> {
  const { bytes, compression } = await file.open(given.encoding);
  try {
    return { format: given.format ?? (await formatOf(file.path, bytes)), compression };
  } finally {
    await bytes.close();
  }
}

function textFacts(
  { layout }: Parts,
  marked: string | undefined,
  { encoding, notation }: ReadOptions,
): TextFacts {
  return {
    encoding: (marked ?? encoding ?? 'utf-8').toLowerCase(),
    decimal: layout && (notation?.decimal ?? '.'),
    thousands: layout && notation?.thousands,
    ...layout,
  };
}

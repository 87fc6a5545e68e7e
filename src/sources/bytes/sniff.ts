import type { InputFormat } from '../input/formats.ts';
import type { ByteReader } from './byte-reader.ts';
import { firstByte } from './utf8.ts';

const NEWLINE = 0x0a;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
/** A first line that is longer than this tells nothing. */
const LONGEST_LOOK = 1024 * 1024;

/** The format of a text, by how it begins: no more of it is waited for than its first line and what follows that. */
export async function textFormatOf(bytes: ByteReader): Promise<InputFormat> {
  const byte = await firstByte(bytes);
  const line = await firstLine(bytes);
  if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
    const isRecord = line !== undefined && isJson(line.text) && line.isFollowed;
    return isRecord ? 'ndjson' : 'json';
  }
  return line !== undefined && isTabbed(line.text) ? 'tsv' : 'csv';
}

/** The first line, and whether anything but white space follows it; undefined where it is very long. */
async function firstLine(
  bytes: ByteReader,
): Promise<{ text: string; isFollowed: boolean } | undefined> {
  let ahead = await bytes.peek(1);
  for (let end = -1; ;) {
    if (end < 0) end = ahead.indexOf(NEWLINE);
    const rest = end < 0 ? undefined : ahead.subarray(end + 1);
    if (rest?.some((byte) => byte > 0x20))
      return { text: String(ahead.subarray(0, end)), isFollowed: true };
    if (ahead.length > LONGEST_LOOK) return undefined;
    const more = await bytes.peek(ahead.length + 1);
    if (more.length === ahead.length) {
      return { text: String(end < 0 ? ahead : ahead.subarray(0, end)), isFollowed: false };
    }
    ahead = more;
  }
}

/** Whether tabs separate cells, and are not white space around one. */
function isTabbed(line: string): boolean {
  const cells = line.split('\t').filter((cell) => cell.trim() !== '');
  return cells.length > 1 && !line.includes(',');
}

/** Strings, and the numbers that Python writes though JSON has none such. */
const PYTHON_NUMBER = /("(?:[^"\\]|\\.)*")|-?(?:NaN|Infinity)/g;

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(PYTHON_NUMBER, (_, string: string | undefined) => string ?? '0'));
    return true;
  } catch {
    return false;
  }
}

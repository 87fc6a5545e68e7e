import { UserError } from '../../messages/errors.ts';
import { titlesOf } from '../input/formats.ts';
import type { ByteReader } from './byte-reader.ts';

/** A kind of file that is not read, but known by its first bytes. */
interface Foreign {
  /** As messages call it. */
  readonly found: string;
  /** What makes something of a file that can be read. */
  readonly remedy: (file: string) => string;
}

const ZIP = 'PK\x03\x04';
/** In a ZIP archive, where the length of the first name stands, and where the name does. */
const NAME_LENGTH_AT = 26;
const NAME_AT = 30;
const LONGEST_NAME = 256;
const LONGEST_MAGIC = 16;

const PICKLE = {
  found: 'a pickle of Python',
  remedy: python(
    'pandas',
    'pandas.DataFrame(pandas.read_pickle(sys.argv[1])).to_csv(sys.stdout, index=False)',
    ' writes a table of it, if you trust where it is from: a pickle may run any program',
  ),
};
const TORCH = {
  found: 'a file of torch.save',
  remedy: (file: string) =>
    `python -c "import sys, torch, safetensors.torch as s; x = torch.load(sys.argv[1]); s.save_file(x if isinstance(x, dict) else {'data': x}, 'data.safetensors')" ${file} writes data.safetensors, which can be read`,
};
const EXCEL = {
  found: 'an Excel file',
  remedy: python('pandas', 'pandas.read_excel(sys.argv[1]).to_csv(sys.stdout, index=False)'),
};

/** By what they begin with, a byte for each character. */
const FOREIGN: readonly (readonly [magic: RegExp, foreign: Foreign])[] = [
  [/^BZh[1-9](1AY&SY|\x17rE8P\x90)/, { found: 'bzip2 data', remedy: filter('bunzip2 -c') }],
  [/^\xfd7zXZ\0/, { found: 'xz data', remedy: filter('xz -dc') }],
  [/^\x04\x22\x4d\x18/, { found: 'LZ4 data', remedy: filter('lz4 -dc') }],
  [/^\x80\x02\x8a\x0al\xfc\x9cF\xf9\x20j\xa8P\x19\./, TORCH],
  [/^\x80[\x02-\x05]/, PICKLE],
  [
    /^\x89HDF\r\n\x1a\n/,
    {
      found: 'an HDF5 file',
      remedy: (file) =>
        `python -c "import sys, h5py, numpy; f = h5py.File(sys.argv[1]); numpy.savez('data.npz', **{k: v[()] for k, v in f.items() if hasattr(v, 'shape')})" ${file} writes data.npz, which can be read`,
    },
  ],
  [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/, EXCEL],
  [
    /^SQLite format 3\0/,
    {
      found: 'an SQLite database',
      remedy: (file) =>
        `sqlite3 -csv -header ${file} "select * from TABLE" | losscalc ... - reads a table of it`,
    },
  ],
  [
    /^Obj\x01/,
    {
      found: 'an Avro file',
      remedy: python('polars', "print(polars.read_avro(sys.argv[1]).write_csv(), end='')"),
    },
  ],
  [
    /^ORC[^]*[\0-\x08\x0e-\x1f]/,
    {
      found: 'an ORC file',
      remedy: python('pandas', 'pandas.read_orc(sys.argv[1]).to_csv(sys.stdout, index=False)'),
    },
  ],
];

/** What the first name in a ZIP archive tells of it; other archives than these are just that. */
const ARCHIVES: readonly (readonly [name: RegExp, foreign: Foreign])[] = [
  [/^(\[Content_Types\]\.xml$|_rels\/|docProps\/|xl\/)/, EXCEL],
  [/(^|\/)(data\.pkl|\.format_version|\.storage_alignment|byteorder)$/, TORCH],
  [
    /\.(csv|tsv|tab|txt|json|jsonl|ndjson|xml)$/i,
    { found: 'a ZIP archive that is no NPZ', remedy: filter('unzip -p') },
  ],
];

/**
 * Refuses what is known to be none of the formats, whatever it is called, with the command that makes one of it.
 * @throws UserError
 */
export async function refuseForeign(path: string, bytes: ByteReader): Promise<void> {
  const head = await textAhead(bytes, LONGEST_MAGIC);
  const foreign = head.startsWith(ZIP)
    ? archiveOf(path, await textAhead(bytes, NAME_AT + LONGEST_NAME))
    : known(FOREIGN, head);
  if (foreign === undefined) return;
  const isNamed = /^[\w./+=@%][\w./+=@%-]*$/.test(path);
  throw new UserError({
    where: bytes.label,
    problem: `expected ${titlesOf(() => true)}, found ${foreign.found}`,
    hint: foreign.remedy(isNamed ? path : 'FILE'),
  });
}

/** The bytes that come next, as characters. */
async function textAhead(bytes: ByteReader, count: number): Promise<string> {
  return (await bytes.start(count)).toString('latin1', 0, count);
}

function archiveOf(path: string, head: string): Foreign | undefined {
  const start = Buffer.from(head, 'latin1');
  const length = start.length < NAME_AT ? 0 : start.readUInt16LE(NAME_LENGTH_AT);
  const name = head.slice(NAME_AT, NAME_AT + length);
  const isNpz = path.toLowerCase().endsWith('.npz') || name.endsWith('.npy');
  return isNpz ? undefined : known(ARCHIVES, name);
}

function known(
  kinds: readonly (readonly [pattern: RegExp, foreign: Foreign])[],
  text: string,
): Foreign | undefined {
  return kinds.find(([pattern]) => pattern.test(text))?.[1];
}

/** A program that writes on its standard output what it makes of a file. */
function filter(program: string): Foreign['remedy'] {
  return (file) => `${program} ${file} | losscalc ... - reads what is in it`;
}

/** As {@link filter}, where a line of Python does it. */
function python(module: string, code: string, note = ' reads it'): Foreign['remedy'] {
  return (file) => `python -c "import sys, ${module}; ${code}" ${file} | losscalc ... -${note}`;
}

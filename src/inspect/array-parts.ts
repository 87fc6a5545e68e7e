import type { ByteReader } from '../sources/index.ts';
import { ElementType } from '../sources/npy/element-type.ts';
import { tensorsOf } from '../sources/safetensors/safetensors.ts';
import { ZipArchive } from '../sources/npy/zip-archive.ts';
import type { Part, Parts } from './parts.ts';

const EXTENSION = '.npy';
/** Bytes in which NumPy puts the dtype, the first entry of the header. */
const LOOK = 1024;

/** The one array of an NPY file. */
export async function npyParts(bytes: ByteReader): Promise<Parts> {
  const type = dtypeOf(await bytes.peek(LOOK));
  return { parts: [{ name: 'array', part: undefined, layout: 'rows', type }], isTable: false };
}

/**
 * The arrays of an NPZ file.
 * @throws UserError if it is no archive, or a member cannot be read
 */
export async function npzParts(bytes: ByteReader): Promise<Parts> {
  const archive = await ZipArchive.open(bytes);
  const parts: Part[] = [];
  for (const [index, member] of archive.names.entries()) {
    if (!member.endsWith(EXTENSION)) continue;
    const name = member.slice(0, -EXTENSION.length);
    const type = dtypeOf((await archive.read(index)).subarray(0, LOOK));
    parts.push({ name, part: name, layout: 'rows', type });
  }
  return { parts, isTable: false };
}

/**
 * The tensors of a safetensors file.
 * @throws UserError if it is none, or a damaged one
 */
export async function safetensorsParts(bytes: ByteReader): Promise<Parts> {
  const { tensors } = await tensorsOf(bytes);
  const parts = [...tensors].map(([name, { type, dtype }]): Part => ({
    name,
    part: name,
    layout: 'rows',
    type: type?.dtype ?? dtype,
  }));
  return { parts, isTable: false };
}

/** The dtype in an array's header: `float32`, or as NumPy writes it what is not read; undefined where it has several. */
function dtypeOf(bytes: Buffer): string | undefined {
  const descr = /\{'descr': '([^']*)'/.exec(bytes.toString('latin1', 0, LOOK))?.[1];
  return descr && (ElementType.of(descr)?.dtype ?? descr);
}

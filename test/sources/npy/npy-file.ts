/** An array as it is to be stored: the numbers in the order of the file, or its bytes. */
interface Stored {
  readonly descr: string;
  readonly shape: readonly number[];
  readonly isFortran?: boolean;
  readonly values: readonly (number | bigint)[];
}

/** The bytes of an NPY file of version 1, as NumPy writes it. */
export function npyFile({ descr, shape, isFortran = false, values }: Stored): Buffer {
  const tuple = shape.length === 1 ? `(${shape[0]!},)` : `(${shape.join(', ')})`;
  const order = isFortran ? 'True' : 'False';
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${tuple}, }`;
  return withHeader(header, elements(descr, values));
}

/** An NPY file with any text for its header. */
export function withHeader(header: string, bytes: Uint8Array, version = 1): Buffer {
  const text = Buffer.from(header);
  const start = Buffer.from(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1');
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  const padding = Buffer.alloc(63 - ((start.length + length.length + text.length) % 64), ' ');
  length.writeUIntLE(text.length + padding.length + 1, 0, length.length);
  return Buffer.concat([start, length, text, padding, Buffer.from('\n'), bytes]);
}

/** The bytes of numbers in the kind, size and byte order of a dtype; half floats are given as their bits. */
export function elements(descr: string, values: readonly (number | bigint)[]): Buffer {
  const [order, kind] = descr;
  const size = Number(descr[2]);
  const bytes = Buffer.alloc(size * values.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLittle = order !== '>';
  values.forEach((value, i) => {
    const at = i * size;
    if (kind === 'f' && size === 8) view.setFloat64(at, Number(value), isLittle);
    else if (kind === 'f' && size === 4) view.setFloat32(at, Number(value), isLittle);
    else if (size === 8) view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), isLittle);
    else if (size === 4) view.setUint32(at, Number(value), isLittle);
    else if (size === 2) view.setUint16(at, Number(value), isLittle);
    else view.setUint8(at, Number(value));
  });
  return bytes;
}

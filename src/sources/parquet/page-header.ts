import type { Encoding } from 'hyparquet';
import { Encodings } from 'hyparquet/src/constants.js';
import { DamageError } from '../columnar/damage.ts';
import { CompactReader, type Field, type Fields } from './thrift.ts';

interface Sizes {
  /** Bytes of the page in the file. */
  readonly stored: number;
  /** Bytes of the page when it is decompressed. */
  readonly size: number;
  readonly crc: number | undefined;
}

interface Values {
  /** How many there are, those that are missing among them. */
  readonly count: number;
  readonly encoding: Encoding | undefined;
}

/** What is said of a page before it. */
export type PageHeader = Sizes &
  (
    | ({ readonly kind: 'dictionary' } & Values)
    | ({
        readonly kind: 'data';
        readonly definitionEncoding: Encoding | undefined;
        readonly repetitionEncoding: Encoding | undefined;
      } & Values)
    | ({
        readonly kind: 'data 2';
        readonly definitionBytes: number;
        readonly repetitionBytes: number;
        readonly isCompressed: boolean;
      } & Values)
    | { readonly kind: 'index' }
  );

const KINDS = ['data', 'index', 'dictionary', 'data 2'] as const;

/**
 * Reads the header that the bytes begin with; also where it ends.
 * Source: apache/parquet-format, parquet.thrift, PageHeader.
 * @throws DamageError if they do not begin with one, or end before it does
 */
export function readPageHeader(bytes: Uint8Array): { header: PageHeader; end: number } {
  const found = new Map<string, number>();
  let isCompressed = true;
  const integer = (name: string): Field => ({
    kind: 'integer',
    read: (value) => found.set(name, value),
  });
  const struct = (fields: Fields): Field => ({ kind: 'struct', fields });
  const reader = new CompactReader(bytes);
  reader.struct({
    1: integer('kind'),
    2: integer('size'),
    3: integer('stored'),
    4: integer('crc'),
    5: struct({
      1: integer('data.count'),
      2: integer('data.encoding'),
      3: integer('data.definition'),
      4: integer('data.repetition'),
    }),
    7: struct({ 1: integer('dictionary.count'), 2: integer('dictionary.encoding') }),
    8: struct({
      1: integer('data 2.count'),
      4: integer('data 2.encoding'),
      5: integer('data 2.definition'),
      6: integer('data 2.repetition'),
      7: { kind: 'boolean', read: (value) => (isCompressed = value) },
    }),
  });
  const given = (name: string): number => {
    const value = found.get(name);
    if (value === undefined) {
      throw new DamageError('expected the header of a page, found a part of it');
    }
    return value;
  };
  /** What is counted. */
  const count = (name: string): number => {
    const value = given(name);
    if (value < 0)
      throw new DamageError(`expected the header of a page, found a count of ${value}`);
    return value;
  };
  const encoding = (name: string): Encoding | undefined => Encodings[given(name)];
  const kind = KINDS[given('kind')];
  const sizes = { stored: count('stored'), size: count('size'), crc: found.get('crc') };
  const values = (): Values => ({
    count: count(`${kind}.count`),
    encoding: encoding(`${kind}.encoding`),
  });
  const header = ((): PageHeader => {
    switch (kind) {
      case 'dictionary':
        return { ...sizes, kind, ...values() };
      case 'data':
        return {
          ...sizes,
          kind,
          ...values(),
          definitionEncoding: encoding('data.definition'),
          repetitionEncoding: encoding('data.repetition'),
        };
      case 'data 2':
        return {
          ...sizes,
          kind,
          ...values(),
          definitionBytes: count('data 2.definition'),
          repetitionBytes: count('data 2.repetition'),
          isCompressed,
        };
      case 'index':
        return { ...sizes, kind };
      default:
        throw new DamageError('expected a page of data, found one of an unknown kind');
    }
  })();
  return { header, end: reader.at };
}

import type { ColumnMetaData } from 'hyparquet';
import type { ByteRange } from '../bytes/byte-source.ts';
import { DamageError } from '../columnar/damage.ts';
import type { Writer } from './writer.ts';

/**
 * Where a column chunk is in its file.
 * @param dataEnd where the last one must end
 * @throws DamageError if it is not within the file
 */
export function chunkRange(metadata: ColumnMetaData, writer: Writer, dataEnd: number): ByteRange {
  const { dictionary_page_offset: dictionary = 0n, data_page_offset: data } = metadata;
  // Some writers say 0 where there is no dictionary, others nothing where there is one.
  const start = Number(dictionary > 0n && dictionary < data ? dictionary : data);
  const size = Number(metadata.total_compressed_size);
  const told = start + size;
  // Some say 0 where there are data.
  let end = size === 0 ? dataEnd : told + writer.paddingOfColumns;
  // Their padding may be beyond the end of the data.
  if (told <= dataEnd) end = Math.min(end, dataEnd);
  if (start < 4 || end < start || end > dataEnd) {
    throw new DamageError(`expected a column within the file, found one up to byte ${end}`);
  }
  return { start, end };
}

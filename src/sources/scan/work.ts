import type { SharedFile } from './board.ts';
import type { ChunkScanner } from './chunk-scanner.ts';

/** What a worker thread is given. */
export interface WorkerData {
  readonly files: readonly SharedFile[];
  readonly module: WebAssembly.Module;
  /** That of the {@link Bell} which rings for every chunk that is scanned or taken out. */
  readonly memory: SharedArrayBuffer;
}

/** Scans one chunk of the file that is furthest behind; false where nothing can be claimed. */
export function workOnAny(scanners: readonly ChunkScanner[]): boolean {
  const furthestBehindFirst = scanners.toSorted(
    (a, b) => a.board.claimedShare - b.board.claimedShare,
  );
  return furthestBehindFirst.some((scanner) => scanner.work());
}

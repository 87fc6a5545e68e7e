import { workerData } from 'node:worker_threads';
import { Bell } from './bell.ts';
import { Board } from './board.ts';
import { ChunkScanner, workOnAny, type WorkerData } from './chunk-scanner.ts';

/** What a worker thread does: it scans chunks, as they can be claimed, until there are no more. */
const { files, module, memory } = workerData as WorkerData;
const bell = new Bell(memory);
const scanners = files.map((file) => new ChunkScanner(new Board(file), module));
while (!bell.isStopped && scanners.some(({ board }) => board.claimedShare < 1)) {
  const { count } = bell;
  if (workOnAny(scanners)) bell.ring();
  else bell.wait(count);
}

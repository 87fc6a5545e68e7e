import type { TextKernel } from './text-memory.ts';

/** What the kernel exports; addresses are of its memory, in bytes. */
export interface ScanKernel extends TextKernel {
  freeMemory(): number;
  exchange(start: number, end: number): void;
  metNonAscii(): number;
  metLineEnds(): number;
  countLineEnds(start: number, end: number): number;
  scan(
    text: number,
    until: number,
    plan: number,
    planEnd: number,
    rest: number,
    delimiter: number,
    emptyIsMissing: boolean,
    quotedEmptyIsMissing: boolean,
  ): number;
}

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outputStream } from '../../src/cli/terminal/output-stream.ts';
import type { OutputStream } from '../../src/cli/terminal/terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'losscalc-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function unexpected(): never {
  throw new Error("opened Node's stream");
}

test('a file is written to without a stream of Node', () => {
  const file = join(folder, 'result.txt');
  const descriptor = openSync(file, 'w');
  const outcomes: unknown[] = [];
  const stream = outputStream(descriptor, unexpected);
  stream.write('Öl ', (error) => outcomes.push(error));
  stream.write(Buffer.from('0.5\n'), (error) => outcomes.push(error));
  closeSync(descriptor);
  expect(readFileSync(file, 'utf8')).toBe('Öl 0.5\n');
  expect(outcomes).toEqual([undefined, undefined]);
});

test('what cannot be written is told to the one who wrote it', () => {
  const descriptor = openSync(join(folder, 'result.txt'), 'w');
  const stream = outputStream(descriptor, unexpected);
  closeSync(descriptor);
  const outcomes: unknown[] = [];
  stream.write('0.5\n', (error) => outcomes.push(error));
  expect(outcomes).toEqual([expect.objectContaining({ code: 'EBADF', syscall: 'write' })]);
});

test('a device may be a terminal, and a closed descriptor is none of ours', () => {
  const stream: OutputStream = { write: () => true };
  const descriptor = openSync('/dev/zero', 'w');
  expect(outputStream(descriptor, () => stream)).toBe(stream);
  closeSync(descriptor);
  expect(outputStream(descriptor, () => stream)).toBe(stream);
});

test('what is thrown away needs no stream of Node', () => {
  const descriptor = openSync('/dev/null', 'w');
  expect(outputStream(descriptor, unexpected).write('0.5\n')).toBe(true);
  closeSync(descriptor);
});

test("what a full pipe does not take at once is left to Node's stream", () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const descriptor = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  const waiting: Uint8Array[] = [];
  const stream = outputStream(descriptor, () => ({
    write: (chunk) => {
      waiting.push(Buffer.from(chunk));
      return false;
    },
  }));
  const text = '0123456789'.repeat(100_000);
  expect(stream.write(text)).toBe(false);
  expect(stream.write('end')).toBe(false);
  const written = Buffer.alloc(text.length);
  const count = readSync(descriptor, written);
  closeSync(descriptor);
  expect(count).toBeGreaterThan(0);
  expect(Buffer.concat([written.subarray(0, count), ...waiting]).toString()).toBe(`${text}end`);
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DamagedData, UnsupportedData } from '../../../src/sources/compression/damaged-data.ts';
import { decompressZstd, ZstdDecoder } from '../../../src/sources/compression/zstd.ts';
import { exported, EXPORTS } from '../../support/exports.ts';

interface Frame {
  readonly stored: Buffer;
  readonly size: number;
  readonly hash: string;
}

const frames = framesOf(exported('levels.zst'));

/** Frames, and what their writer knows of their contents. */
function framesOf(bytes: Buffer): Frame[] {
  const expected = JSON.parse(readFileSync(join(EXPORTS, 'expected.json'), 'utf8')) as {
    'levels.zst': [stored: number, size: number, hash: string][];
  };
  let at = 0;
  return expected['levels.zst'].map(([stored, size, hash]) => {
    const start = at;
    at += stored;
    return { stored: bytes.subarray(start, at), size, hash };
  });
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** The frame without its checksum, which would tell of damage that the decoder lets through. */
function unchecked(frame: Buffer): Buffer {
  const bytes = Buffer.from(frame.subarray(0, -4));
  bytes[4]! &= ~4;
  return bytes;
}

/** What a decoder makes of pieces of a stream, without end. */
function decoded(pieces: readonly Uint8Array[]): Buffer {
  const decoder = new ZstdDecoder();
  const found: Buffer[] = [];
  try {
    for (const piece of pieces) {
      decoder.feed(piece);
      for (let next = decoder.next(); next; next = decoder.next()) found.push(Buffer.from(next));
    }
    decoder.end();
  } finally {
    decoder.close();
  }
  return Buffer.concat(found);
}

describe('frames of zstd', () => {
  it('have their contents, at all levels, with and without their checksum', () => {
    for (const { stored, size, hash } of frames) {
      for (const bytes of [stored, unchecked(stored)]) {
        const target = Buffer.alloc(size);
        decompressZstd(bytes, target);
        expect(hashOf(target)).toBe(hash);
      }
    }
  });

  it('have their contents one after the other, wherever the stream is cut', () => {
    const all = frames.map(({ stored }) => stored);
    const whole = decoded(all);
    let at = 0;
    for (const { size, hash } of frames)
      expect(hashOf(whole.subarray(at, (at += size)))).toBe(hash);
    expect(at).toBe(whole.length);
    const bytes = Buffer.concat(all);
    for (const step of [1, 7, 1000, 65_537]) {
      const pieces = [];
      for (let start = 0; start < bytes.length; start += step) {
        pieces.push(bytes.subarray(start, start + step));
      }
      expect(decoded(pieces).equals(whole)).toBe(true);
    }
  });

  it('have a content of another length nowhere', () => {
    for (const { stored, size } of frames) {
      expect(() => {
        decompressZstd(stored, Buffer.alloc(size + 1));
      }).toThrow(DamagedData);
      if (size === 0) continue;
      expect(() => {
        decompressZstd(stored, Buffer.alloc(size - 1));
      }).toThrow(DamagedData);
    }
  });
});

describe('damaged frames of zstd', () => {
  it('are refused where they are cut', () => {
    for (const { stored, size } of frames) {
      for (let length = 0; length < stored.length; length += 1 + (length >> 4)) {
        expect(() => {
          decompressZstd(stored.subarray(0, length), Buffer.alloc(size));
        }).toThrow(DamagedData);
      }
    }
  });

  it('are refused or give as many bytes, and change nothing of the next one', () => {
    for (const { stored, size, hash } of frames) {
      const bytes = unchecked(stored);
      const target = Buffer.alloc(size);
      for (let at = 4; at < bytes.length; at += 1 + (at >> 5)) {
        const damaged = Buffer.from(bytes);
        damaged[at]! ^= 1 << (at % 8);
        try {
          decompressZstd(damaged, target);
        } catch (error) {
          const isExpected = error instanceof DamagedData || error instanceof UnsupportedData;
          expect(isExpected, String(error)).toBe(true);
        }
      }
      decompressZstd(bytes, target);
      expect(hashOf(target)).toBe(hash);
    }
  });

  it('never give other contents where there is a checksum', () => {
    for (const { stored, size, hash } of frames) {
      const target = Buffer.alloc(size);
      for (let at = 4; at < stored.length; at += 3 + (at >> 4)) {
        const damaged = Buffer.from(stored);
        damaged[at]! ^= 0x11;
        let isRefused = false;
        try {
          decompressZstd(damaged, target);
        } catch {
          isRefused = true;
        }
        expect(isRefused || hashOf(target) === hash, `byte ${at}`).toBe(true);
      }
    }
  });
});

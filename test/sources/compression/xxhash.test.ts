import { describe, expect, it } from 'vitest';
import { Xxh64 } from '../../../src/sources/compression/xxhash.ts';

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7919) & 0xff);

/** The whole hash, as the specification has it, with bigints. */
function reference(bytes: Uint8Array): number {
  const [p1, p2, p3, p4, p5] = [
    0x9e3779b185ebca87n,
    0xc2b2ae3d27d4eb4fn,
    0x165667b19e3779f9n,
    0x85ebca77c2b2ae63n,
    0x27d4eb2f165667c5n,
  ];
  const wrap = (x: bigint): bigint => BigInt.asUintN(64, x);
  const turn = (x: bigint, by: bigint): bigint => wrap((x << by) | (x >> (64n - by)));
  const round = (lane: bigint, input: bigint): bigint =>
    wrap(turn(wrap(lane + input * p2), 31n) * p1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  let hash = p5;
  if (bytes.length >= 32) {
    const lanes = [wrap(p1 + p2), p2, 0n, wrap(-p1)];
    for (; at + 32 <= bytes.length; at += 32) {
      for (let k = 0; k < 4; k++) lanes[k] = round(lanes[k]!, view.getBigUint64(at + 8 * k, true));
    }
    const turns = [1n, 7n, 12n, 18n];
    hash = wrap(lanes.reduce((sum, lane, k) => sum + turn(lane, turns[k]!), 0n));
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * p1 + p4);
  }
  hash = wrap(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = wrap(turn(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * p1 + p4);
  }
  if (at + 4 <= bytes.length) {
    hash = wrap(turn(hash ^ wrap(BigInt(view.getUint32(at, true)) * p1), 23n) * p2 + p3);
    at += 4;
  }
  for (; at < bytes.length; at++) hash = wrap(turn(hash ^ wrap(BigInt(bytes[at]!) * p5), 11n) * p1);
  hash = wrap((hash ^ (hash >> 33n)) * p2);
  hash = wrap((hash ^ (hash >> 29n)) * p3);
  return Number(BigInt.asUintN(32, hash ^ (hash >> 32n)));
}

describe('Xxh64', () => {
  it('has the values of the specification', () => {
    // Of XXH64 with seed 0: EF46DB3751D8E999 and 44BC2CF5AD770999.
    expect(new Xxh64().digest()).toBe(0x51d8e999);
    const hash = new Xxh64();
    hash.update(Buffer.from('abc'));
    expect(hash.digest()).toBe(0xad770999);
  });

  it('is the same as with bigints, for every length and wherever the bytes are cut', () => {
    for (let length = 0; length <= BYTES.length; length += length < 100 ? 1 : 97) {
      const bytes = BYTES.subarray(0, length);
      for (const step of [1, 7, 32, 33, 1000]) {
        const hash = new Xxh64();
        for (let at = 0; at < length; at += step) hash.update(bytes.subarray(at, at + step));
        expect(hash.digest()).toBe(reference(bytes));
      }
    }
  });
});

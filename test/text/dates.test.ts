import { describe, expect, it } from 'vitest';
import { isoDate, isoTime, isoTimestamp, type TimeUnit } from '../../src/text/dates.ts';

describe('isoDate', () => {
  it('is the date of every day that Date has, at the ends of its months', () => {
    for (let day = -800_000; day < 2_900_000; day += 13) {
      expect(isoDate(day)).toBe(new Date(day * 86_400_000).toISOString().split('T')[0]);
    }
  });

  it.each([
    [0, '1970-01-01'],
    [-1, '1969-12-31'],
    [19_874, '2024-05-31'],
    [-719_528, '0000-01-01'],
    [-719_529, '-000001-12-31'],
    [2_932_897, '+010000-01-01'],
    [2 ** 31 - 1, '+5881580-07-11'],
    [-(2 ** 31), '-5877641-06-23'],
  ])('of %d is %s', (day, text) => {
    expect(isoDate(day)).toBe(text);
  });
});

describe('isoTimestamp', () => {
  it.each<[bigint, TimeUnit, boolean, string]>([
    [0n, 'SECONDS', false, '1970-01-01T00:00:00'],
    [1_717_156_800n, 'SECONDS', true, '2024-05-31T12:00:00Z'],
    [-1n, 'MILLIS', false, '1969-12-31T23:59:59.999'],
    [500_000n, 'MICROS', false, '1970-01-01T00:00:00.500'],
    [123_456n, 'MICROS', true, '1970-01-01T00:00:00.123456Z'],
    [1_717_156_800_123_456_789n, 'NANOS', false, '2024-05-31T12:00:00.123456789'],
    [1_717_156_800_000_000_010n, 'NANOS', false, '2024-05-31T12:00:00.000000010'],
    [-(2n ** 63n), 'NANOS', false, '1677-09-21T00:12:43.145224192'],
  ])('of %d %s is the moment', (count, unit, isUtc, text) => {
    expect(isoTimestamp(count, unit, isUtc)).toBe(text);
  });
});

it('isoTime has no fraction where there is none', () => {
  expect(isoTime(86_399_000n, 'MILLIS')).toBe('23:59:59');
  expect(isoTime(3_661_000_001n, 'MICROS')).toBe('01:01:01.000001');
});

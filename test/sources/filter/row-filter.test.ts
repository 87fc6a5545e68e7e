import { describe, expect, test } from 'vitest';
import { meets, parseRowFilter } from '../../../src/sources/filter/row-filter.ts';

/** Which cells of a column `c` meet a condition. */
function meeting(condition: string, cells: readonly string[]): readonly string[] {
  const [only] = parseRowFilter(`c${condition}`).conditions;
  return cells.filter((cell) => meets(cell, only!));
}

describe('moments', () => {
  const midnights = [
    '2024-01-06',
    '2024-01-06T00:00:00',
    '2024-01-06 00:00:00.000',
    '2024-01-06T00:00Z',
  ];
  const before = ['2024-01-05 23:59:59.999', '2024-01-05'];
  const after = ['2024-01-06 00:00:00.5', '2024-01-06T00:00:00.500Z', '2024-01-06 10:00:00+00:00'];
  const cells = [...before, ...midnights, ...after];

  test.each(['2024-01-06', '2024-01-06T00:00', '2024-01-06 00:00:00', '2024-01-06T00:00:00.0Z'])(
    'are in order and equal however they are written: %s',
    (bound) => {
      expect(meeting(`<${bound}`, cells)).toEqual(before);
      expect(meeting(`<=${bound}`, cells)).toEqual([...before, ...midnights]);
      expect(meeting(`=${bound}`, cells)).toEqual(midnights);
      expect(meeting(`!=${bound}`, cells)).toEqual([...before, ...after]);
      expect(meeting(`>=${bound}`, cells)).toEqual([...midnights, ...after]);
      expect(meeting(`>${bound}`, cells)).toEqual(after);
    },
  );

  test('are compared to the fraction of a second', () => {
    const times = ['2024-01-06T12:00:00Z', '2024-01-06 12:00:10', '2024-01-06T12:00:00.250000'];
    expect(meeting('>=2024-01-06T12:00:00.2', times)).toEqual(times.slice(1));
    expect(meeting('<=2024-01-06 12:00:00.25', times)).toEqual([times[0], times[2]]);
  });

  test.each(['2024-13-01', '2024-01-32', '2024-01-06T25:00', '2024-01-06T12:00+02:00'])(
    'are no %s',
    (text) => {
      expect(() => parseRowFilter(`c<${text}`)).toThrow('expected a number or a date');
      expect(() => meeting('<2024-01-01', [text])).toThrow('expected dates in column "c"');
    },
  );

  test('have no place in an order where they are missing', () => {
    expect(meeting('<2024-01-06', ['', ' '])).toEqual([]);
    expect(meeting('!=2024-01-06', [''])).toEqual(['']);
  });
});

describe('numbers', () => {
  test('are compared by all digits where doubles cannot tell them apart', () => {
    const ids = ['9007199254740992', '9007199254740993', '9007199254740994'];
    expect(meeting('=9007199254740993', ids)).toEqual([ids[1]]);
    expect(meeting('!=9007199254740993', ids)).toEqual([ids[0], ids[2]]);
    expect(meeting('<9007199254740993', ids)).toEqual([ids[0]]);
    expect(meeting('>=9007199254740993', ids)).toEqual([ids[1], ids[2]]);
    expect(meeting('=-9007199254740993.0', ['-9007199254740993', '-9007199254740992'])).toEqual([
      '-9007199254740993',
    ]);
    expect(
      meeting('>1234567890123456789.12', ['1234567890123456789.13', '1234567890123456789.120']),
    ).toEqual(['1234567890123456789.13']);
  });

  test('are equal however they are written', () => {
    expect(meeting('=0.1', ['0.10', '.1', '1e-1', '0.10000000000000000555', '0.11'])).toHaveLength(
      4,
    );
    expect(meeting('=0', ['-0', '0.0', 'a', ''])).toEqual(['-0', '0.0']);
    expect(meeting('=1e300', ['1e300', `1${'0'.repeat(300)}`])).toHaveLength(2);
  });
});

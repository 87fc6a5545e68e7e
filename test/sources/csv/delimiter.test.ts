import { describe, expect, it } from 'vitest';
import { complaint, read } from '../reading.ts';

describe('what separates cells', () => {
  const rows = [
    [1, 0.5],
    [-2, 3e-7],
  ];
  const inputs = [
    { input: 'true', part: '1' },
    { input: 'pred', part: '2' },
  ] as const;
  const text = (delimiter: string, first: string): string =>
    `${first}\n${rows.map((row) => row.join(delimiter)).join('\n')}\n`;
  const readAll = async (
    table: string,
    options: { delimiter?: string; format?: 'csv' | 'tsv' } = {},
  ): Promise<number[][]> => {
    const found = await read([...inputs], { chunks: [table], format: 'csv', ...options });
    return rows.map((_, i) => [found.rows['true']![i]![0]!, found.rows['pred']![i]![0]!]);
  };

  it.each([',', ';', '|', '\t'])('is found in a header: %j', async (delimiter) => {
    expect(await readAll(text(delimiter, ['y', 'p'].join(delimiter)))).toEqual(rows);
    expect(await readAll(text(delimiter, ['"a,b"', 'p'].join(delimiter)))).toEqual(rows);
  });

  it.each([';', '|', '~', ':', ' ', '\\'].filter((each) => each !== ' '))(
    'is what the user says: %j',
    async (delimiter) => {
      expect(await readAll(text(delimiter, ['y', 'p'].join(delimiter)), { delimiter })).toEqual(
        rows,
      );
    },
  );

  it.each(['y;p,q', 'y;p|q', 'y,p;q'])('is in doubt in %j', async (first) => {
    const found = complaint(readAll(`${first}\n1;2\n`));
    expect(await found).toMatch(/no column|expected/);
  });

  it.each([
    ['1;2', "--delimiter ';' reads cells that are separated by ;"],
    ['1|2', "--delimiter '|' reads cells that are separated by |"],
    ['1\t2', '--input-format tsv reads cells that are separated by tabs'],
  ])('is not guessed from numbers: %j', async (first, hint) => {
    expect(await complaint(readAll(`${first}\n3;4\n`))).toContain(hint);
  });

  it('is what a first line says that Excel reads', async () => {
    expect(await readAll(`sep=;\n${text(';', 'y;p')}`)).toEqual(rows);
    expect(await readAll(`sep=|\r\n${text('|', 'y|p')}`)).toEqual(rows);
    expect(await complaint(readAll('sep=;\ny;p\n1;2\n1;x\n'))).toContain(
      'standard input:4, column "p": expected a number, found "x"',
    );
  });

  it('is read as fast and as well by threads as by the parser', async () => {
    const cells = Array.from({ length: 3000 }, (_, i) => [i / 7, `"${i % 9}"`, -i * 1e-9]);
    const table = (quoted: boolean): string =>
      [
        'a;b;c',
        ...cells.map((row) =>
          row.map((x) => (quoted ? x : String(x).replaceAll('"', ''))).join(';'),
        ),
      ].join('\n') + '\n';
    const columns = ['a', 'b', 'c'].map((part) => ({ input: part, part }));
    const plain = await read(columns, { chunks: [table(false)] });
    expect((await read(columns, { chunks: [table(true)] })).rows).toEqual(plain.rows);
    expect(plain.rows['a']).toEqual(cells.map(([x]) => [x]));
  });
});

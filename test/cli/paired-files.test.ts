import { describe, expect, test } from 'vitest';
import { filesOfTest } from './files-of-test.ts';

const { file, run, value } = filesOfTest();

describe('inputs in several files each', () => {
  file('y/0.csv', '1\n0\n');
  file('y/1.csv', '1\n');
  file('p/0.csv', '0.5\n0.25\n');
  file('p/1.csv', '0.75\n');
  file('all-p.csv', '0.5\n0.25\n0.75\n');

  test('are paired by what the wildcards stand for', async () => {
    expect(await value('mse -t @/y/*.csv -p @/p/*.csv')).toBe('0.125');
    expect(await value('mse -t @/y -p @/all-p.csv')).toBe('0.125');
  });

  test('must have the same names, and as many rows each', async () => {
    file('q/0.csv', '0.5\n');
    file('q/1.csv', '0.25\n0.75\n');
    const lengths = await run('mse -t @/y/*.csv -p @/q/*.csv');
    expect(lengths.stderr).toBe(
      'losscalc: y/0.csv: expected 1 row as in q/0.csv, found 2 rows\n' +
        '  hint: files are paired by their names; --on joins rows by a key, whichever files they are in\n',
    );
    file('r/1.csv', '0.25\n0.75\n');
    file('r/2.csv', '0.25\n');
    const names = await run('mse -t @/y/*.csv -p @/r/*.csv');
    expect(names.stderr).toContain('found y/0.csv ("0") and r/1.csv ("1")');
    expect([lengths.status, names.status]).toEqual([2, 2]);
  });

  test('are joined by a key wherever their rows are', async () => {
    file('truth/a.csv', 'id,y\n1,1\n2,0\n');
    file('truth/b.csv', 'id,y\n3,1\n');
    file('scores/a.csv', 'id,p\n3,0.75\n');
    file('scores/b.csv', 'id,p\n2,0.25\n1,0.5\n');
    expect(await value('mse -t @/truth/*.csv#y -p @/scores/*.csv#p --on id')).toBe('0.125');
  });
});

import { describe, expect, it } from 'vitest';
import { losscalc } from './losscalc.ts';

describe('quantiles that columns have', () => {
  it('are doubted where nothing says them', async () => {
    const stdin = 'y,a,b,c\n3,1,2,4\n2,1.5,2,2.5\n';
    const { stderr } = await losscalc('quantile-loss - -t y -p a,b,c', { stdin });
    expect(stderr).toBe(
      'losscalc: warning: standard input, columns a,b,c: no names of columns say what quantiles are, taken as 0.1,0.5,0.9; --quantiles 0.1,0.5,0.9 says so\n',
    );
    const said = await losscalc('quantile-loss - -t y -p a,b,c --quantiles 0.1,0.5,0.9', { stdin });
    expect(said.stderr).toBe('');
  });
});

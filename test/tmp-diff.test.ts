import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { losscalc } from './cli/losscalc.ts';
test('x', async () => {
  let out = '';
  for (const a of process.env['CMDS']!.split('\n').filter(Boolean)) {
    const r = await losscalc(a.split(' '), process.env['COLS'] ? { columns: Number(process.env['COLS']) } : {});
    out += `$ ${a}\n${r.stdout}${r.stderr}[${r.status}]\n`;
  }
  writeFileSync('/tmp/out.txt', out);
});

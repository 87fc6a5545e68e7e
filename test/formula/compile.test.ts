import { expect, it } from 'vitest';
import { build } from '../../src/formula/build.ts';
import { kernelSource } from '../../src/formula/compile.ts';
import { parse } from '../../src/formula/parse.ts';
import type { Dtype } from '../../src/tensor/dtype.ts';

const formula = 'e = abs(p - y); mean(e <= delta ? e^2 / 2 : delta * (e - delta / 2))';

function sourceOf(text: string, width: number, dtype: Dtype): string {
  const scope = { inputs: { y: 'element', p: 'element' }, parameters: { delta: 1 } } as const;
  const { value } = build(parse(text), scope, dtype);
  return kernelSource([value], { dtype, width, inputs: ['y', 'p'], vectors: {}, externals: [] });
}

it('is one plain loop over rows, and none over a row of one element', () => {
  expect(sourceOf(formula, 1, 'float64')).toMatchInlineSnapshot(`
    "const F = Math.fround;
    return function kernel(rows, inputs, externals, outputs) {
    const in0 = inputs[0];
    const in1 = inputs[1];
    const out0 = outputs[0];
    const v1 = 1;
    for (let i = 0; i < rows; i++) {
    const o = i * 1;
    let r15;
    { const j = 0;
    const v3 = in0[o + j];
    const v4 = in1[o + j];
    const v6 = v4 - v3;
    const v7 = Math.abs(v6);
    const v8 = v7 <= 1;
    const v10 = v7 * v7;
    const v11 = v10 / 2;
    const v13 = v7 - 0.5;
    const v14 = v8 ? v11 : v13;
    r15 = v14;
    }

    const v16 = r15 / v1;
    out0[i] = v16 + 0;
    }
    };"
  `);
});

it('rounds in float32 what an operation can make inexact', () => {
  expect(sourceOf('sum(abs(p) * y)', 3, 'float32')).toMatchInlineSnapshot(`
    "const F = Math.fround;
    return function kernel(rows, inputs, externals, outputs) {
    const in0 = inputs[0];
    const in1 = inputs[1];
    const out0 = outputs[0];
    for (let i = 0; i < rows; i++) {
    const o = i * 3;
    let s8 = 0;
    for (let j = 0; j < 3; j++) {
    const v3 = F(in0[o + j]);
    const v4 = F(in1[o + j]);
    const v6 = Math.abs(v4);
    const v7 = F(v6 * v3);
    s8 += v7;
    }
    const r8 = F(s8);
    out0[i] = r8 + 0;
    }
    };"
  `);
});

it('sums a row with compensation in float64', () => {
  expect(sourceOf('sum(p)', 3, 'float64')).toMatchInlineSnapshot(`
    "const F = Math.fround;
    return function kernel(rows, inputs, externals, outputs) {
    const in0 = inputs[0];
    const in1 = inputs[1];
    const out0 = outputs[0];
    for (let i = 0; i < rows; i++) {
    const o = i * 3;
    let s6 = 0, c6 = 0;
    for (let j = 0; j < 3; j++) {
    const v4 = in1[o + j];
    { const t = s6 + v4, z = t - s6; c6 += (s6 - (t - z)) + (v4 - z); s6 = t; }
    }
    const r6 = c6 === c6 ? s6 + c6 : s6;
    out0[i] = r6 + 0;
    }
    };"
  `);
});

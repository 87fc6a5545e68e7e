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
    let r16;
    { const j = 0;
    const v4 = in0[o + j];
    const v5 = in1[o + j];
    const v7 = v5 - v4;
    const v8 = Math.abs(v7);
    const v9 = v8 <= 1;
    const v11 = v8 * v8;
    const v12 = v11 / 2;
    const v14 = v8 - 0.5;
    const v15 = v9 ? v12 : v14;
    r16 = v15;
    }

    const v17 = r16 / v1;
    out0[i] = v17 + 0;
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
    let s9 = 0;
    for (let j = 0; j < 3; j++) {
    const v4 = F(in0[o + j]);
    const v5 = F(in1[o + j]);
    const v7 = Math.abs(v5);
    const v8 = F(v7 * v4);
    s9 += v8;
    }
    const r9 = F(s9);
    out0[i] = r9 + 0;
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
    let s7 = 0, c7 = 0;
    for (let j = 0; j < 3; j++) {
    const v5 = in1[o + j];
    { const t = s7 + v5, z = t - s7; c7 += (s7 - (t - z)) + (v5 - z); s7 = t; }
    }
    const r7 = c7 === c7 ? s7 + c7 : s7;
    out0[i] = r7 + 0;
    }
    };"
  `);
});

it('computes once for each element what does not depend on both of a pair', () => {
  expect(sourceOf('sum(pair_sum(y * exp(other(p))))', 3, 'float64')).toMatchInlineSnapshot(`
    "const F = Math.fround;
    const a8 = new Float64Array(3);
    const a11 = new Float64Array(3);
    return function kernel(rows, inputs, externals, outputs) {
    const in0 = inputs[0];
    const in1 = inputs[1];
    const out0 = outputs[0];
    for (let i = 0; i < rows; i++) {
    const o = i * 3;
    for (let j = 0; j < 3; j++) {
    const v5 = in1[o + j];
    const v8 = Math.exp(v5);
    a8[j] = v8;
    }
    for (let j = 0; j < 3; j++) {
    const v4 = in0[o + j];
    let s11 = 0, c11 = 0;
    for (let k = 0; k < 3; k++) {
    const v9 = a8[k];
    const v10 = v4 * v9;
    { const t = s11 + v10, z = t - s11; c11 += (s11 - (t - z)) + (v10 - z); s11 = t; }
    }
    const r11 = c11 === c11 ? s11 + c11 : s11;
    a11[j] = r11;
    }
    let s12 = 0, c12 = 0;
    for (let j = 0; j < 3; j++) {
    const v11 = a11[j];
    { const t = s12 + v11, z = t - s12; c12 += (s12 - (t - z)) + (v11 - z); s12 = t; }
    }
    const r12 = c12 === c12 ? s12 + c12 : s12;
    out0[i] = r12 + 0;
    }
    };"
  `);
});

it('has functions of rows fill arrays that are made once', () => {
  expect(sourceOf('sum(y * sort(p))', 3, 'float32')).toMatchInlineSnapshot(`
    "const F = Math.fround;
    const fn = new RowFunctions(3);
    const a5 = new Float32Array(3);
    const a7 = new Float32Array(3);
    return function kernel(rows, inputs, externals, outputs) {
    const in0 = inputs[0];
    const in1 = inputs[1];
    const out0 = outputs[0];
    for (let i = 0; i < rows; i++) {
    const o = i * 3;
    for (let j = 0; j < 3; j++) {
    const v5 = F(in1[o + j]);
    a5[j] = v5;
    }
    fn.argsort(a7, a5);
    let s10 = 0;
    for (let j = 0; j < 3; j++) {
    const v4 = F(in0[o + j]);
    const v7 = a7[j];
    const v8 = a5[v7];
    const v9 = F(v4 * v8);
    s10 += v9;
    }
    const r10 = F(s10);
    out0[i] = r10 + 0;
    }
    };"
  `);
});

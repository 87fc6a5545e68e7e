import { describe, expect, it } from 'vitest';
import { textFormatOf } from '../../../src/sources/bytes/sniff.ts';
import { bytesOf } from '../reading.ts';

describe('the format of a text', () => {
  it.each([
    ['1,2\n', 'csv'],
    ['', 'csv'],
    ['a\tb\n1\t2\n', 'tsv'],
    ['a\tb', 'tsv'],
    ['a\tb,c\n', 'csv'],
    ['\t1\n0\n', 'csv'],
    ['\ty\tp\n0\t1\t2\n', 'tsv'],
    ['[1,2]', 'json'],
    ['[1,2]\n', 'json'],
    ['[1,2]\n \n', 'json'],
    ['[\n1,\n2]', 'json'],
    ['\n [[1],\n[2]]', 'json'],
    ['{"y":1}\n', 'json'],
    ['[1,2]\n[3,4]\n', 'ndjson'],
    ['{"y":1}\r\n{"y":2}\r\n', 'ndjson'],
    ['{"y":1}\nx', 'ndjson'],
    ['{"y":1,\n"p":2}', 'json'],
  ])('%j is %s, however its bytes arrive', async (text, format) => {
    expect(await textFormatOf(bytesOf([text]))).toBe(format);
    const pieces = [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
    const bytes = bytesOf(pieces);
    expect(await textFormatOf(bytes)).toBe(format);
    expect(String(await bytes.rest('text', 1000))).toBe(text);
  });
});

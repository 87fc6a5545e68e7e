import { describe, expect, it } from 'vitest';
import { csvField, jsonString } from '../../src/output/escape.ts';

describe('a field of CSV', () => {
  it.each([
    ['-1', '-1'],
    ['+0.5', '+0.5'],
    ['-1+1', "'-1+1"],
    ['=1', "'=1"],
    ['a;=1', "a;'=1"],
    ['a\t @x', "a\t '@x"],
    ['a;"-x', '"a;""\'-x"'],
    ['a;b = c', 'a;b = c'],
    ['a\n::error::b', '"a\n\\x3a:error::b"'],
    ['\u001b[1m', '\\x1b[1m'],
  ])('%j is %j', (text, field) => {
    expect(csvField(text)).toBe(field);
  });
});

describe('JSON', () => {
  it.each(['\u001b\u009b\u202e', '\u{e0001}', '##[error]x', 'a ::error::b', 'a\nb', '\\##[x'])(
    'reads back as it was: %j',
    (text) => {
      for (const indent of [undefined, 2]) {
        const json = jsonString({ [text]: [text] }, indent);
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
        expect(json).not.toMatch(/##\[|::error|[^\P{Cc}\n]|\p{Cf}/u);
      }
    },
  );
});

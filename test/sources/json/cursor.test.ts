import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/messages/errors.ts';
import { JsonCursor } from '../../../src/sources/json/cursor.ts';

const SUITE = join(import.meta.dirname, '../../../fixtures/corpora/JSONTestSuite');

/** The message with which a document is refused; undefined when it is JSON. */
function refusal(text: string | Buffer): string | undefined {
  try {
    const cursor = new JsonCursor(Buffer.from(text), 'a.json');
    cursor.skip();
    cursor.end();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('JsonCursor', () => {
  it('accepts of JSONTestSuite what JSON.parse does, nested no deeper than 64 levels', () => {
    const differing = readdirSync(SUITE)
      .filter((name) => name.endsWith('.json'))
      .filter((name) => {
        const bytes = readFileSync(join(SUITE, name));
        return isUtf8(bytes) && isJson(bytes.toString()) !== (refusal(bytes) === undefined);
      });
    expect(differing).toEqual(['i_structure_500_nested_arrays.json']);
  });

  it('accepts what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 0, max: 4 }), (text, indent) => {
        const value: unknown = JSON.parse(text);
        expect(refusal(JSON.stringify(value, null, indent))).toBeUndefined();
      }),
    );
  });

  it('accepts of damaged documents and of jumbles of tokens what JSON.parse does', () => {
    const tokens = [
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      'u00e9',
      '-',
      '0',
      '12',
      '.5',
      'e1',
      'E+',
    ];
    const jumble = fc.string({
      unit: fc.constantFrom(...tokens, 'true', 'null', ' ', '\n', '\t', 'é', '\u0001'),
    });
    const damaged = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom(...tokens, ''))
      .map(([text, at, token]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + token + text.slice(place + 1);
      });
    fc.assert(
      fc.property(fc.oneof(jumble, damaged), (text) => {
        // Text as bytes: a lone surrogate, which fc.json may escape or not, has none.
        const document = Buffer.from(text).toString();
        expect(refusal(document) === undefined).toBe(isJson(document));
      }),
      { numRuns: 5000 },
    );
  });

  it('allows 64 levels of nesting and no more', () => {
    expect(refusal('['.repeat(64) + ']'.repeat(64))).toBeUndefined();
    expect(refusal('['.repeat(65) + ']'.repeat(65))).toBe(
      'a.json:1:65: expected at most 64 levels of nesting, found more',
    );
    expect(refusal('{"a":'.repeat(100_000))).toContain('64 levels');
    expect(refusal(`[${'[1],'.repeat(100)}[1]]`)).toBeUndefined();
  });

  it.each([
    ['[1,\n 2\n 3]', 'a.json:3:2: expected "," or "]", found "3"'],
    ['["é😀" 1]', 'a.json:1:7: expected "," or "]", found "1"'],
    ['{"a" 1}', 'a.json:1:6: expected ":", found "1"'],
    ['{"a":1 "b":2}', 'a.json:1:8: expected "," or "}", found a string'],
    ["{'a':1}", 'a.json:1:2: expected a key in double quotes, found "\'"'],
    ['[1,]', 'a.json:1:4: expected a JSON value, found "]"'],
    ['[1', 'a.json:1:3: expected "," or "]", found the end of the file'],
    ['', 'a.json:1:1: expected a JSON value, found the end of the file'],
    ['[1] // x', 'a.json:1:5: expected the end of the document, found "/"'],
    [
      '{"y":1}\n{"y":2}',
      'a.json:2:1: expected the end of the document, found "{"\n' +
        '  hint: --input-format ndjson reads a file with a JSON value on each line',
    ],
    ['[-]', 'a.json:1:3: expected a digit, found "]"'],
    ['["\\x"]', 'a.json:1:4: expected an escape such as \\n or \\u0041, found "x"'],
    ['["\\u12g4"]', 'a.json:1:7: expected a hexadecimal digit, found "g4"'],
    [
      '["a\u001b"]',
      'a.json:1:4: expected a closing quote or a character of a string, found "\\x1b"',
    ],
    [
      '"a',
      'a.json:1:3: expected a closing quote or a character of a string, found the end of the file',
    ],
    [
      '[NaN]',
      'a.json:1:2: expected a JSON value, found "NaN"\n' +
        '  hint: JSON has no NaN and no infinity: --json-nan takes them as Python writes them; null stands for a missing value',
    ],
  ])('says what is wrong with %j', (text, message) => {
    expect(refusal(text)).toBe(message);
  });
});

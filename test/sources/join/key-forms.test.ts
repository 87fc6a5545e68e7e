import { expect, test } from 'vitest';
import { KEY_FORMS } from '../../../src/sources/join/key-forms.ts';

test.each([
  ['1', '1'],
  ['001', '1'],
  [' 1.0 ', '1'],
  ['+7.', '7'],
  ['-0', '0'],
  ['-03', '-3'],
  ['0.50', '0.5'],
  ['.5', '0.5'],
  ['1e3', '1000'],
  ['9007199254740993', '9007199254740993'],
  ['9007199254740992.0', '9007199254740992'],
  ['a1', 'a1'],
  ['', ''],
  ['NA', 'NA'],
  ['inf', 'inf'],
])('%j as a number is %j', (text, form) => {
  expect(KEY_FORMS.numbers(text)).toBe(form);
});

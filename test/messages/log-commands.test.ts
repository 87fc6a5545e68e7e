import { describe, expect, it } from 'vitest';
import { escapeLogCommands } from '../../src/messages/log-commands.ts';

const escaped = (text: string): string => escapeLogCommands(text, (character) => `<${character}>`);

describe('commands of a log', () => {
  it.each([
    ['::error::x', '<:>:error::x'],
    ['  ::add-mask::x', '  <:>:add-mask::x'],
    ['a::Warning file=b::x', 'a<:>:Warning file=b::x'],
    // What comes after it on its line may end it.
    ['a ::notice', 'a <:>:notice'],
    ['##[group]x', '<#>#[group]x'],
    ['###[x ##vso[y]', '#<#>#[x <#>#vso[y]'],
  ])('are none any more in %j', (text, expected) => {
    expect(escaped(text)).toBe(expected);
  });

  it.each(['std::vector::x', '::errors::', '::error-rate::', 'a: :error', '## [x]', '#[x]'])(
    'are not in %j',
    (text) => {
      expect(escaped(text)).toBe(text);
    },
  );
});

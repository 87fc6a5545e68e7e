import { Option } from 'commander';
import { quote, UserError } from '../../messages/errors.ts';
import { parseNumber } from '../../text/parse-number.ts';
import { didYouMean } from '../../messages/suggest.ts';

/** An option that takes one number, written as in an input file but not NaN. */
export function numberOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((text) => readNumber(text, option.long, 'a number'));
}

/** An option that takes one number or a list of them: `0.5` becomes a number, `0.5,2` an array. */
export function numbersOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((text) => readNumbers(text, option.long));
}

/** One number, or a list of them separated by commas; `where` names the place in an error. */
export function readNumbers(text: string, where: string | undefined): number | number[] {
  const expected = 'a number or a list such as 0.5,2,1';
  const numbers = text.split(',').map((part) => readNumber(part, where, expected));
  return numbers.length === 1 ? numbers[0]! : numbers;
}

/** An option that takes an integer of at least 1. */
export function countOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((text) => {
    if (/^0*[1-9]\d*$/.test(text)) return Number(text);
    throw new UserError({
      where: option.long,
      problem: `expected an integer of at least 1, found ${quote(text)}`,
    });
  });
}

/** An option that may be given several times; a list of what was given. */
export function listOption(flags: string, description: string): Option {
  const option = new Option(flags, description).default([], 'none');
  return option.argParser((text, previous: readonly string[]) => [...previous, text]);
}

/** An option that takes one of a few words. */
export function choiceOption(
  flags: string,
  description: string,
  choices: readonly string[],
): Option {
  const option = new Option(flags, `${description}: ${choices.join(', ')}`);
  return option.argParser((text) => {
    if (choices.includes(text)) return text;
    throw new UserError({
      where: option.long,
      problem: `expected one of ${choices.join(', ')}, found ${quote(text)}`,
      hint: didYouMean(text, choices),
    });
  });
}

/** An option that names an input; given twice, one of the two would be ignored in silence. */
export function sourceOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((text, previous: string | undefined) => {
    if (previous === undefined) return text;
    throw new UserError({
      where: option.long,
      problem: `expected once, found ${quote(previous)} and ${quote(text)}`,
      hint: 'several columns of one table are a list: a,b or a range: p0-p9',
    });
  });
}

function readNumber(text: string, where: string | undefined, expected: string): number {
  const value = parseNumber(text);
  if (value !== undefined && !Number.isNaN(value)) return value;
  throw new UserError({
    where,
    problem: `expected ${expected}, found ${quote(text)}`,
    hint: 'numbers are written as 0.5, -3 or 1e-7',
  });
}

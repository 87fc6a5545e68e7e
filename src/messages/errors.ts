import { withoutSecrets } from './addresses.ts';
import { escapeLogCommands } from './log-commands.ts';

/** What an error tells its reader: where it is, what is wrong there, and what would fix it. */
export interface Complaint {
  /** The place: `pred.csv:4, column "score"`, `--delta`, `formula, position 7`. */
  readonly where?: string | undefined;
  /** What was expected and what was found; user text in it must have gone through {@link quote}. */
  readonly problem: string;
  /** What would fix it: `--missing skip drops such rows`. */
  readonly hint?: string | undefined;
}

/**
 * A mistake in what the user gave: options, files or formulas. It is printed as one to three lines and
 * ends the program with status 2; any other error is a bug in losscalc.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly complaint: Complaint;

  constructor(complaint: Complaint, options?: ErrorOptions) {
    const { where, problem, hint } = complaint;
    super((where ? `${where}: ${problem}` : problem) + (hint ? `\n  hint: ${hint}` : ''), options);
    this.complaint = complaint;
  }
}

const LONGEST_QUOTE = 60;

/**
 * Text of the user, made safe for a message: quoted, without secrets, control and invisible characters escaped (a cell can
 * hold terminal escape sequences), and cut in the middle when it is long.
 */
export function quote(given: string): string {
  const text = withoutSecrets(given);
  const shown =
    text.length > LONGEST_QUOTE
      ? `${text.slice(0, LONGEST_QUOTE - 20)}…${text.slice(text.length - 15)}`
      : text;
  return `"${escapeControls(shown).replaceAll('"', '\\"')}"`;
}

/**
 * Replaces by escapes what a terminal would obey or hide (controls, bidirectional marks, lone surrogates), and what the
 * log of a CI system would take for a command.
 */
export function escapeControls(text: string): string {
  // Most texts need no look at the tables of Unicode, which take longer to load than a short run has.
  const isPlain = /^[ -~]*$/.test(text);
  const shown = isPlain
    ? text
    : text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, escapeCharacter);
  return escapeLogCommands(shown, escapeCharacter);
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0)!;
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u{${code.toString(16).padStart(4, '0')}}`;
}

/** Texts that a cell, a header or a file name may hold, and that must do no harm wherever they are printed. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'escape sequences': '\u001b[31mred\u001b[0m\u009b2J\u0007',
  'marks of direction': 'abc\u202edef\u2066',
  'tags of HTML': '<script>alert(1)</script><img src=x onerror=alert(1)>&amp;',
  'a formula': '=cmd|\u2019/c calc\u2019!A0',
  'another formula': '@SUM(1+1)*cmd|" /c calc"!A0',
  'the name of a prototype': '__proto__',
  'a pipe of tables': 'a | b || c',
  'marks of Markdown': '**bold** [x](javascript:alert(1)) `code` # $x$ ~~s~~',
  'lines and tabs': 'one\ntwo\r\nthree\tfour',
  'quotes and backslashes': '"a", \'b\' \\ \\u001b',
  'a megabyte': 'x'.repeat(2 ** 20),
  'a workflow command': '::error file=x,line=1::y',
  'a workflow command after blanks': ' \t::Add-Mask::y',
  'a command amid a line': 'x ##[warning]y ##vso[task.complete]z',
  'the end of a section': 'x]]>y',
  'formulas after what may end a cell': 'x;=cmd|1;"@SUM(1)\n+cmd|2\t-cmd|3',
  'half a character': 'a\ud800b',
  nothing: '',
};

/**
 * Whether a runner of GitHub Actions takes the line for a command: with `::` it starts after any blanks, with `##[` it may
 * be anywhere.
 */
export function isLogCommand(line: string): boolean {
  const name = /^\s*::(\S*).*?::/.exec(line)?.[1]?.replace(/::.*$/, '') ?? '';
  const known = ['add-mask', 'debug', 'error', 'group', 'notice', 'set-output', 'warning'];
  return known.includes(name.toLowerCase()) || /##\w*\[/.test(line);
}

/** What a terminal would obey, but for the ends of lines and tabs. */
export const OBEYED = /[^\P{Cc}\n\r\t]/u;
/** What a terminal would obey or hide, but for the ends of lines. */
export const OBEYED_OR_HIDDEN = /[^\P{C}\n\p{Cn}]/u;

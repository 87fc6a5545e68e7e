const TOLERANCE = 1e-9;

/**
 * Where two programs print different results, in words; undefined where they agree to 1e-9 of the size.
 * @param prints `number`: one, in the last line; `losses`: below a header a line each, in the last column
 */
export function disagreement(prints, ours, theirs) {
  const [a, b] = [ours, theirs].map((text) => numbersIn(prints, text));
  if (a.length !== b.length) return `${b.length} numbers, losscalc ${a.length}`;
  const at = a.findIndex((value, i) => !agree(value, b[i]));
  return at < 0 ? undefined : `${b[at]}, losscalc ${a[at]} (number ${at + 1})`;
}

function agree(a, b) {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function numbersIn(prints, text) {
  const lines = text.trim().split('\n');
  const cells = prints === 'number' ? lines.slice(-1) : lines.slice(1);
  return cells.map((line) => Number(line.slice(line.lastIndexOf(',') + 1)));
}

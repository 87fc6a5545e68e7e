const TOLERANCE = 1e-9;

/**
 * Where two programs print different results, in words; undefined where they agree to 1e-9 of the size.
 * @param prints `number`: one, in the last line; `losses`: below a header a line each, in the last column; `segments`:
 *   losscalc a report in JSON, the peer below a header a line of name and loss for each, in any order
 */
export function disagreement(prints, ours, theirs) {
  if (prints === 'segments') {
    return differenceOf(segmentsOfReport(ours), byName(cellsBelowHeader(theirs)));
  }
  return differenceOf(numbersIn(prints, ours), numbersIn(prints, theirs));
}

function differenceOf(ours, theirs) {
  if (ours.length !== theirs.length) return `${theirs.length} numbers, losscalc ${ours.length}`;
  const at = ours.findIndex(({ name, value }, i) => {
    return name !== theirs[i].name || !agree(value, theirs[i].value);
  });
  return at < 0 ? undefined : `${told(theirs[at])}, losscalc ${told(ours[at])} (number ${at + 1})`;
}

function told({ name, value }) {
  return name === undefined ? String(value) : `${name} ${value}`;
}

function agree(a, b) {
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function numbersIn(prints, text) {
  const lines = text.trim().split('\n');
  const cells = prints === 'number' ? lines.slice(-1) : lines.slice(1);
  return cells.map((line) => ({ value: Number(line.slice(line.lastIndexOf(',') + 1)) }));
}

function segmentsOfReport(text) {
  const { segments } = JSON.parse(text);
  return byName(segments.map(({ values: [name], results: [value] }) => ({ name, value })));
}

function cellsBelowHeader(text) {
  const lines = text.trim().split('\n').slice(1);
  return lines.map((line) => {
    const [name, value] = line.split(',');
    return { name, value: Number(value) };
  });
}

function byName(segments) {
  return segments.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export { build } from './build.ts';
export { parse } from './parse.ts';
export { formatFormula } from './print.ts';

#!/usr/bin/env node
/* eslint-disable @typescript-eslint/no-require-imports -- Node starts CommonJS faster than ES modules. */
'use strict';
const { readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const PROGRAM = join(__dirname, '../dist/losscalc.cjs');
const args = process.argv.slice(2);

const built = statSync(PROGRAM, { throwIfNoEntry: false });
if (!built) {
  console.error('losscalc: dist/losscalc.cjs is missing: npm run build makes it');
  process.exit(70);
}
const cacheFile = cacheFileOf(built);
const cachedData = readIfThere(cacheFile);
// V8 compiles the source, which is ASCII, where there is no code of its own making for it.
const script = new Script(readFileSync(PROGRAM).toString('latin1'), {
  filename: PROGRAM,
  cachedData,
});
const program = { exports: {} };
script.runInThisContext()(program.exports, require, program, PROGRAM, dirname(PROGRAM));

const { main, openTerminal } = program.exports;
const terminal = openTerminal(process, __filename);
main(args, terminal).then((status) => {
  // What one word does, such as --version, compiles too little to be worth keeping.
  if (cachedData === undefined && args.length > 1) keep(script.createCachedData());
  process.exitCode = status;
  if (terminal.hasOpenStreams) terminal.close();
  // Everything is written: the way out that waits for nothing is the shorter one.
  else process.exit();
});

/** Where this version of Node keeps the compiled code of this build, so that the next run starts faster. */
function cacheFileOf({ mtimeMs }) {
  const build = mtimeMs.toString(36);
  return `${PROGRAM}.${build}-${process.version}-${process.platform}-${process.arch}.cache`;
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function keep(code) {
  const temporary = `${cacheFile}.${process.pid}`;
  try {
    writeFileSync(temporary, code);
    renameSync(temporary, cacheFile);
  } catch {
    // The package is installed where its user may not write: every run compiles what it needs.
  }
}

/** Builds dist: the declarations of the library by TypeScript, and the code of library and program by esbuild. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildKernels } from './build-kernels.js';
import { buildWorker } from './build-worker.js';
import { lazyImports } from './lazy-imports.js';
import { lazyLosses } from './lazy-losses.js';
import { separatePackages } from './separate-packages.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const bundle = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'linked',
};
/** What takes long to evaluate, and a short run does not use. */
const LAZY =
  /^(node:(child_process|crypto|fs\/promises|os|module|stream|tty|worker_threads|zlib)|chalk|csv-parse|picomatch|\.\/special\/index\.ts|\.\/wide-rows\.ts)$/;
/** What only some formats and commands use. */
const SEPARATE = /^(csv-parse|d3-scale|d3-shape|hyparquet|picomatch|yauzl)(\/|$)/;
const packages = new Map();
const [opening, closing] = Module.wrapper;

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
await buildKernels();
await buildWorker();
run(tsc, '-p', 'tsconfig.build.json');
await build({
  ...bundle,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  format: 'esm',
});
// The program is one function of CommonJS, which bin/losscalc.js calls: nothing starts faster.
await build({
  ...bundle,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/losscalc.cjs',
  format: 'cjs',
  minify: true,
  // Where the launcher finds them.
  plugins: [
    lazyImports(LAZY),
    lazyLosses,
    separatePackages(SEPARATE, '../dist/packages', packages),
  ],
  define: { 'import.meta.url': '__filename' },
  // The launcher compiles the program as a script, in which there is only `require`.
  supported: { 'dynamic-import': false },
  banner: { js: opening },
  footer: { js: closing },
});
await build({
  ...bundle,
  entryPoints: [...packages].map(([file, path]) => ({ in: path, out: file.replace(/\.cjs$/, '') })),
  outdir: 'dist/packages',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  minify: true,
});
// The first run keeps the code that it compiled for those to come.
run('bin/losscalc.js', 'bce', 'fixtures/essay/table.csv', '--true', 'y', '--pred', 'yhat');
writeFileSync(
  new URL('../dist/losscalc.schema.json', import.meta.url),
  run('bin/losscalc.js', 'schema'),
);

/** What a program of Node prints on standard output. */
function run(...command) {
  return execFileSync(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

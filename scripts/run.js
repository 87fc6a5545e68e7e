/**
 * Runs a script of this folder that imports modules of src, which Node cannot load as they are:
 * `node scripts/run.js docs.js --check`.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [name] = process.argv.splice(2, 1);
// Within node_modules, where the packages that a script imports are found from.
const bundle = new URL(`../node_modules/.cache/losscalc/${name}`, import.meta.url);
await build({
  entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
  outfile: fileURLToPath(bundle),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  // The scripts find files beside themselves, not beside the bundle.
  define: { 'import.meta.url': JSON.stringify(new URL(name, import.meta.url).href) },
});
await import(bundle.href);

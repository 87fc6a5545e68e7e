import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyModule } from './lazy-imports.js';

const FOLDER = fileURLToPath(new URL('../src/losses', import.meta.url));
const REGISTRY = join(FOLDER, 'index.ts');
const NAMESPACE = 'lazy-losses';

/**
 * A plugin of esbuild for CommonJS bundles: the registry of losses is evaluated when it is first used, and a loss that
 * is called by a name of its own, as it is listed, is found without evaluating the definitions of all the others.
 */
export const lazyLosses = {
  name: NAMESPACE,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/index\.ts$/ }, ({ path, namespace, resolveDir }) => {
      const isRegistry = join(resolveDir, path) === REGISTRY;
      return isRegistry && namespace !== NAMESPACE
        ? { path: REGISTRY, namespace: NAMESPACE }
        : undefined;
    });
    onLoad({ filter: /.*/, namespace: NAMESPACE }, async () => ({
      contents: await lazyRegistry(),
      resolveDir: FOLDER,
    }));
  },
};

async function lazyRegistry() {
  const registry = await evaluate(`export * from ${JSON.stringify(REGISTRY)}`);
  const others = Object.keys(registry).filter((name) => name !== 'listedLoss');
  const cases = (await modulesOf(registry.LOSSES)).map(({ definition, name, path }) => {
    const words = [definition.name, ...definition.aliases];
    const labels = words.map((word) => `case ${JSON.stringify(word)}:`).join(' ');
    return `${labels} return require(${JSON.stringify(path)}).${name};`;
  });
  return `${lazyModule(REGISTRY, others)}
    exports.listedLoss = (word) => {
      switch (word) {
        ${cases.join('\n')}
        default: return require(${JSON.stringify(REGISTRY)}).listedLoss(word);
      }
    };`;
}

/** The definitions with the files they are in and the names they are exported by. */
async function modulesOf(losses) {
  const imports = readFileSync(REGISTRY, 'utf8').matchAll(/^import \{ (\w+) \} from '(.+)';$/gm);
  const modules = [...imports].map(([, name, path]) => ({ name, path }));
  const exported = await evaluate(
    modules.map(({ name, path }) => `export { ${name} } from '${path}';`).join('\n'),
  );
  const names = new Set(losses.map((definition) => definition.name));
  return modules
    .map((module) => ({ ...module, definition: exported[module.name] }))
    .filter(({ definition }) => names.has(definition.name));
}

/** The exports of a module of TypeScript in the registry's folder. */
async function evaluate(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: FOLDER, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  );
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The namespace of the modules that stand for lazy ones; from within it an import means the real module. */
const NAMESPACE = 'lazy';

/**
 * A plugin of esbuild for CommonJS bundles: modules that `filter` matches are evaluated not when a module that
 * imports them is, but when something of them is first used. Most of Node's own modules are not part of its start-up
 * snapshot, and take longer to evaluate than a short run of the program.
 */
export function lazyImports(filter) {
  return {
    name: 'lazy-imports',
    setup(build) {
      build.onResolve({ filter }, ({ path, namespace, importer, resolveDir }) => {
        if (namespace === NAMESPACE) return undefined;
        const suffix = `?${importedNames(importer, path)?.join() ?? ''}`;
        const isFile = path.startsWith('.');
        return { path: isFile ? join(resolveDir, path) : path, namespace: NAMESPACE, suffix };
      });
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path, suffix }) => {
        const names = suffix === '?' ? namesIn(await import(path)) : suffix.slice(1).split(',');
        return { contents: lazyModule(path, names), resolveDir: import.meta.dirname };
      });
    },
  };
}

/**
 * What a file imports of a module by name, since each name that is there takes its time; undefined where it imports the
 * whole of it.
 */
export function importedNames(file, path) {
  const imports = [...readFileSync(file, 'utf8').matchAll(/^import ([^;'"]+) from '([^']+)';$/gm)];
  const clauses = imports.filter(([, , from]) => from === path).map(([, clause]) => clause);
  const names = clauses.filter((clause) => !clause.startsWith('type ')).map(namesOfClause);
  return names.length === 0 || names.includes(undefined) ? undefined : [...new Set(names.flat())];
}

/** The names in what stands between `import` and `from`; undefined where it is the module, of which any may be used. */
function namesOfClause(clause) {
  const named = /^\{([^}]*)\}$/.exec(clause.replaceAll(/\s+/g, ' '))?.[1];
  const words = named?.split(',').map((word) => word.trim().replace(/ as .*/, ''));
  return words?.filter((word) => word !== '' && !word.startsWith('type '));
}

/** What a module exports, and of a module of CommonJS what the object has that it is. */
function namesIn({ default: object, ...exported }) {
  return [...new Set([...Object.keys(exported), 'default', ...Object.keys(object ?? {})])];
}

/** The source of a CommonJS module that exports these names of another. */
export function lazyModule(path, names) {
  return `
    for (const name of ${JSON.stringify(names)}) {
      Object.defineProperty(exports, name, {
        enumerable: true,
        get: () => require(${JSON.stringify(path)})[name],
      });
    }`;
}

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
      build.onResolve({ filter }, ({ path, namespace }) =>
        namespace === NAMESPACE ? undefined : { path, namespace: NAMESPACE },
      );
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path }) => ({
        contents: lazyModule(path, namesIn(await import(path))),
        resolveDir: import.meta.dirname,
      }));
    },
  };
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

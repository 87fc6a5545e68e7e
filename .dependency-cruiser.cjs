/** The layers of the project, as rules: data flows one way and the core knows nothing of files or terminals. */
/** All that is not at the edges. */
const CORE = '^src/(?!cli/|sources/|render/|report/|plot/|diff/|main[.]ts)';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'The core knows nothing of files, terminals or commander.',
      severity: 'error',
      from: { path: CORE },
      to: {
        path: '^src/(cli|sources|render|plot|diff)/|^src/main|^(node:)?(fs|process|tty)|node_modules/(commander|chalk|csv-parse|d3)',
      },
    },
    {
      name: 'formulas-know-no-losses',
      severity: 'error',
      from: { path: '^src/formula/' },
      to: { path: '^src/(losses/|request|evaluate|program)' },
    },
    {
      name: 'only-sources-read-files',
      severity: 'error',
      from: { pathNot: '^(bin/|src/(sources/|main|cli/output))' },
      to: { path: '^(node:)?fs' },
    },
    {
      name: 'sources-and-renderers-compute-nothing',
      severity: 'error',
      from: { path: '^src/(sources|render)/' },
      to: { path: '^src/(cli|formula|plot|diff)/|^src/(evaluate|program|compute)' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$' },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '^dist/|^src/sources/scan/assembly/' },
    doNotFollow: { path: 'node_modules' },
  },
};

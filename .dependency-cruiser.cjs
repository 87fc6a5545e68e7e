/** The layers of the project, as rules: data flows one way and the core knows nothing of files or terminals. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'The core knows nothing of files, terminals or commander.',
      severity: 'error',
      from: { path: '^src/(formula|losses|tensor|reduce|evaluate)' },
      to: {
        path: '^src/(cli|sources|render|main)|^(node:)?(fs|process|tty)|node_modules/(commander|chalk|csv-parse)',
      },
    },
    {
      name: 'only-sources-read-files',
      severity: 'error',
      from: { pathNot: '^src/(sources|main|cli/output)' },
      to: { path: '^(node:)?fs' },
    },
    {
      name: 'sources-know-no-losses',
      severity: 'error',
      from: { path: '^src/(sources|render)' },
      to: { path: '^src/(cli|formula)' },
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
    exclude: { path: '^dist/' },
    doNotFollow: { path: 'node_modules' },
  },
};

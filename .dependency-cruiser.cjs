/**
 * The layers of the project as rules: imports point downward only. A line goes into the lowest folder that has all it
 * names.
 */

/** The folders of src, from the lowest; those of one line know nothing of each other. */
const LAYERS = [
  ['messages'],
  ['tensor'],
  ['text', 'reduce'],
  ['formula', 'losses', 'sources', 'resample'],
  ['engine'],
  ['inspect', 'suite', 'diff', 'explain', 'sql'],
  ['check'],
  ['parts'],
  ['output'],
  ['plot'],
  ['cli'],
];

const ENTRY_POINTS = 'src/(main|index)[.]ts';

/** What each folder may import besides itself: all that is below it. */
const layerRules = LAYERS.flatMap((layer, height) =>
  layer.map((folder) => {
    const reachable = [folder, ...LAYERS.slice(0, height).flat()];
    return {
      name: `${folder}-imports-downward`,
      comment: `src/${folder} imports from ${reachable.slice(1).join(', ') || 'no other folder'}.`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: '^src/', pathNot: `^src/(${reachable.join('|')})/` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...layerRules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every-folder-has-a-layer',
      severity: 'error',
      from: { path: '^src/', pathNot: `^(${ENTRY_POINTS}|src/(${LAYERS.flat().join('|')})/)` },
      to: {},
    },
    {
      name: 'only-sources-and-the-terminal-touch-files',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(sources|cli/terminal)/' },
      to: { path: '^(node:)?(fs|fs/promises|os|tty|stream|worker_threads|zlib|process)$' },
    },
    {
      name: 'only-files-of-the-web-touch-the-network',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/sources/web/' },
      to: { path: '^(node:)?(http|http2|https|net|tls|dns|dgram)$' },
    },
    {
      name: 'only-cli-knows-commander',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli/|main[.]ts)' },
      to: { path: '(^|node_modules/)commander' },
    },
    {
      name: 'only-output-and-plot-know-colours',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(output|plot)/' },
      to: { path: '(^|node_modules/)chalk' },
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
    exclude: { path: '^dist/|^src/.+/assembly/' },
    doNotFollow: { path: 'node_modules' },
  },
};

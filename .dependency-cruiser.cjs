// Imports run one way (docs/develop/layout.md). Each layer may import the ones before it, never one after.
const LAYERS = [
  'utils',
  'tenant',
  'user',
  'auth',
  'media',
  'notification',
  'post',
  'feed',
  'moderation',
  'search',
  'http',
];
const EDGES = ['rest', 'graphql', 'web', 'deliver'];
const TOP = '^src/(cli|main|server|worker|jobs)[.]ts$|^src/commands/';

const upward = LAYERS.map((layer, index) => ({
  name: `${layer}-imports-upward`,
  comment: `${layer} is below what it imports: move the shared part down, or turn the call round.`,
  severity: 'error',
  from: { path: `^src/${layer}/`, pathNot: '[.]test[.]ts$' },
  to: { path: `^src/(${[...LAYERS.slice(index + 1), ...EDGES].join('|')})/|${TOP}` },
}));

const betweenEdges = EDGES.map((edge) => ({
  name: `${edge}-imports-another-edge`,
  comment: 'Edges parse, call one domain function and shape; what they share lives in src/http.',
  severity: 'error',
  from: { path: `^src/${edge}/`, pathNot: '[.]test[.]ts$' },
  to: { path: `^src/(${EDGES.filter((other) => other !== edge).join('|')})/|${TOP}` },
}));

module.exports = {
  forbidden: [
    ...upward,
    ...betweenEdges,
    {
      name: 'sql-in-an-edge',
      comment: 'The function that holds the rule holds its SQL; an edge holds neither.',
      severity: 'error',
      from: { path: `^src/(${EDGES.join('|')})/`, pathNot: '[.]test[.]ts$' },
      to: { path: '^src/utils/db/|^node_modules/(pg|kysely)/' },
    },
    {
      name: 'asks-another-server',
      comment: 'Outgoing HTTP goes through src/utils/http-fetch.ts, which keeps it from private networks.',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]test[.]ts$|/testing/|^src/utils/http-fetch/' },
      to: {
        path: '^(node:)?(http|https|http2)$|^node_modules/(undici|axios|got|node-fetch|ky)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'past-the-guard',
      comment: 'The parts of the client have no rules of their own: call src/utils/http-fetch.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]test[.]ts$|^src/utils/http-fetch([.]ts$|/)' },
      to: { path: '^src/utils/http-fetch/', pathNot: 'refused[.]ts$' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: { path: '^src' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'tests-stay-out',
      comment: 'The product never imports a test or its support.',
      severity: 'error',
      from: { path: '^src', pathNot: '[.]test[.]ts$|/testing/' },
      to: { path: '^test/|[.]test[.]ts$|/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};

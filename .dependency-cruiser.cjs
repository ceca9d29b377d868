// Who may import whom (docs/adr/0001-the-house.md). The compiler cannot see this; dependency-cruiser can.
const PURE = 'lib/(normalize|filter|scrub|symbolicate|grouping|alert|life|budget)/';
const STATION = 'lib/(ingest|digest|notify|api|sweep|assemble)/';
const ADAPTER = 'lib/(aws|local)/';
const ban = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ban('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    ban(
      'protocol-stands-alone',
      { path: '^lib/protocol/' },
      { path: '^(lib|functions|local)/', pathNot: '^lib/protocol/' },
    ),
    ban(
      'ports-know-protocol-only',
      { path: '^lib/ports/' },
      { path: '^(lib|functions|local)/', pathNot: '^lib/(ports|protocol)/' },
    ),
    ban(
      'pure-rooms-are-pure',
      { path: `^${PURE}` },
      { path: `^(functions/|local/|${STATION}|${ADAPTER}|lib/(items|ports)/)` },
    ),
    ban(
      'no-node-io-in-the-core',
      { path: `^(${PURE}|lib/(protocol|items)/)` },
      { dependencyTypes: ['core'], path: '^(node:)?(fs|https?|net|tls|dns|child_process)' },
    ),
    ban('items-know-no-adapter', { path: '^lib/items/' }, { path: `^(functions/|local/|${STATION}|${ADAPTER})` }),
    ban(
      'edge-stays-light',
      { path: '^lib/(ingest/|items/at-edge|items/[^/]+/parse)' },
      { path: '^lib/(items/at-digest|items/[^/]+/digest|symbolicate|grouping|digest|alert|notify|api)' },
    ),
    ban('stations-know-ports-only', { path: `^${STATION}` }, { path: `^${ADAPTER}` }),
    ban(
      'only-the-aws-room-speaks-aws',
      { path: '^(lib|functions|local)/', pathNot: '^lib/aws/' },
      { path: '@aws-sdk|@smithy' },
    ),
    ban(
      'adapters-only-implement-ports',
      { path: `^${ADAPTER}` },
      { path: `^(functions/|local/|${STATION}|lib/items/)` },
    ),
    ban('aws-and-local-are-strangers', { path: '^lib/aws/' }, { path: '^lib/local/' }),
    ban('nobody-imports-a-door', { path: '^lib/' }, { path: '^(functions|local)/' }),
    ban('doors-know-no-stand-in', { path: '^functions/' }, { path: '^(local|lib/local)/' }),
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
};

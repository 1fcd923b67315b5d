// An area may import what stands to its left, never back; the rooms of an area keep an order of their own.
const areas = 'platform identity learning definitions assessment credentials planning integrations operations'.split(
  ' ',
)
const rooms = {
  platform: 'db audit jobs language mail requests remote',
  identity: 'people organizations sign-in positions rosters issuers',
  definitions: 'badge-templates badges',
  assessment: 'submissions reviews',
  credentials: 'awards verification',
  operations: 'privacy installation',
}
const edges = '^src/(http|api|web|app|cli|node|workers)/'

const rule = (name, from, to) => ({ name, severity: 'error', from, to })
const order = (prefix, names, at) =>
  names
    .slice(0, -1)
    .map((name, i) =>
      rule(
        `${prefix}-${name}`,
        { path: `^src/${at}${name}/` },
        { path: `^src/${at}(${names.slice(i + 1).join('|')})/` },
      ),
    )

module.exports = {
  forbidden: [
    rule('no-circular', {}, { circular: true }),
    rule(
      'core-is-pure',
      { path: '^src/openbadges/' },
      { path: ['^src/(?!openbadges/)', 'node_modules/(hono|drizzle-orm|better-sqlite3|sharp)/'] },
    ),
    rule('core-has-no-node', { path: '^src/openbadges/' }, { dependencyTypes: ['core'] }),
    rule('core-has-one-door', { path: '^src/(?!openbadges/)' }, { path: '^src/openbadges/(?!index\\.ts$)' }),
    ...order('area-order', areas, ''),
    ...Object.entries(rooms).flatMap(([area, names]) => order(`room-order-${area}`, names.split(' '), `${area}/`)),
    rule('areas-know-no-edge', { path: `^src/(${areas.join('|')})/` }, { path: [edges, 'node_modules/hono/'] }),
    rule('http-knows-who-and-no-more', { path: '^src/http/' }, { path: `^src/(${areas.slice(2).join('|')})/` }),
    rule('api-and-web-are-siblings', { path: '^src/(api|web)/' }, { path: '^src/(api|web)/', pathNot: '^src/$1/' }),
    ...order('web-order', areas.slice(1), 'web/'),
    rule(
      'kit-knows-no-area',
      { path: '^src/web/(components|forms|text)/' },
      { path: `^src/web/(${areas.slice(1).join('|')})/` },
    ),
    // Types of rows may be named: what is asked for them is asked of a journey, which knows who asks.
    rule(
      'doors-ask-journeys',
      { path: '^src/(http|api|web|cli)/' },
      { path: '-store\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    rule('nothing-lies-loose', {}, { path: '^src/[^/]+$' }),
    rule(
      'sql-lives-in-stores',
      { path: '^src/', pathNot: ['-(store|tables)\\.ts$', '^src/platform/db/', '^src/(node|workers)/'] },
      { path: 'node_modules/drizzle-orm/' },
    ),
    rule(
      'runtime-only-in-homes',
      { path: '^src/', pathNot: '^src/(node|cli)/' },
      { path: ['node_modules/(better-sqlite3|sharp|@hono/node-server|undici)/'] },
    ),
    rule('homes-are-leaves', { path: '^src/', pathNot: '^src/(node|workers|cli)/' }, { path: '^src/(node|workers)/' }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
}

const FEATURES =
  'people|organisations|sign-in|positions|rosters|issuers|plans|activities|badges|submissions|reviews|awards|portfolios|verification|reports|accounts|installation'
const order = FEATURES.split('|')
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

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
    rule(
      'features-know-no-edge',
      { path: `^src/(${FEATURES})/` },
      { path: ['^src/(http|api|web|cli|node|workers)/', 'node_modules/hono/'] },
    ),
    ...order
      .slice(0, -1)
      .map((feature, i) =>
        rule(
          `feature-order-${feature}`,
          { path: `^src/${feature}/` },
          { path: `^src/(${order.slice(i + 1).join('|')})/` },
        ),
      ),
    rule('mail-knows-no-feature', { path: '^src/mail/' }, { path: `^src/(${FEATURES})/` }),
    rule('api-and-web-are-siblings', { path: '^src/(api|web)/' }, { path: '^src/(api|web)/', pathNot: '^src/$1/' }),
    rule(
      'sql-lives-in-stores',
      { path: '^src/', pathNot: ['-(store|tables)\\.ts$', '^src/db/', '^src/(node|workers)/'] },
      { path: 'node_modules/drizzle-orm/' },
    ),
    rule(
      'runtime-only-in-adapters',
      { path: '^src/', pathNot: '^src/(node|cli)/' },
      { path: ['node_modules/(better-sqlite3|sharp|@hono/node-server|undici)/'] },
    ),
    rule(
      'adapters-are-leaves',
      { path: '^src/', pathNot: '^src/(node|workers|cli)/' },
      { path: '^src/(node|workers)/' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
}

import { describe, expect, it } from 'vitest'
import { mayDeclare } from '../../src/code/history/declaring.ts'
import { needlesOf, spellings } from '../../src/code/history/needles.ts'

describe('finding names in lines', () => {
  const names = [
    'bodyLimit',
    '--cluster-by',
    'server.timeout',
    '@acme/shop',
    'go-mod-tidy',
    'größe',
  ]
  const found = (line: string) =>
    needlesOf(names)
      .find(line)
      .map(({ name, exact }) => (exact ? name : `${name}?`))

  it('finds whole words in every spelling', () => {
    expect(found('const bodyLimit = 1')).toEqual(['bodyLimit'])
    expect(found('bodyLimits = myBodyLimit + bodyLimit2')).toEqual([])
    expect(found("option('--cluster-by', cluster_by)")).toEqual(['--cluster-by'])
    expect(found('opts.clusterBy')).toEqual(['--cluster-by'])
    expect(found('cluster = by')).toEqual([])
    expect(found('"@acme/shop": "1"')).toEqual(['@acme/shop'])
    expect(found('go-mod-tidy: deps')).toEqual(['go-mod-tidy'])
    expect(found('$bodyLimit = 1;')).toEqual(['bodyLimit'])
    expect(found('größe = 1')).toEqual(['größe'])
  })

  it('tells a whole dotted name from its last part', () => {
    expect(found('server.timeout = 3')).toEqual(['server.timeout'])
    expect(found('  timeout: 3')).toEqual(['server.timeout?'])
  })

  it('spells flags as code does', () => {
    expect(spellings('--cluster-by')).toEqual(['cluster-by', 'cluster_by', 'clusterBy'])
    expect(spellings('bodyLimit')).toEqual(['bodyLimit'])
  })
})

describe('lines that may declare', () => {
  it.each([
    'export function charge(a) {',
    'def charge(a):',
    '  async charge (a) {',
    'func (s *Store) charge(a int) error {',
    'pub(crate) fn charge<T>(a: T) -> T {',
    'class charge(Base):',
    'charge = 1',
    'this.charge = 1',
    'exports.charge = run',
    '  charge: { type: "number" },',
    '  charge,',
    '  charge?: string',
    'charge string `json:"charge"`',
    'private final int charge;',
    'public void charge(int a) {',
    'function run(a, charge = 1) {',
    'const { a, charge } = options',
    'run({ charge: 1 })',
    '  "charge": "node charge.js",',
    ".option('--charge', 'text')",
    ".option('-c, --charge <amount>', 'text')",
    "flag('charge', 1)",
    'variable "charge" {',
    'charge: deps',
    'ENV charge 1',
    'type charge struct {',
    'options["charge"] = 1',
    'charge <- 1',
    '  charge(a: number): Promise<void>;',
    '  charge(ctx, amount int) error',
    'export { other, charge } from "./charge.js"',
    'pub use money::charge;',
    'macro_rules! charge {',
  ])('%s', (line) => expect(mayDeclare(line, 'charge')).toBe(true))

  it.each([
    'run(charge)',
    'return charge',
    'if (charge && ready) stop()',
    'const other = charge + 1',
    'charge(1)',
    'total += rate * charge',
    'recharge = 1',
    'throw new Fault(charge)',
  ])('not: %s', (line) => expect(mayDeclare(line, 'charge')).toBe(false))

  it('lets every environment variable pass', () => {
    expect(mayDeclare('run(settings.PAYMENTS_URL)', 'PAYMENTS_URL')).toBe(true)
    expect(mayDeclare('curl "$PAYMENTS_URL"', '$PAYMENTS_URL')).toBe(true)
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameValue, unitOfName } from '../../src/values/values.ts'

test.each([
  ['"30"', '30'],
  ['`5s`', '5 seconds'],
  ['30s', 'PT30S'],
  ['5m', '300000 ms'],
  ['5m', '300 s'],
  ['1h30m', '90 minutes'],
  ['1 hour and 30 minutes', '5400s'],
  ['five minutes', '300 seconds'],
  ['an hour', '60m'],
  ['half an hour', '30 min'],
  ['30-second', '30s'],
  ['30 * time.Second', '30s'],
  ['Duration::from_secs(30)', '30 seconds'],
  ['Duration.ofSeconds(30)', '30s'],
  ['one week', '7d'],
  ['1_000', '1,000'],
  ['60 * 60 * 1000', '3600000'],
  ['0x10', '16'],
  ['0755', '0o755'],
  ['1e3', '1000'],
  ['10k', '10,000'],
  ['500m', '0.5'],
  ['twenty-one', '21'],
  ['two hundred and fifty', '250'],
  ['1MiB', '1048576'],
  ['1 MB', '1048576'],
  ['1 MB', '1000000 bytes'],
  ['512Mi', '512 MiB'],
  ['10m', '10MB'],
  ['50%', '50 percent'],
  ['50%', '0.5'],
  ['true', 'on'],
  ['enabled', 'yes'],
  ['1', 'true'],
  ['false', '0'],
  ['v1.2', '1.2.0'],
  ['1.20', '1.20.3'],
  ['18', '18.17.0'],
  ['>= 18', '>=18.0.0'],
  ['18+', '20.1.0'],
  ['^1.2', '1.5.0'],
  ['none', 'null'],
  ['INFO', 'info'],
  ['http://Example.com/', 'http://example.com'],
  ['localhost:8080', 'http://localhost:8080/'],
  ["['a', 'b']", 'a, b'],
  ['100 requests', '100'],
  ['5 retries', 'five retries'],
  ['3000', '3000.'],
])('%s is %s', (a, b) => {
  expect(sameValue(a, b)).toBe('same')
  expect(sameValue(b, a)).toBe('same')
})

test.each([
  ['30s', '300s'],
  ['30 s', '30 ms'],
  ['8080', '8081'],
  ['1MiB', '2 MiB'],
  ['1MB', '2MB'],
  ['true', 'false'],
  ['enabled', 'off'],
  ['1.2.3', '1.2.4'],
  ['>=18', '>=20'],
  ['^1.2', '2.0.0'],
  ['2.0.0-rc.1', '2.0.0'],
  ['us-east-1', 'eu-west-1'],
  ['http://a.example', 'https://a.example'],
  ['three retries', '5'],
  ['null', '30'],
  ['debug', 'info'],
  ['50%', '60%'],
  ['auto', '30'],
])('%s differs from %s', (a, b) => {
  expect(sameValue(a, b)).toBe('different')
  expect(sameValue(b, a)).toBe('different')
})

test.each([
  ['30', '45 seconds'],
  ['about 30s', '31s'],
  ['at least 5', '10'],
  ['100 requests per minute', '6000'],
  ['DEFAULT_TIMEOUT', '30'],
  ['config.timeout', '30'],
  ['as many as there are processors', '4'],
  ['none', 'false'],
  ['unlimited', '0'],
  ['10 requests', '5 minutes'],
  ['10 requests', '20 workers'],
  ['5m', '400'],
  ['null', '0'],
  ['30s', '1 MB'],
  ['${PORT}', '8080'],
])('%s and %s cannot be compared', (a, b) => {
  expect(sameValue(a, b)).toBe('incomparable')
  expect(sameValue(b, a)).toBe('incomparable')
})

test('a name carries the unit of a bare number', () => {
  expect(sameValue('30 seconds', '30000', { unitOfB: 'ms' })).toBe('same')
  expect(sameValue('30 seconds', '5000', { unitOfB: 'ms' })).toBe('different')
  expect(sameValue('30', '30', { unitOfA: 's', unitOfB: 'ms' })).toBe('different')
  expect(sameValue('5', '5000', { unitOfA: 's', unitOfB: 'ms' })).toBe('same')
  expect(sameValue('30', '30', { unitOfA: 's', unitOfB: 's' })).toBe('same')
})

test.each([
  ['timeoutMs', 'ms'],
  ['TIMEOUT_SECONDS', 's'],
  ['MAX_SIZE_MB', 'MB'],
  ['ttl_in_minutes', 'min'],
  ['maxBytes', 'B'],
  ['poolMin', null],
  ['bytesPerSecond', null],
  ['timeout', null],
  ['seconds', null],
  ['toString', null],
])('%s carries %s', (name, unit) => {
  expect(unitOfName(name)).toBe(unit)
})

const value = fc.oneof(
  fc.string(),
  fc.stringMatching(/^[\d.,_]{1,6} ?(?:ms|s|m|min|h|kb|MB|MiB|%|k|requests)?$/),
  fc.stringMatching(/^[~^>=v]{0,2}\d{1,2}(?:\.\d{1,2}){0,2}$/),
  fc.constantFrom(
    'true',
    'off',
    'null',
    '',
    'none',
    'five',
    'toString',
    '__proto__',
    'http://x/',
    'a, b',
    'P',
    '0',
    '1',
  ),
)
const unit = fc.constantFrom(null, 'ms', 's', 'MB', '%', 'nonsense')

test('comparison is symmetric', () => {
  fc.assert(
    fc.property(value, value, unit, unit, (a, b, unitOfA, unitOfB) => {
      const there = sameValue(a, b, { unitOfA, unitOfB })
      expect(sameValue(b, a, { unitOfA: unitOfB, unitOfB: unitOfA })).toBe(there)
    }),
    { numRuns: 3000 },
  )
})

test('everything is the same as itself', () => {
  fc.assert(
    fc.property(value, unit, (a, u) => sameValue(a, a, { unitOfA: u, unitOfB: u }) === 'same'),
  )
})

test('a whole number of one unit is the same in a finer one', () => {
  const ladders = [
    ['h', 'min', 60],
    ['min', 's', 60],
    ['s', 'ms', 1000],
    ['days', 'hours', 24],
    ['GiB', 'MiB', 1024],
    ['KiB', 'bytes', 1024],
  ] as const
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9999 }),
      fc.constantFrom(...ladders),
      (n, [coarse, fine, factor]) => {
        expect(sameValue(`${n} ${coarse}`, `${n * factor}${fine}`)).toBe('same')
        expect(sameValue(`${n} ${coarse}`, `${n * factor + 1}${fine}`)).toBe('different')
      },
    ),
  )
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { supportReasonCodes } from '../../src/domain/support-reason.ts'
import { firmly, supportOf } from '../../src/support/support.ts'

const folder = join(import.meta.dirname, '../../corpus/support')

interface Case {
  readonly where: string
  readonly passage: string
  readonly statement: string
  readonly support: string
  /** Rules are known not to see it: they must not say the opposite. */
  readonly abstains: boolean
}

const cases: readonly Case[] = readdirSync(folder).flatMap((file) =>
  readFileSync(join(folder, file), 'utf8')
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const passage = section
        .split('\n')
        .filter((line) => line.startsWith('>'))
        .map((line) => line.replace(/^> ?/, ''))
        .join('\n')
      return [...section.matchAll(/^- ([a-z-]+): (.*?)( \(abstains\))?$/gm)].map(
        ([, support = '', statement = '', abstains]) => ({
          where: `${file}, ${section.split('\n')[0]}`,
          ...{ passage, statement, support, abstains: abstains !== undefined },
        }),
      )
    }),
)

describe('statements of operations against their passages', () => {
  test('there are enough', () => expect(cases.length).toBeGreaterThan(170))

  test.each(cases)('$where: $statement', ({ passage, statement, support, abstains }) => {
    const found = supportOf(statement, passage)
    if (abstains) expect(['not-enough-info', 'partially-supported']).toContain(found.support)
    else expect(found.support).toBe(support)
    // What may be vouched for is never more than what is true.
    expect([support, 'not-enough-info']).toContain(
      abstains && found.support === 'partially-supported' ? support : firmly(found),
    )
    for (const { statement: mine, evidence } of found.reasons) {
      expect(statement.slice(...mine)).not.toBe('')
      if (evidence) expect(passage.slice(...evidence)).not.toBe('')
    }
  })

  test('most of what is right is seen, not guessed', () => {
    const committed = cases.filter(
      ({ support, abstains }) => !abstains && /^(?:supported|contradicted)$/.test(support),
    )
    const seen = committed.filter(
      ({ statement, passage }) => supportOf(statement, passage).basis === 'stated',
    )
    expect(seen.length / committed.length).toBeGreaterThan(0.9)
  })
})

test.each([
  ['The pool holds 10 connections.', 'The pool holds 20 connections.', 'value-differs', '10', '20'],
  ['The pool is off.', 'The pool is on.', null, '', ''],
  ['Caching is disabled here.', 'Caching is enabled here.', 'opposite', 'disabled', 'enabled'],
  ['All jobs are retried.', 'No jobs are retried.', 'quantifier-differs', 'All', 'No'],
  [
    'The API was frozen on 4 May 2023.',
    'The API was frozen on May 5, 2023.',
    'date-differs',
    '4 May 2023',
    'May 5, 2023',
  ],
  [
    'Harbour needs Vela 2.1.0 to start.',
    'Harbour needs Vela 2.2.0 to start.',
    'version-differs',
    '2.1.0',
    '2.2.0',
  ],
  ['The lease lasts 30 minutes at most.', 'The lease lasts 30 seconds at most.', null, '', ''],
  [
    'Wait more than 40 seconds here.',
    'Wait **30 seconds** here.',
    'bound-differs',
    'more than 40 seconds',
    '30 seconds',
  ],
])('%s against %s names what decided', (statement, evidence, code, mine, theirs) => {
  const { reasons } = supportOf(statement, evidence)
  if (code === null) return expect(reasons.length).toBe(1)
  expect(reasons[0]?.code).toBe(code)
  expect(statement.slice(...(reasons[0]?.statement ?? [0, 0]))).toBe(mine)
  expect(evidence.slice(...(reasons[0]?.evidence ?? [0, 0]))).toBe(theirs)
})

test('every reason is documented', () => {
  const page = readFileSync(join(folder, '../../docs/support.md'), 'utf8')
  const named = [...page.split('## Reasons')[1]!.matchAll(/^\| `([a-z-]+)` \|/gm)].map(
    ([, code]) => code,
  )
  expect(named).toEqual([...supportReasonCodes])
})

import { expect, test } from 'vitest'
import { baselineOf, setAside } from '../../src/domain/baseline.ts'
import type { CheckResult } from '../../src/domain/check-result.ts'
import type { Finding, Status } from '../../src/domain/finding.ts'

const finding = (id: string, status: Status, line = 1): Finding => ({
  id,
  claim: {
    kind: 'symbol',
    subject: `name of ${id}`,
    owner: null,
    value: null,
    mood: 'asserted',
    page: 'acme:docs/a.md',
    passage: 'p',
    span: [0, 1],
    line,
    endLine: line,
    column: 1,
    heading: [],
    quote: '',
    token: '',
    context: [],
  },
  status,
  judgement: { status: 'holds', evidence: [] },
  genre: 'reference',
  repositories: ['acme'],
  suggestion: null,
})

const result = (...findings: Finding[]): CheckResult => ({
  pages: [
    {
      id: 'acme:docs/a.md',
      path: 'docs/a.md',
      title: 'A',
      genre: 'reference',
      revision: '1',
      text: null,
    },
  ],
  unread: [],
  repositories: [],
  findings,
})

test('a baseline keeps what is contradicted or moved, each finding once, in a fixed order', () => {
  const { findings } = baselineOf(
    result(
      finding('fnd_b', 'moved'),
      finding('fnd_a', 'contradicted', 3),
      finding('fnd_a', 'contradicted', 9),
      finding('fnd_c', 'holds'),
      finding('fnd_d', 'unknown'),
    ),
  )
  expect(findings).toEqual([
    { id: 'fnd_a', kind: 'symbol', page: 'docs/a.md', subject: 'name of fnd_a' },
    { id: 'fnd_b', kind: 'symbol', page: 'docs/a.md', subject: 'name of fnd_b' },
  ])
})

test('what it knows is counted, not listed; new findings stay; what is mended is named', () => {
  const baseline = baselineOf(
    result(finding('fnd_old', 'contradicted'), finding('fnd_gone', 'moved')),
  )
  const later = setAside(
    result(
      finding('fnd_old', 'contradicted', 40),
      finding('fnd_new', 'contradicted'),
      finding('fnd_held', 'holds'),
    ),
    baseline,
  )
  expect(later.result.findings.map(({ id }) => id)).toEqual(['fnd_new', 'fnd_held'])
  expect(later.baseline.known).toBe(1)
  expect(later.baseline.outdated.map(({ id }) => id)).toEqual(['fnd_gone'])
})

test('an entry whose claim holds again is mended', () => {
  const baseline = baselineOf(result(finding('fnd_a', 'contradicted')))
  expect(setAside(result(finding('fnd_a', 'holds')), baseline)).toMatchObject({
    result: { findings: [{ id: 'fnd_a' }] },
    baseline: { known: 0, outdated: [{ id: 'fnd_a' }] },
  })
})

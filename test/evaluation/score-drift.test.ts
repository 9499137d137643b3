import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/domain/finding.ts'
import { readDriftLabels } from '../../src/evaluation/drift-labels.ts'
import { type CheckedCommit, holdsWord, scoreDrift } from '../../src/evaluation/score-drift.ts'

const wrongRow = {
  id: 'acme/api#1',
  repo: 'acme/api',
  parent_commit: 'a1',
  doc_path: 'docs/run.md',
  line_start: 10,
  line_end: 10,
  also_lines: [40],
  stale_token: '--retries',
  correct_token: '--max-retries',
  kind: 'cli-flag',
  origin: 'drift',
}
const rightRow = {
  repo: 'acme/api',
  commit: 'a1',
  doc_path: 'docs/run.md',
  line: 20,
  token: 'serve',
  kind: 'symbol',
  grade: 'easy',
}
const labels = readDriftLabels([
  { path: 'labels.jsonl', text: `${JSON.stringify(wrongRow)}\n${JSON.stringify(rightRow)}\n` },
])

const finding = (line: number, subject: string, status: 'contradicted' | 'unknown'): Finding => ({
  id: 'fnd_1',
  claim: {
    kind: 'option',
    subject,
    owner: null,
    value: null,
    mood: 'asserted',
    page: 'acme:docs/run.md',
    passage: 'p',
    span: [0, 1],
    line,
    endLine: line,
    column: 1,
    heading: [],
    quote: subject,
    token: subject,
    context: [],
  },
  status,
  judgement:
    status === 'unknown'
      ? { status, reason: 'never-existed', because: '', hint: '--max-retries' }
      : { status, because: '', actual: null, evidence: [], since: null, correction: null },
  genre: 'reference',
  repositories: ['acme/api'],
  suggestion: { line, old: `use ${subject}`, new: 'use --max-retries' },
})

const checked = (...findings: Finding[]): CheckedCommit => ({
  repository: 'acme/api',
  commit: 'a1',
  predictions: findings.map((one) => ({
    repository: 'acme/api',
    commit: 'a1',
    path: 'docs/run.md',
    finding: one,
  })),
  judged: 3,
  read: 4,
  seconds: 1,
})

describe('scoring drift labels', () => {
  test.each([
    [9, '--retries', 'contradicted', 1],
    [11, '--retries', 'contradicted', 1],
    [40, '--retries', 'contradicted', 1],
    [12, '--retries', 'contradicted', 0],
    [10, '--retries-on', 'contradicted', 1],
    [10, '--retriesOn', 'contradicted', 0],
    [10, '--retries', 'unknown', 0],
  ] as const)('line %i, %s, %s: %i found', (line, subject, status, hits) => {
    const { recall } = scoreDrift(labels, [checked(finding(line, subject, status))])
    expect(recall.drift?.all).toMatchObject({ hits, of: 1 })
    expect(recall.drift?.by['cli-flag']).toMatchObject({ hits, of: 1 })
    expect(recall.drift?.macro).toBe(hits)
  })

  test('a suggestion counts when it holds the right text, a hint when it is the right name', () => {
    const found = scoreDrift(labels, [checked(finding(10, '--retries', 'contradicted'))])
    expect(found.suggestions).toMatchObject({ hits: 1, of: 1 })
    const hinted = scoreDrift(labels, [checked(finding(10, '--retries', 'unknown'))])
    expect(hinted.hinted.drift).toMatchObject({ hits: 1, of: 1 })
    expect(hinted.missed.map(({ id }) => id)).toEqual(['acme/api#1'])
  })

  test('a finding on a line that was right is a false alarm when it names the token', () => {
    const { falseAlarms } = scoreDrift(labels, [checked(finding(20, 'serve', 'contradicted'))])
    expect(falseAlarms.all).toMatchObject({ hits: 1, of: 1 })
    const other = scoreDrift(labels, [checked(finding(20, 'server', 'contradicted'))])
    expect(other.falseAlarms.all).toMatchObject({ hits: 0, of: 1 })
  })

  test('rows of commits that were not checked are not scored', () => {
    expect(scoreDrift(labels, [])).toMatchObject({ recall: {}, missed: [] })
  })
})

test.each([
  ['./doc/rules.md#options', './doc/rules.md', true],
  ['celery[zeromq]', 'zeromq', true],
  ['max_retries', 'retries', false],
  ['1.34.0', '1.34', true],
  ['v5.5', '5.5', false],
])('%s holds %s: %s', (text, word, expected) => {
  expect(holdsWord(text, word)).toBe(expected)
})

test.each([
  ['not json', /labels.jsonl:1 is not JSON/],
  ['{"parent_commit":"a"}', /labels.jsonl:1 is not a label: id/],
  ['{"repo":"a/b","commit":"c","doc_path":"d","line":0}', /line/],
])('%s is refused with its place', (text, message) => {
  expect(() => readDriftLabels([{ path: 'labels.jsonl', text }])).toThrow(message)
})

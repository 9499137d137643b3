import { describe, expect, test } from 'vitest'
import type { Statement } from '../../src/domain/answer.ts'
import type { Intent } from '../../src/domain/verdict.ts'
import { intentOf, reasonsForAction } from '../../src/verdicts/action-reasons.ts'
import { reasonsForCitations } from '../../src/verdicts/citation-reasons.ts'
import { peopleFor, reasonsForStatements, setAside, verdictFor } from '../../src/verdicts/judge.ts'
import { cellFor, defaultPolicy, policyDigest } from '../../src/verdicts/policy.ts'
import { reasonTable } from '../../src/verdicts/reasons.ts'
import { action, citation, command, contradiction, moved } from './samples.ts'

const intents = ['inform', 'act', 'destroy'] as const
const statement = (support: Statement['support'], text = 'Restart it.'): Statement => ({
  text,
  span: [0, text.length],
  citations: ['c1'],
  support,
  findings: [],
})
const empty = {
  intent: 'inform',
  citations: [],
  withheld: [],
  statements: [],
  action: null,
  bare: false,
} as const

describe('the table', () => {
  test('decides every reason exactly once', () => {
    const decided = defaultPolicy.rows.flatMap(({ codes }) => codes)
    expect(decided.toSorted()).toEqual(Object.keys(reasonTable).toSorted())
  })

  test('never gets milder from informing to acting to destroying', () => {
    const order = ['allow', 'warn', 'escalate', 'block']
    for (const { cells } of defaultPolicy.rows) {
      const steps = intents.map((intent) => order.indexOf(cells[intent].decision))
      expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    }
  })

  test('has a digest that its content decides', () => {
    const other = { ...defaultPolicy, name: 'other' }
    expect(policyDigest(defaultPolicy)).toMatch(/^[\da-f]{64}$/)
    expect(policyDigest(structuredClone(defaultPolicy))).toBe(policyDigest(defaultPolicy))
    expect(policyDigest(other)).not.toBe(policyDigest(defaultPolicy))
  })
})

describe('citations', () => {
  const expired = (commitsBehind: number | null) =>
    citation('expired', [], { age: { ...citation().age, commitsBehind } })
  const stale = (unknown: number, holds = 1) =>
    citation('stale', [], { claims: { holds, contradicted: 0, moved: 0, unknown } })

  test.each([
    ['fresh and sound', citation(), [], []],
    [
      'a value that differs',
      citation('fresh', [contradiction()]),
      ['code.value-differs'],
      ['block', 'block', 'block'],
    ],
    [
      'a thing that is gone',
      citation('fresh', [contradiction({ claimed: null, actual: null })]),
      ['code.contradicted'],
      ['block', 'block', 'block'],
    ],
    [
      'a control that does not hold',
      citation('fresh', [contradiction({ kind: 'control' })]),
      ['code.control-ineffective'],
      ['block', 'block', 'block'],
    ],
    [
      'moved, known whereto',
      citation('fresh', [moved]),
      ['code.moved'],
      ['warn', 'warn', 'escalate'],
    ],
    [
      'moved, unknown whereto',
      citation('fresh', [{ ...moved, actual: null }]),
      ['code.contradicted'],
      ['block', 'block', 'block'],
    ],
    [
      'contradicted where the reader may not look',
      citation('contradicted'),
      ['code.contradicted'],
      ['block', 'block', 'block'],
    ],
    ['gone', citation('gone'), ['freshness.gone'], ['block', 'block', 'block']],
    ['superseded', citation('superseded'), ['freshness.superseded'], ['block', 'block', 'block']],
    [
      'expired, code changed since',
      expired(3),
      ['freshness.expired-behind', 'freshness.expired'],
      ['block', 'block', 'block'],
    ],
    ['expired, code as it was', expired(0), ['freshness.expired'], ['warn', 'escalate', 'block']],
    [
      'expired, commits unknown',
      expired(null),
      ['freshness.expired'],
      ['warn', 'escalate', 'block'],
    ],
    [
      'unreachable',
      citation('unreachable'),
      ['freshness.unreachable'],
      ['warn', 'escalate', 'block'],
    ],
    ['undated', citation('unknown'), ['freshness.unknown'], ['warn', 'escalate', 'block']],
    ['stale, not all judged', stale(1), ['freshness.stale'], ['warn', 'escalate', 'block']],
    ['stale, nothing to judge', stale(0, 0), ['freshness.stale'], ['warn', 'escalate', 'block']],
    ['stale, all borne out', stale(0), ['freshness.aging'], ['warn', 'warn', 'escalate']],
    ['aging: a tag on the citation and no more', citation('aging'), [], []],
  ] as const)('%s', (_, cited, codes, decisions) => {
    expect(reasonsForCitations([cited], 'act').map(({ code }) => code)).toEqual(codes)
    if (codes.length === 0) return
    const decided = intents.map((intent) => reasonsForCitations([cited], intent)[0]?.decision)
    expect(decided).toEqual(decisions)
  })

  test('a reason points at the citation and the finding', () => {
    const [reason] = reasonsForCitations([citation('fresh', [contradiction()])], 'inform')
    expect(reason).toMatchObject({ citation: 'c1', finding: 'fnd_1', message: 'the code says 5s' })
  })
})

describe('statements', () => {
  test.each([
    ['supported', null, null],
    ['not-checkable', null, null],
    ['partially-supported', 'support.partial', ['warn', 'escalate', 'block']],
    ['not-enough-info', 'support.unsupported', ['warn', 'escalate', 'block']],
    ['contradicted', 'support.contradicted', ['block', 'block', 'block']],
  ] as const)('%s', (support, code, decisions) => {
    const decide = (intent: Intent) => reasonsForStatements([statement(support)], intent)[0]
    expect(decide('act')?.code ?? null).toBe(code)
    if (decisions) expect(intents.map((intent) => decide(intent)?.decision)).toEqual(decisions)
  })
})

describe('a bare action', () => {
  test.each([
    ['D0', 'allow', null],
    ['D1', 'allow', null],
    ['D2', 'warn', null],
    ['D3', 'escalate', { approvers: 1, senior: 0 }],
    ['D4', 'escalate', { approvers: 1, senior: 0 }],
    ['D5', 'block', { approvers: 2, senior: 1 }],
    ['X1', 'block', null],
    ['X2', 'escalate', { approvers: 1, senior: 0 }],
    ['X3', 'escalate', { approvers: 1, senior: 0 }],
  ] as const)('%s: %s', (actionClass, decision, people) => {
    const intent = intentOf(null, [command(actionClass)])
    const verdict = verdictFor({ ...empty, intent, action: action('D0', actionClass), bare: true })
    expect(verdict.decision).toBe(decision)
    expect(peopleFor(verdict, intent)).toEqual(people)
  })

  test('parts that cannot be seen escalate', () => {
    const unseen = { ...action('D0'), unseen: ['a variable is the verb'] }
    expect(reasonsForAction(unseen, { bare: true })).toMatchObject([
      { code: 'action.opaque', decision: 'escalate' },
    ])
  })

  test('an unknown program warns', () => {
    const unknown = { ...action(), commands: [command('D1', { unknownProgram: true })] }
    expect(reasonsForAction(unknown, { bare: true })).toMatchObject([
      { code: 'action.unknown-program', decision: 'warn' },
    ])
  })

  test('neither advice nor action blocks', () => {
    expect(verdictFor({ ...empty, bare: true }).decision).toBe('block')
  })
})

describe('an action inside advice', () => {
  test.each([
    [['D1', 'D2'], 'act', 'allow'],
    [['D3'], 'act', 'escalate'],
    [['D2', 'D4'], 'inform', 'escalate'],
    [['D5'], 'act', 'block'],
    [['X2'], 'act', 'escalate'],
    [['X2', 'D3'], 'act', 'block'],
    [['X1'], 'inform', 'block'],
  ] as const)('%s under %s: %s', (classes, declared, decision) => {
    const proposed = action(...classes)
    const intent = intentOf(declared, proposed.commands)
    const judged = { ...empty, citations: [citation()], statements: [statement('supported')] }
    expect(verdictFor({ ...judged, intent, action: proposed }).decision).toBe(decision)
  })

  test('intent is the strictest of what was declared and of every command', () => {
    expect(intentOf(null, [])).toBe('act')
    expect(intentOf('inform', [])).toBe('inform')
    expect(intentOf('inform', [command('D0')])).toBe('inform')
    expect(intentOf('inform', [command('X2')])).toBe('act')
    expect(intentOf('act', [command('D0'), command('X3')])).toBe('destroy')
  })
})

describe('the verdict', () => {
  test('nothing to rest on blocks', () => {
    const verdict = verdictFor(empty)
    expect(verdict).toMatchObject({ decision: 'block', reasons: [{ code: 'answer.no-ground' }] })
  })

  test('a contradicted source is set aside, and the rest still answers with a warning', () => {
    const good = citation('fresh', [], { id: 'c2' })
    const { kept, withheld } = setAside([citation('fresh', [contradiction()]), good], 'act')
    expect(kept).toEqual([good])
    const verdict = verdictFor({
      ...empty,
      citations: kept,
      withheld,
      statements: [statement('supported')],
    })
    expect(verdict).toMatchObject({ decision: 'warn', reasons: [{ code: 'code.value-differs' }] })
  })

  test('when only contradicted sources were found, it blocks and says why', () => {
    const { kept, withheld } = setAside([citation('fresh', [contradiction()])], 'inform')
    const verdict = verdictFor({ ...empty, citations: kept, withheld })
    expect(verdict.decision).toBe('block')
    expect(verdict.reasons.map(({ code }) => code)).toEqual([
      'answer.no-ground',
      'code.value-differs',
    ])
  })

  test('age alone sets nothing aside', () => {
    expect(setAside([citation('stale'), citation('unknown')], 'destroy').kept).toHaveLength(2)
  })

  test('people can lift what waits for approval, and cannot lift a contradiction', () => {
    const judge = (cited: ReturnType<typeof citation>) =>
      verdictFor({ ...empty, intent: 'destroy', citations: [cited], action: action('D5') })
    const stale = judge(citation('unknown'))
    expect(stale.decision).toBe('block')
    expect(peopleFor(stale, 'destroy')).toEqual({ approvers: 2, senior: 1 })
    expect(peopleFor(judge(citation('gone')), 'destroy')).toBeNull()
  })

  test('a code that no row decides blocks', () => {
    const bare = { ...defaultPolicy, rows: [] }
    expect(cellFor(bare, 'code.moved', 'inform').decision).toBe('block')
  })
})

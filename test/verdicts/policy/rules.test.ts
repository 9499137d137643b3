import { describe, expect, test } from 'vitest'
import { peopleFor, verdictFor } from '../../../src/verdicts/judge.ts'
import { readPolicy } from '../../../src/verdicts/policy/read.ts'
import { hasWord, like } from '../../../src/verdicts/policy/text-functions.ts'
import { blockingPolicy, type Policy } from '../../../src/verdicts/policy.ts'
import { action, citation } from '../samples.ts'

const ruled = (when: string, match: string, more = '') =>
  readPolicy(
    `{version: 1, name: a, rules: [{id: r, when: '${when}', decision: escalate, ${more} message: ask, examples: {match: [${match}]}}]}`,
    'a.yaml',
  )
const circumstances = {
  principal: { id: 'agent-deploy', kind: 'agent', scopes: ['agent'], groups: [], environments: [] },
  now: '2026-11-03T03:00:00Z',
  task: 'restart payments',
  role: null,
  runAs: null,
  declared: 'production',
  read: [],
} as const
const judge = (policy: Policy, given = {}) =>
  verdictFor({
    intent: 'act',
    citations: [],
    withheld: [],
    statements: [],
    action: action('D0'),
    bare: true,
    circumstances,
    policy,
    ...given,
  })

describe('a rule', () => {
  test('makes a verdict stricter, and says which rule it was', async () => {
    const policy = await ruled('environment == "production"', '{environment: production}')
    const verdict = judge(policy)
    expect(verdict.decision).toBe('escalate')
    expect(verdict.reasons).toEqual([
      { code: 'policy.rule', decision: 'escalate', message: 'ask', rule: 'r' },
    ])
    expect(
      judge(policy, { circumstances: { ...circumstances, declared: 'staging' } }).decision,
    ).toBe('allow')
  })

  test('never makes one milder', async () => {
    const policy = await ruled('action.present', '{commands: [{argv: ls, class: D0}]}')
    expect(judge(policy, { action: action('D5') }).decision).toBe('block')
  })

  test('brings its own people', async () => {
    const policy = await ruled(
      'action.present',
      '{commands: [{argv: ls, class: D0}]}',
      'people: {approvers: 3, senior: 2},',
    )
    expect(peopleFor(judge(policy), 'act', policy)).toEqual({ approvers: 3, senior: 2 })
  })

  test('that cannot be evaluated blocks, and is never skipped', async () => {
    const policy = await ruled('reasons[0] == "x"', '{reasons: [x]}')
    const verdict = judge(policy)
    expect(verdict.decision).toBe('block')
    expect(verdict.reasons).toMatchObject([{ code: 'policy.fault', rule: 'r' }])
    expect(peopleFor(verdict, 'act', policy)).toBeNull()
  })

  test.each([
    ['without who asks', { circumstances: undefined }],
    ['at no moment', { circumstances: { ...circumstances, now: 'soon' } }],
    [
      'of an action without end',
      {
        action: {
          digest: '',
          unseen: [],
          commands: Array.from({ length: 501 }, () => action('D0').commands[0]),
        },
      },
    ],
  ])('asked %s blocks', async (_, given) => {
    const policy = await ruled('now > timestamp("2020-01-01T00:00:00Z")', '{intent: act}')
    expect(judge(policy, given).decision).toBe('block')
  })

  test('hears of everything that is known', async () => {
    const policy = await ruled(
      'intent == "act" && task.hasWord("restart") && principal.id.like("agent-*") && citations.count == 1 && "fresh" in citations.states && "action.destructive" in reasons && decision == "escalate" && action.commands.exists(c, c.class == "D3")',
      '{intent: act, task: restart it, principal: {id: agent-x}, reasons: [action.destructive], decision: escalate, commands: [{argv: x, class: D3}]}',
    ).catch((error: unknown) => error)
    // An example cannot cite: the rule refuses to load.
    expect(String(policy)).toContain('does not match an example')
    const loadable = await ruled(
      'intent == "act" && task.hasWord("restart") && principal.id.like("agent-*") && (citations.count == 0 || "fresh" in citations.states) && "action.destructive" in reasons && action.commands.exists(c, c.class == "D3")',
      '{intent: act, task: restart it, principal: {id: agent-x}, reasons: [action.destructive], commands: [{argv: x, class: D3}]}',
    )
    const verdict = judge(loadable, { action: action('D3'), citations: [citation()] })
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['action.destructive', 'policy.rule'])
  })
})

test('tightened classes bring their people', async () => {
  const policy = await readPolicy(
    '{version: 1, name: a, classes: {D3: {decision: escalate, people: {approvers: 2, senior: 1}}}}',
    'a.yaml',
  )
  expect(peopleFor(judge(policy, { action: action('D3') }), 'destroy', policy)).toEqual({
    approvers: 2,
    senior: 1,
  })
})

test('a policy that cannot be read blocks whatever is asked, and says why', () => {
  const verdict = judge(blockingPolicy('a', 'a.yaml:3: it is broken'))
  expect(verdict.decision).toBe('block')
  expect(verdict.reasons[0]).toEqual({
    code: 'policy.unreadable',
    decision: 'block',
    message: 'a.yaml:3: it is broken',
  })
})

describe('functions on texts', () => {
  test.each([
    ['payments-prod', '*-prod', true],
    ['payments-prod-1', '*-prod', false],
    ['a.b', 'a?b', false],
    ['', '*', true],
    ['', '', true],
    ['abc', '', false],
    ['kubectl delete ns x', 'kubectl * ns *', true],
    ['aaab', '*a*b', true],
    ['(a)', '(a)', true],
  ])('%j is like %j: %s', (text, pattern, expected) => {
    expect(like(text, pattern)).toBe(expected)
  })

  test.each([
    ['delete from ledger', 'ledger', true],
    ['delete from ledger_2026', 'ledger', true],
    ['ledgers', 'ledger', false],
    ['Force Push', 'force push', true],
    ['anything', '', false],
  ])('%j has the word %j: %s', (text, word, expected) => {
    expect(hasWord(text, word)).toBe(expected)
  })
})

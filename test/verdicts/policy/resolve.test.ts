import { describe, expect, test } from 'vitest'
import { compare, couldBeStricter } from '../../../src/verdicts/policy/compare.ts'
import { readPolicy } from '../../../src/verdicts/policy/read.ts'
import { policyIn, stricterCell } from '../../../src/verdicts/policy/resolve.ts'
import { blockingPolicy, defaultPolicy, policyDigest } from '../../../src/verdicts/policy.ts'
import { harbour } from './harbour.ts'

const read = (text: string) => readPolicy(`{version: 1, name: a, ${text}}`, 'a.yaml')
const agent = { id: 'agent-deploy', groups: ['group:everyone'] }
const newcomer = { id: 'rui', groups: ['group:newcomers'] }

describe('profiles', () => {
  test('each holds for its environments and its people alone', async () => {
    const policy = await readPolicy(harbour, 'harbour.yaml')
    const classIn = (who: typeof agent, environments: readonly string[] | null) => {
      const { D1, D2, D3 } = policyIn(policy, who, environments).byClass
      return [D1.decision, D2.decision, D3.decision]
    }
    expect(classIn(agent, ['production'])).toEqual(['allow', 'escalate', 'escalate'])
    expect(classIn(agent, ['playground'])).toEqual(['allow', 'allow', 'warn'])
    expect(classIn(agent, ['sandbox'])).toEqual(['allow', 'allow', 'warn'])
    expect(classIn(newcomer, ['sandbox'])).toEqual(['escalate', 'allow', 'warn'])
    expect(policyIn(policy, newcomer, ['sandbox']).rules.map(({ id }) => id)).toContain(
      'newcomers-ask',
    )
    expect(policyIn(policy, agent, ['sandbox']).rules.map(({ id }) => id)).not.toContain(
      'newcomers-ask',
    )
  })

  test('an environment that nobody could make out gets the strictest', async () => {
    const policy = await readPolicy(harbour, 'harbour.yaml')
    const { byClass } = policyIn(policy, agent, null)
    expect(byClass.D3).toEqual(policy.byClass.D3)
    expect(policyIn(policy, agent, []).byClass.D3).toEqual(byClass.D3)
    const several = policyIn(policy, agent, ['sandbox', 'production']).byClass
    expect(several.D3).toEqual(byClass.D3)
  })

  test('a stricter profile is not escaped by leaving the environment open', async () => {
    const policy = await read(
      'profiles: [{id: p, environments: [production], classes: {D2: block}, mode: enforce}], mode: report',
    )
    expect(policyIn(policy, agent, null).byClass.D2.decision).toBe('block')
    expect(policyIn(policy, agent, null).mode).toBe('enforce')
    expect(policyIn(policy, agent, ['staging'])).toMatchObject({
      mode: 'report',
      byClass: { D2: { decision: 'warn' } },
    })
  })

  test('of two that speak of one cell, the stricter holds', async () => {
    const policy = await read(
      'profiles: [{id: p, principals: [agent-deploy], classes: {D2: escalate}}, {id: q, environments: [staging], classes: {D2: allow}}]',
    )
    expect(policyIn(policy, agent, ['staging']).byClass.D2.decision).toBe('escalate')
    expect(policyIn(policy, newcomer, ['staging']).byClass.D2.decision).toBe('allow')
  })

  test('without profiles nothing is made anew', () => {
    expect(policyIn(defaultPolicy, agent, null)).toBe(defaultPolicy)
  })

  test('what nobody can lift is stricter than what people can', () => {
    const two = { decision: 'block', people: { approvers: 2, senior: 1 } } as const
    expect(stricterCell(two, { decision: 'block' })).toEqual({ decision: 'block' })
    expect(
      stricterCell(
        { decision: 'escalate', people: { approvers: 3, senior: 0 } },
        { decision: 'escalate', people: { approvers: 1, senior: 1 } },
      ),
    ).toEqual({
      decision: 'escalate',
      people: { approvers: 3, senior: 1 },
    })
  })
})

describe('a policy that cannot be read', () => {
  test('blocks every reason and every class, and nobody lifts it', () => {
    const { rows, byClass } = blockingPolicy('a', 'a.yaml:3: it is broken')
    const cells = [...rows.flatMap((row) => Object.values(row.cells)), ...Object.values(byClass)]
    expect(
      cells.every(({ decision, people }) => decision === 'block' && people === undefined),
    ).toBe(true)
  })

  test('is another policy than the built-in one', () => {
    expect(policyDigest(blockingPolicy('plumbline-default', 'x'))).not.toBe(
      policyDigest(defaultPolicy),
    )
  })
})

describe('what changed', () => {
  const rule =
    'rules: [{id: r, when: intent == "act", decision: warn, message: m, examples: {match: [{intent: act}]}}]'
  test.each([
    ['nothing', '', '', {}],
    [
      'a cell tighter',
      '',
      'table: {moved: {act: escalate}}',
      { tightened: ['moved: act: warn → escalate until 1 approve'] },
    ],
    [
      'a cell looser',
      'table: {moved: {act: escalate}}',
      '',
      { loosened: ['moved: act: escalate until 1 approve → warn'] },
    ],
    [
      'more people',
      '',
      'classes: {D3: {decision: escalate, people: 2}}',
      { tightened: ['class D3: escalate until 1 approve → escalate until 2 approve'] },
    ],
    ['a rule put in', '', rule, { tightened: ['rule r: put in'] }],
    ['a rule taken out', rule, '', { loosened: ['rule r: taken out'] }],
    [
      'a rule stricter',
      rule,
      rule.replace('warn', 'block'),
      { tightened: ['rule r: warn → block'] },
    ],
    [
      'a rule of other cases',
      rule,
      rule.replace('intent == "act"', 'intent != "inform"'),
      { changed: ['rule r: speaks of other cases'] },
    ],
    [
      'a freeze put in',
      '',
      'freezes: [{reason: f, from: 2026-01-01, until: 2026-01-02}]',
      { tightened: ['freeze f (2026-01-01T00:00 to 2026-01-02T00:00): put in'] },
    ],
    [
      'an environment',
      '',
      'environments: {production: {critical: true}}',
      { changed: ['environment production: differs'] },
    ],
    [
      'a profile',
      '',
      'profiles: [{id: p, environments: [staging], mode: report}]',
      { changed: ['profile p: put in'] },
    ],
    ['only reporting', '', 'mode: report', { loosened: ['mode: enforce → report'] }],
  ] as const)('%s', async (_, before, after, told) => {
    const change = compare(
      await read(before || 'base: default'),
      await read(after || 'base: default'),
    )
    expect(change).toEqual({ tightened: [], loosened: [], changed: [], ...told })
  })

  const decided = {
    reasons: ['code.moved'],
    intent: 'act',
    classes: ['D2'],
    unseen: false,
  } as const
  test.each([
    ['nothing', 'base: default', {}, false],
    ['a cell it rests on', 'table: {moved: {act: block}}', {}, true],
    ['that cell, for another intent', 'table: {moved: {destroy: block}}', {}, false],
    [
      'that cell, where the intent is not known',
      'table: {moved: {destroy: block}}',
      { intent: null },
      true,
    ],
    ['a cell it does not rest on', 'table: {opaque: {act: block}}', {}, false],
    ['the class of its command', 'classes: {D2: block}', {}, true],
    ['another class', 'classes: {D3: block}', {}, false],
    ['a class, seen as opaque', 'classes: {X2: block}', { unseen: true }, true],
    ['a rule that nobody can ask again', rule, {}, true],
    ['a freeze', 'freezes: [{reason: f, from: 2026-01-01, until: 2026-01-02}]', {}, true],
    [
      'a freeze, for an answer',
      'freezes: [{reason: f, from: 2026-01-01, until: 2026-01-02}]',
      { classes: [] },
      false,
    ],
    ['a looser cell', 'table: {moved: {act: allow}}', {}, false],
  ] as const)('whether a receipt is touched: %s', async (_, after, given, touched) => {
    expect(couldBeStricter({ ...decided, ...given }, defaultPolicy, await read(after))).toBe(
      touched,
    )
  })

  test('what cannot be read touches every receipt', () => {
    expect(
      couldBeStricter(
        { ...decided, reasons: [], classes: [] },
        defaultPolicy,
        blockingPolicy('a', 'x'),
      ),
    ).toBe(true)
  })
})

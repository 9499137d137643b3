import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PlumblineError } from '../../src/domain/errors.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Plumbline } from '../../src/plumbline.ts'
import { company } from '../bad-input/company.ts'

const agent: Principal = {
  id: 'agent-deploy',
  kind: 'agent',
  scopes: ['agent'],
  groups: ['group:everyone'],
  environments: [],
}

const changed = (path: string, before: readonly string[], after: readonly string[]): string =>
  [
    `--- a/${path}`,
    `+++ ${after.length === 0 ? '/dev/null' : `b/${path}`}`,
    `@@ -1,${before.length} +${after.length === 0 ? 0 : 1},${after.length} @@`,
    ...before.map((line) => `-${line}`),
    ...after.map((line) => `+${line}`),
    '',
  ].join('\n')

const opened = (): Promise<Plumbline> =>
  company({ 'orders.md': '# Orders\n\nOrders are kept for a year.\n' }).open()

describe('a change by itself is judged by its class', () => {
  test.each([
    ['a note for people', changed('README.md', ['old'], ['new']), 'allow', []],
    ['more copies', changed('deploy/web.yaml', ['replicas: 2'], ['replicas: 4']), 'allow', []],
    [
      'a table that goes',
      changed('db/migrations/7.sql', ['SELECT 1;'], ['DROP TABLE orders;']),
      'escalate',
      ['action.destructive'],
    ],
    [
      'a policy that lets everybody through',
      changed('db/migrations/8.sql', ['SELECT 1;'], ['CREATE POLICY p ON orders USING (true);']),
      'escalate',
      ['action.privilege'],
    ],
    [
      'a root that goes',
      changed('infra/main.tf', ['terraform {', '  backend "s3" {}', '}'], []),
      'block',
      ['action.environment-wide'],
    ],
    ['the gate', changed('plumbline.yaml', ['a: 1'], ['a: 2']), 'block', ['action.guard-tampered']],
    ['no diff at all', 'trust me, it is fine', 'escalate', ['action.opaque']],
  ])('%s', async (_, diff, decision, codes) => {
    const { verdict } = await (await opened()).verify({ action: { diff } }, agent)
    expect(verdict.decision).toBe(decision)
    expect(verdict.reasons.map(({ code }) => code)).toEqual(codes)
  })
})

test('a reason points at the file and the line, and people are asked for exactly this change', async () => {
  const diff = changed('db/migrations/7.sql', ['SELECT 1;'], ['SELECT 1;', 'DROP TABLE orders;'])
  const plumbline = await opened()
  const { verdict, action, escalation } = await plumbline.verify({ action: { diff } }, agent)
  expect(verdict.reasons[0]?.message).toContain('db/migrations/7.sql:2 DROP TABLE orders;')
  expect(action?.commands[0]?.place).toEqual({
    path: 'db/migrations/7.sql',
    line: 2,
    side: 'after',
  })
  expect(action?.touches?.paths).toEqual(['db/migrations/7.sql'])
  const approval = await plumbline.approval(escalation?.approval ?? '', agent)
  expect(approval?.action).toBe(action?.digest)
})

test('beside advice a change that cannot be read, and might destroy, is blocked', async () => {
  const action = { diff: 'diff --cc orders.sql\n' }
  const judged = await (await opened()).verify({ advice: { text: 'Merge it.' }, action }, agent)
  expect(judged.verdict.reasons.map(({ code }) => code)).toContain('action.opaque')
  expect(judged.verdict.decision).not.toBe('allow')
})

describe('on a system that is configured as critical', () => {
  const drop = ['SELECT 1;', 'DROP TABLE orders;']
  test.each([
    ['what destroys', 'infra/production/migrations/7.sql', drop, true],
    ['the same elsewhere', 'infra/staging/migrations/7.sql', drop, false],
    ['what harms nothing', 'infra/production/migrations/7.sql', ['SELECT 1;', 'SELECT 2;'], false],
  ])('%s', async (_, path, after, isCritical) => {
    const shop = company({}, 'policy: policy.yaml\n')
    writeFileSync(
      join(shop.folder, 'policy.yaml'),
      '{version: 1, name: shop, environments: {production: {critical: true}, staging: {}}}\n',
    )
    const plumbline = await shop.open()
    const bound = { ...agent, environments: ['production', 'staging'] }
    const diff = changed(path, ['SELECT 1;'], after)
    const { verdict, escalation } = await plumbline.verify({ action: { diff } }, bound)
    const codes = verdict.reasons.map(({ code }) => code)
    expect(codes.includes('action.critical-system')).toBe(isCritical)
    expect(escalation?.approvers === 2 && escalation.senior === 1).toBe(isCritical)
  })
})

test.each([[{}], [{ command: 'ls', diff: changed('README.md', ['a'], ['b']) }]])(
  'an action is a command or a diff: %j',
  async (action) => {
    await expect((await opened()).verify({ action }, agent)).rejects.toThrow(PlumblineError)
  },
)

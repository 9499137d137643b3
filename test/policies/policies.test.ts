import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseConfig } from '../../src/config/config.ts'
import type { Verification } from '../../src/domain/answer.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { VerifyRequest } from '../../src/domain/requests.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { openDatabase } from '../../src/store/open.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

let folder: string
let opened: Plumbline[] = []

beforeEach(() => {
  folder = newFolder()
  mkdirSync(join(folder, 'data'))
})
afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()))
  opened = []
  removeFolder(folder)
})

const now = '2026-11-03T10:00:00Z'
const policyFile = () => join(folder, 'policy.yaml')
const write = (text: string) => writeFileSync(policyFile(), `version: 1\nname: harbour\n${text}`)

async function open(policy = 'policy: policy.yaml'): Promise<Plumbline> {
  const environment = { config: null, data: join(folder, 'data'), port: null, color: null }
  const yaml = `clock: ${now}
${policy}
principals:
  - { id: agent-any, kind: agent, scopes: [agent] }
  - { id: agent-staging, kind: agent, scopes: [agent], environments: [staging], roles: [deployer] }
`
  const plumbline = await openPlumbline(
    parseConfig(yaml, join(folder, 'plumbline.yaml'), environment),
  )
  opened.push(plumbline)
  return plumbline
}

const row = z.object({ kind: z.string(), subject: z.string(), details: z.string() })
function audited(kind: string) {
  const database = openDatabase(join(folder, 'data', 'plumbline.sqlite'))
  try {
    return z
      .array(row)
      .parse(database.prepare('select kind, subject, details from audit order by seq').all())
      .filter((entry) => entry.kind === kind)
      .map(({ subject, details }) => ({
        subject,
        details: z.record(z.string(), z.unknown()).parse(JSON.parse(details)),
      }))
  } finally {
    database.close()
  }
}
const recalled = () => audited('receipt-recalled').map(({ subject }) => subject)

const restart = { action: { command: 'kubectl --context staging rollout restart deploy/api' } }
async function verified(
  plumbline: Plumbline,
  request: VerifyRequest = restart,
  as = 'agent-any',
): Promise<Verification> {
  const principal: Principal = await plumbline.principal(as)
  return plumbline.verify(request, principal)
}

describe('a policy in force', () => {
  test('decides, and is named by the receipt', async () => {
    write('classes: { D2: escalate }\n')
    const plumbline = await open()
    const { verdict, escalation, receipt, environments, intent } = await verified(plumbline)
    expect(verdict.decision).toBe('escalate')
    expect(escalation).toMatchObject({ approvers: 1, senior: 0 })
    expect([environments, intent]).toEqual([['staging'], 'act'])
    const kept = await plumbline.receipt(receipt.id, await plumbline.principal('agent-any'))
    expect(kept?.content.policy.name).toBe('harbour')
  })

  test('that is the built-in one is no news; taking one up is', async () => {
    await open('')
    expect(audited('policy-changed')).toEqual([])
    write('classes: { D2: escalate }\n')
    await open()
    expect(audited('policy-changed')).toMatchObject([
      {
        subject: 'harbour',
        details: { tightened: ['class D2: warn → escalate until 1 approve'], loosened: [] },
      },
    ])
    await open()
    expect(audited('policy-changed')).toHaveLength(1)
    await open('')
    expect(audited('policy-changed')[1]).toMatchObject({
      subject: 'plumbline-default',
      details: { tightened: [], loosened: ['class D2: escalate until 1 approve → warn'] },
    })
  })

  test('follows its file, and recalls what it could decide more strictly', async () => {
    write('')
    const plumbline = await open()
    const disruptive = await verified(plumbline)
    const reading = await verified(plumbline, { action: { command: 'kubectl get pods' } })
    expect([disruptive, reading].map(({ verdict }) => verdict.decision)).toEqual(['warn', 'allow'])
    write('classes: { D2: block }\n')
    expect((await verified(plumbline)).verdict.decision).toBe('block')
    expect(recalled()).toEqual([disruptive.receipt.id])
    expect(audited('receipt-recalled')[0]?.details).toMatchObject({
      because: 'policy changed: class D2: warn → block',
    })
  })

  test('recalls by the profile of whoever holds the receipt', async () => {
    write('')
    const plumbline = await open()
    const anybody = await verified(plumbline)
    const bound = await verified(plumbline, restart, 'agent-staging')
    write('profiles: [{ id: bound, principals: [agent-staging], classes: { D2: block } }]\n')
    await plumbline.health()
    expect(recalled()).toEqual([bound.receipt.id])
    expect(anybody.verdict.decision).toBe('warn')
  })

  test('is looked at before a receipt is said to stand', async () => {
    write('')
    const plumbline = await open()
    const { receipt } = await verified(plumbline)
    write('classes: { D2: block }\n')
    await plumbline.receiptStatus(receipt.id, await plumbline.principal('agent-any'))
    expect(recalled()).toEqual([receipt.id])
  })

  test('that is loosened is told, and recalls nothing', async () => {
    write('classes: { D2: escalate }\n')
    const plumbline = await open()
    await verified(plumbline)
    write('mode: report\n')
    expect((await verified(plumbline)).mode).toBe('report')
    expect(audited('policy-changed')[1]?.details.loosened).toEqual([
      'mode: enforce → report',
      'class D2: escalate until 1 approve → warn',
    ])
    expect(recalled()).toEqual([])
  })

  test('changed while nobody served is found when somebody opens', async () => {
    write('')
    const first = await open()
    const { receipt } = await verified(first)
    await first.close()
    opened = []
    write('freezes: [{ reason: audit, from: 2026-11-01, until: 2026-11-09 }]\n')
    await open()
    expect(recalled()).toEqual([receipt.id])
  })
})

describe('a policy that cannot be read', () => {
  test.each([
    ['broken', () => write('classes: { D2: [\n')],
    ['missing', () => rmSync(policyFile())],
    [
      'a folder',
      () => {
        rmSync(policyFile())
        mkdirSync(policyFile())
      },
    ],
    ['empty', () => writeFileSync(policyFile(), '')],
    [
      'with a rule that fails its example',
      () =>
        write(
          'rules: [{ id: r, when: intent != "act", decision: warn, message: m, examples: { match: [{ intent: act }] } }]\n',
        ),
    ],
  ])('%s: blocks everything, recalls everything, and mends itself', async (_, spoil) => {
    write('')
    const plumbline = await open()
    const before = await verified(plumbline, { action: { command: 'ls' } })
    spoil()
    const { verdict, unblock, escalation } = await verified(plumbline, {
      action: { command: 'ls' },
    })
    expect(verdict.decision).toBe('block')
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['policy.unreadable'])
    expect(verdict.reasons[0]?.message).toContain('policy.yaml')
    expect(unblock).toHaveLength(1)
    expect(escalation).toBeNull()
    expect(recalled()).toEqual([before.receipt.id])
    expect(await plumbline.health()).toMatchObject({
      status: 'degraded',
      policy: { problem: verdict.reasons[0]?.message },
    })
    const principal = await plumbline.principal('agent-any')
    expect((await plumbline.ask({ query: 'What is allowed?' }, principal)).verdict.decision).toBe(
      'block',
    )
    rmSync(policyFile(), { recursive: true, force: true })
    write('')
    expect((await verified(plumbline, { action: { command: 'ls' } })).verdict.decision).toBe(
      'allow',
    )
    expect(await plumbline.health()).toMatchObject({ status: 'ok', policy: { problem: null } })
  })

  test('from the first moment', async () => {
    const plumbline = await open('policy: nowhere.yaml')
    expect((await verified(plumbline, { action: { command: 'ls' } })).verdict.decision).toBe(
      'block',
    )
  })
})

describe('report mode', () => {
  test.each([
    ['of the request', '', { ...restart, mode: 'report' }],
    ['of the policy', 'mode: report\n', restart],
    ['of the policy, whatever the request says', 'mode: report\n', { ...restart, mode: 'enforce' }],
  ] as const)(
    '%s: the verdict is told, nothing is asked, and the receipt allows nothing',
    async (_, text, request) => {
      write(text)
      const plumbline = await open()
      const { mode, verdict, escalation, receipt } = await verified(plumbline, request)
      expect([mode, verdict.decision, escalation]).toEqual(['report', 'warn', null])
      const kept = await plumbline.receipt(receipt.id, await plumbline.principal('agent-any'))
      expect(kept?.content.mode).toBe('report')
      // What executors read of the signed text itself.
      const statement: unknown = JSON.parse(
        Buffer.from(kept?.envelope.payload ?? '', 'base64').toString(),
      )
      expect(statement).toMatchObject({
        predicate: { verificationResult: 'FAILED', mode: 'report' },
      })
    },
  )
})

describe('what the server makes of an action', () => {
  test.each([
    [
      'a key of another environment',
      { command: 'kubectl --context prod delete pod web-1', target: { environment: 'staging' } },
      'access.environment',
    ],
    [
      'a name in the target',
      {
        command: 'kubectl get pods',
        target: { environment: 'staging', resource: 'payments-prod' },
      },
      'access.environment',
    ],
    [
      'a wider role',
      { command: restart.action.command, role: 'prod-admin' },
      'action.disproportionate',
    ],
  ])('%s', async (_, action, code) => {
    write('')
    const { verdict } = await verified(await open(), { action }, 'agent-staging')
    expect(verdict.reasons.map((reason) => reason.code)).toContain(code)
  })

  test('commands that advice shows are aimed somewhere, too', async () => {
    write('')
    const advice = { text: 'Run `kubectl --context prod delete pod web-1` and wait.' }
    const { verdict } = await verified(await open(), { advice }, 'agent-staging')
    expect(verdict.decision).toBe('block')
    expect(verdict.reasons.map((reason) => reason.code)).toContain('access.environment')
  })

  test('environment-wide destruction beyond its task is two people’s', async () => {
    write('')
    const request = {
      task: 'restart the payments service',
      action: { command: 'kubectl delete ns payments' },
    }
    const { verdict, escalation } = await verified(await open(), request)
    expect(verdict.reasons.map((reason) => reason.code)).toContain('action.disproportionate')
    expect(escalation).toMatchObject({ approvers: 2, senior: 1 })
  })
})

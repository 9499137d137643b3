import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { parseConfig } from '../../src/config/config.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { makeCompany } from './company.ts'
import { misdeeds, whileFailing } from './ports.ts'

// Every part that a verdict goes through is put under watch where the composition root takes it from.
vi.mock('../../src/store/store.ts', async (original) => {
  const [{ port }, real] = [
    await import('./ports.ts'),
    await original<typeof import('../../src/store/store.ts')>(),
  ]
  return {
    ...real,
    openStore: async (...given: Parameters<typeof real.openStore>) =>
      port('store', await real.openStore(...given)),
  }
})
vi.mock('../../src/embedding.ts', async (original) => {
  const [{ port }, real] = [
    await import('./ports.ts'),
    await original<typeof import('../../src/embedding.ts')>(),
  ]
  return {
    ...real,
    embedding: (...given: Parameters<typeof real.embedding>) => {
      const opened = real.embedding(...given)
      return { ...opened, dense: port('dense', opened.dense) }
    },
  }
})
vi.mock('../../src/flows/open-repositories.ts', async (original) => {
  const [{ port }, real] = [
    await import('./ports.ts'),
    await original<typeof import('../../src/flows/open-repositories.ts')>(),
  ]
  return {
    ...real,
    openRepositories: (...given: Parameters<typeof real.openRepositories>) =>
      port('repositories', real.openRepositories(...given)),
  }
})
vi.mock('../../src/actions/classify.ts', async (original) =>
  (await import('./ports.ts')).watched('classify', await original<object>()),
)
vi.mock('../../src/judging/aside.ts', async (original) => {
  const [{ port }, real] = [
    await import('./ports.ts'),
    await original<typeof import('../../src/judging/aside.ts')>(),
  ]
  return {
    ...real,
    judgingAside: (...given: Parameters<typeof real.judgingAside>) =>
      port('aside', real.judgingAside(...given)),
  }
})
vi.mock('../../src/policies/policies.ts', async (original) => {
  const [{ port }, real] = [
    await import('./ports.ts'),
    await original<typeof import('../../src/policies/policies.ts')>(),
  ]
  return {
    ...real,
    openPolicies: async (...given: Parameters<typeof real.openPolicies>) =>
      port('policies', await real.openPolicies(...given)),
  }
})
vi.mock('../../src/verdicts/circumstances.ts', async (original) =>
  (await import('./ports.ts')).watched('circumstances', await original<object>()),
)
vi.mock('../../src/verdicts/judge.ts', async (original) =>
  (await import('./ports.ts')).watched('judge', await original<object>()),
)
vi.mock('../../src/verdicts/entitlement.ts', async (original) =>
  (await import('./ports.ts')).watched('entitlement', await original<object>()),
)
vi.mock('../../src/verdicts/receipts.ts', async (original) =>
  (await import('./ports.ts')).watched('receipts', await original<object>()),
)
vi.mock('../../src/flows/advice-statements.ts', async (original) =>
  (await import('./ports.ts')).watched('read', await original<object>()),
)
vi.mock('../../src/flows/ground-statements.ts', async (original) =>
  (await import('./ports.ts')).watched('ground', await original<object>()),
)
vi.mock('../../src/flows/search-passages.ts', async (original) =>
  (await import('./ports.ts')).watched('search', await original<object>()),
)
vi.mock('../../src/support/support.ts', async (original) =>
  (await import('./ports.ts')).watched('support', await original<object>()),
)
vi.mock('../../src/freshness/freshness.ts', async (original) =>
  (await import('./ports.ts')).watched('freshness', await original<object>()),
)

/** Stricter than the built-in table, so that falling back to it shows. */
const policy = `version: 1
name: shop
base: default
environments:
  staging: { names: [stage] }
freezes:
  - { reason: the autumn sale, environments: [staging], timeZone: UTC, from: 2026-10-30T00:00, until: 2026-11-03T00:00 }
classes:
  D2: allow
`

interface Asked {
  readonly what: string
  readonly route: 'answers' | 'verifications'
  readonly payload: object
}

const asked: readonly Asked[] = [
  {
    what: 'a harmless command',
    route: 'verifications',
    payload: { action: { command: 'ls -la /srv/shop' } },
  },
  {
    what: 'a destructive command',
    route: 'verifications',
    payload: {
      action: { command: 'kubectl delete ns payments', target: { environment: 'staging' } },
    },
  },
  {
    what: 'a restart while a freeze of the company holds',
    route: 'verifications',
    payload: {
      action: {
        command: 'kubectl rollout restart deploy/checkout',
        target: { environment: 'staging' },
      },
    },
  },
  {
    what: 'advice with a source that cannot be found',
    route: 'verifications',
    payload: {
      advice: {
        text: 'The default of `WARP_LIMIT` is 7.',
        citations: [{ url: 'https://wiki.shop.example/warp.md', quote: 'is 7' }],
      },
      intent: 'inform',
    },
  },
  {
    what: 'advice without a source, that code bears out',
    route: 'verifications',
    payload: { advice: { text: 'The default of `WARP_LIMIT` is 7.' }, intent: 'inform' },
  },
  {
    what: 'advice that code contradicts, and a command',
    route: 'verifications',
    payload: {
      advice: { text: 'The default of `CHECKOUT_TIMEOUT` is 30.\n\nThen run `git status`.' },
      action: { command: 'git status' },
    },
  },
  {
    what: 'a question that is answered',
    route: 'answers',
    payload: { query: 'What is the default of WARP_LIMIT?', intent: 'inform' },
  },
  {
    what: 'a question whose page is contradicted',
    route: 'answers',
    payload: { query: 'What is the default of CHECKOUT_TIMEOUT?', intent: 'inform' },
  },
]

let shop: TestRepository
let folder: string
let plumbline: Plumbline
let app: FastifyInstance
let key: string

afterEach(() => {
  vi.useRealTimers()
})

beforeAll(async () => {
  shop = await gitRepository([
    {
      files: { 'src/warp.ts': 'export const WARP_LIMIT = 7\nexport const CHECKOUT_TIMEOUT = 30\n' },
    },
    {
      files: { 'src/warp.ts': 'export const WARP_LIMIT = 7\nexport const CHECKOUT_TIMEOUT = 45\n' },
    },
  ])
  folder = newFolder()
  const { file, yaml, data } = makeCompany(folder, shop.directory, 'policy: policy.yaml\n')
  writeFileSync(join(folder, 'policy.yaml'), policy)
  plumbline = await openPlumbline(
    parseConfig(yaml, file, { config: null, data, port: null, color: null }),
  )
  await plumbline.index()
  key = await plumbline.createKey('agent-shop')
  app = buildApp(plumbline)
})

afterAll(async () => {
  await app?.close()
  await plumbline?.close()
  await shop?.remove()
  removeFolder(folder)
})

let requests = 0

const send = ({ route, payload }: Asked) => {
  requests += 1
  const headers = { authorization: `Bearer ${key}`, 'idempotency-key': `sweep-${requests}` }
  return app.inject({ method: 'POST', url: `/v1/${route}`, headers, payload })
}

/** What a caller may take from a reply: the decision, or a refusal because nothing, or not even who asks, could be told. */
function outcomeOf({ statusCode, body }: { statusCode: number; body: string }): string {
  const parsed = JSON.parse(body)
  if (statusCode === 200) return parsed.verdict.decision
  const isRefusal = statusCode >= 500 ? parsed.decision === 'block' : statusCode === 401
  return isRefusal ? 'refused' : `status ${statusCode}`
}

let injected = 0

describe.each(asked)('$what', (one) => {
  test.each(misdeeds)(
    'whichever call of a part %s',
    async (how) => {
      if (how === 'hangs') vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const sound = await whileFailing(0, how, () => send(one))
      const truth = outcomeOf(sound.result)
      expect(['allow', 'warn', 'escalate', 'block']).toContain(truth)
      const wrong: string[] = []
      for (let at = 1; ; at += 1) {
        const { result, calls } = await whileFailing(at, how, () => send(one))
        if (calls.length < at) break
        injected += 1
        const outcome = outcomeOf(result)
        if (outcome !== truth && outcome !== 'block' && outcome !== 'refused')
          wrong.push(`${at} ${calls[at - 1]}: ${outcome} in place of ${truth}`)
        if (result.statusCode === 200) {
          const { items } = await plumbline.auditEntries({ subject: JSON.parse(result.body).id })
          if (items.length !== 1)
            wrong.push(`${at} ${calls[at - 1]}: answered, and not in the audit log`)
        }
      }
      expect(wrong).toEqual([])
    },
    120_000,
  )
})

test('enough faults were injected to mean something', () => {
  expect(injected).toBeGreaterThan(1_000)
})

import { EventEmitter } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Served, serve } from '../../server/main.ts'
import { demonstration } from '../../src/demonstration.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { claudeCall, runHook } from '../support/gate.ts'
import { builtProgram } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

/** Acme on the morning of 1 November 2026, with a freeze of production that began two days before. */
const policy = `
version: 1
name: acme
environments:
  production: { critical: true }
freezes:
  - { reason: migration of the ledger, environments: [production], timeZone: UTC, from: 2026-10-30T00:00, until: 2026-11-03T00:00 }
`

let folder: string
let build: string
let plumbline: Plumbline
let server: Served
let key: string

beforeAll(async () => {
  folder = newFolder()
  build = await builtProgram()
  const file = join(folder, 'policy.yaml')
  writeFileSync(file, policy)
  const demo = await demonstration({ config: null, data: folder, port: null, color: null })
  plumbline = await openPlumbline({ ...demo.config, policy: file })
  await plumbline.index()
  key = await plumbline.createKey('agent-demo')
  server = await serve(plumbline, { port: 0, signals: new EventEmitter() })
}, 180_000)

afterAll(async () => {
  await server?.close()
  removeFolder(folder)
})

const judged = z.object({
  text: z.string().optional(),
  verdict: z.object({
    decision: z.string(),
    reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
  escalation: z.object({ approvers: z.number(), senior: z.number() }).nullish(),
})

async function post(route: string, body: unknown) {
  const response = await fetch(`${server.address}${route}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  const { verdict, ...rest } = judged.parse(await response.json())
  return { ...rest, decision: verdict.decision, codes: verdict.reasons.map(({ code }) => code) }
}

const ask = (query: string, intent = 'inform') => post('/v1/answers', { query, intent })
const verify = (body: unknown) => post('/v1/verifications', body)
const inProduction = { target: { environment: 'production' } }

/** Whether a hook lets a command run, by its exit code and by what it says. */
async function gate(command: string, args: readonly string[] = []): Promise<'runs' | 'stopped'> {
  const { status, stdout } = await runHook(build, claudeCall('Bash', { command }), { args })
  const said = JSON.parse(stdout).hookSpecificOutput.permissionDecision
  expect(said).toBe(status === 0 ? 'allow' : 'deny')
  return status === 0 ? 'runs' : 'stopped'
}

describe('an engineer followed advice that an agent had inferred from an outdated wiki', () => {
  test('the agent is not answered from the page that the code contradicts', async () => {
    const { decision, codes, text } = await ask(
      'How long does payments-api wait for a gateway by default?',
    )
    expect([decision, text]).toEqual(['block', undefined])
    expect(codes).toContain('code.value-differs')
  })

  test.each([
    ['as the page has it', 'REQUEST_TIMEOUT_MS defaults to 30 seconds in payments-api.'],
    ['in a list', '- REQUEST_TIMEOUT_MS defaults to 30 seconds in payments-api.'],
  ])('what was inferred is blocked: %s', async (_, text) => {
    const { decision, codes } = await verify({ advice: { text } })
    expect(decision).toBe('block')
    expect(codes).toContain('code.value-differs')
  })

  test.each([
    ['in ticks', 'Run `scripts/backup-database.sh production` and wait.'],
    ['in a fence', '```sh\nscripts/backup-database.sh production\n```'],
    ['quoted from its page', 'Take a snapshot: `scripts/backup-database.sh production`.'],
  ])('a script that is gone is blocked: %s', async (_, text) => {
    const { decision, codes } = await verify({ advice: { text } })
    expect(decision).toBe('block')
    expect(codes).toContain('code.contradicted')
  })

  test('the corrected sentence is not', async () => {
    const { decision } = await verify({
      advice: { text: 'REQUEST_TIMEOUT_MS defaults to 8 seconds in payments-api.' },
      intent: 'inform',
    })
    expect(decision).not.toBe('block')
  })
})

describe('an agent deleted and rebuilt an environment under a wider role than its own', () => {
  const task = 'fix a configuration drift in staging'

  test('the plan in words needs two people, one of them senior', async () => {
    const { decision, codes } = await verify({
      task,
      advice: { text: 'The quickest fix is to delete and recreate the environment.' },
      intent: 'act',
    })
    expect(decision).toBe('block')
    expect(codes).toContain('action.environment-wide')
  })

  test.each([
    'terraform -chdir=terraform destroy -auto-approve',
    'kubectl delete namespace payments',
    'helm list -q | xargs helm uninstall; kubectl delete ns payments',
    'bash -c "tofu destroy -auto-approve"',
  ])('%s', async (command) => {
    const { decision, codes, escalation } = await verify({
      task,
      action: { command, runAs: 'agent:deploy', role: 'prod-admin' },
    })
    expect(decision).toBe('block')
    expect(codes).toEqual(
      expect.arrayContaining(['action.environment-wide', 'action.disproportionate']),
    )
    expect(escalation).toMatchObject({ approvers: 2, senior: 1 })
    expect(await gate(command)).toBe('stopped')
  })

  test.each([
    ['restart the payments service', 'kubectl -n payments rollout restart deployment/payments-api'],
    ['see what Terraform would change', 'terraform -chdir=terraform plan'],
    ['check a manifest', 'kubectl apply --dry-run=server -f deployment.yaml'],
    ['see what is running', 'kubectl -n payments get pods'],
  ])('its neighbour passes: %s', async (task, command) => {
    const { decision } = await verify({
      task,
      action: { command, target: { environment: 'staging' } },
    })
    expect(['allow', 'warn']).toContain(decision)
    expect(await gate(command)).toBe('runs')
  })
})

describe('an agent wiped a database in a freeze, invented test results and said that no rollback was possible', () => {
  const command = 'psql "$DATABASE_URL" -c "DROP DATABASE payments"'

  test('it is blocked for each of these reasons', async () => {
    const { decision, codes } = await verify({
      task: 'clean up old data',
      advice: { text: 'All tests pass, and a rollback is impossible once this is out.' },
      action: { command, ...inProduction },
      intent: 'act',
    })
    expect(decision).toBe('block')
    expect(codes).toEqual(
      expect.arrayContaining([
        'action.environment-wide',
        'action.disproportionate',
        'capability.test-unattested',
        'capability.irreversibility-unproven',
      ]),
    )
  })

  test('and at the gate, whichever way it is put', async () => {
    const ways = [
      command,
      'dropdb payments',
      'echo "drop database payments" | psql "$DATABASE_URL"',
      'x=DROP; psql -c "$x DATABASE payments"',
    ]
    for (const way of ways) expect(await gate(way)).toBe('stopped')
  })

  test('a change that is harmless elsewhere waits for people while production is frozen', async () => {
    const restart = 'kubectl -n payments rollout restart deployment/payments-api'
    const body = { task: 'restart the payments service', action: { command: restart } }
    const frozen = await verify({ ...body, action: { ...body.action, ...inProduction } })
    expect(['escalate', 'block']).toContain(frozen.decision)
    expect(frozen.codes).toContain('action.disproportionate')
  })

  test('reading goes on in the freeze', async () => {
    const count = 'psql "$DATABASE_URL" -c "select count(*) from idempotency_keys"'
    const { decision } = await verify({
      task: 'count idempotency keys',
      action: { command: count, ...inProduction },
    })
    expect(decision).toBe('allow')
    expect(await gate(count)).toBe('runs')
  })
})

describe('a scanner saw that row-level security was on, and not that it worked', () => {
  test('a page that relies on a policy that lets every row through is not quoted', async () => {
    const { decision, codes, text } = await ask('Does row-level security protect payment_methods?')
    expect([decision, text]).toEqual(['block', undefined])
    expect(codes).toContain('code.control-ineffective')
  })

  test('advice that relies on it is blocked, uncited', async () => {
    const { decision, codes } = await verify({
      task: 'check whether cards are isolated',
      advice: {
        text: 'Row-level security protects payment_methods, so query it for any merchant.',
      },
      intent: 'inform',
    })
    expect(decision).toBe('block')
    expect(codes).toContain('code.control-ineffective')
  })

  test('a statement that opens a table is stopped at the gate', async () => {
    const opening = 'psql -c "CREATE POLICY everyone ON payouts USING (true)"'
    expect(await gate(opening)).toBe('stopped')
  })

  test('the table whose policy does work may be told of', async () => {
    const { decision } = await ask('Does row-level security protect the payouts table?')
    expect(decision).toBe('allow')
  })
})

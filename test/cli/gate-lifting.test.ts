import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Outcome } from '../../src/cli/gate/outcome.ts'
import { withServer } from '../../src/cli/gate/with-server.ts'
import type { Deed } from '../../src/domain/deed.ts'
import type { Envelope, ReceiptContent } from '../../src/domain/receipt.ts'
import { actionDigest } from '../../src/offline-receipts.ts'
import { createKeyPair, jwks, publicKeyFrom, signingKeyFrom } from '../../src/verdicts/keys.ts'
import { signReceipt } from '../../src/verdicts/receipts.ts'
import { json, type Sent, type StubReply, silence, stubServer } from '../support/stub-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { content } from '../verdicts/samples.ts'

const pair = createKeyPair()
const others = createKeyPair()
const id = `rcp_${'7'.repeat(32)}`
const command = "psql -c 'DROP TABLE cargo'"
const action = { command, workingDirectory: '/srv/harbour', target: { environment: 'production' } }

const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString()

/** What a server that tells the truth signs after two people approved. */
const approved = (): ReceiptContent => ({
  ...content,
  id,
  about: 'verification',
  principal: 'agent-deploy',
  issuedAt: minutes(0),
  expiresAt: minutes(60),
  decision: 'allow',
  reasons: ['action.destructive', 'approval.granted'],
  mode: 'enforce',
  executor: { principal: 'agent-deploy', role: null },
  environment: 'production',
  approvals: ['ana', 'cleo'].map((by) => ({ id: `apr_${'1'.repeat(32)}`, by, at: minutes(-5) })),
  subjects: { action: actionDigest(action) },
})

const signed = (given: Partial<ReceiptContent> = {}, key = pair.privateKey): Envelope =>
  signReceipt({ ...approved(), ...given }, signingKeyFrom(key)).envelope

interface Server {
  readonly verdict?: StubReply
  readonly receipt?: StubReply
  readonly status?: StubReply
  readonly keys?: StubReply
}

const allows = json({ verdict: { decision: 'allow', reasons: [] }, receipt: { id } })
const valid = json({ id, status: 'valid' })

const published = json(jwks([publicKeyFrom(pair.publicKey)]))

const serverOf =
  ({
    verdict = allows,
    receipt = json({ envelope: signed() }),
    status = valid,
    keys = published,
  }: Server) =>
  ({ path }: Sent): StubReply =>
    path.endsWith('/jwks.json')
      ? keys
      : path.endsWith('/status')
        ? status
        : path.endsWith(id)
          ? receipt
          : verdict

const destructive: Outcome = {
  decision: 'escalate',
  class: 'D4',
  reasons: [{ code: 'action.destructive', decision: 'escalate', message: 'drops cargo', fix: '' }],
  people: { approvers: 2, senior: 0 },
}
const deed: Deed = { is: 'command', tool: 'Bash', command, known: true }

let home: string

beforeEach(() => {
  home = temporaryFolder()
  vi.stubEnv('HOME', home)
  writeFileSync(keysFile(), JSON.stringify(jwks([publicKeyFrom(pair.publicKey)])))
})

const keysFile = (): string => join(home, 'keys.json')

interface Setting {
  readonly local?: Outcome
  readonly keys?: string | null
  readonly principal?: string | null
}

/** What the gate makes of a server's words, and what the server was asked. */
async function judged(
  server: Server,
  { local = destructive, keys = keysFile(), principal = 'agent-deploy' }: Setting = {},
) {
  const { url, requests } = await stubServer(serverOf(server))
  const judge = withServer(async () => local, {
    ...{ url, key: 'plk_harbour', keys, principal, runs: true },
  })
  const place = { workingDirectory: '/srv/harbour', environment: 'production' }
  const again = () => judge(deed, place)
  return { outcome: await again(), again, requests }
}

const verifications = (requests: readonly Sent[]): readonly string[] =>
  requests.filter(({ path }) => path === '/v1/verifications').map(({ body }) => body)

test('what people approved of this very command lifts it, and says who', async () => {
  const { outcome, requests } = await judged({})
  expect(outcome).toMatchObject({
    decision: 'allow',
    class: 'D4',
    reasons: [
      { code: 'action.destructive', decision: 'allow', message: /^lifted by apr_1+: drops cargo$/ },
      { code: 'approval.granted', decision: 'allow', message: /^ana and cleo approved exactly/ },
    ].map((reason) => ({ ...reason, message: expect.stringMatching(reason.message) })),
  })
  expect(JSON.parse(verifications(requests)[0] ?? '')).toEqual({ action })
})

test('a warning of the gate still warns', async () => {
  const warns = { code: 'action.state-changing', decision: 'warn', message: '', fix: '' } as const
  const local = { ...destructive, reasons: [...destructive.reasons, warns] }
  expect((await judged({}, { local })).outcome.decision).toBe('warn')
})

test('a receipt that is played again lifts nothing', async () => {
  const { again } = await judged({})
  const second = await again()
  expect(second).toMatchObject({ decision: 'escalate' })
  expect(second.reasons.map(({ message }) => message).join()).toContain('it was used before')
})

const receiptOf = (given: Partial<ReceiptContent>): Server => ({
  receipt: json({ envelope: signed(given) }),
})

/** Each is a lie, or the truth about something else. */
const lies: readonly (readonly [string, () => Server])[] = [
  [
    'a receipt by another key',
    () => ({ receipt: json({ envelope: signed({}, others.privateKey) }) }),
  ],
  [
    'a receipt that was altered',
    () => {
      const envelope = signed({ decision: 'block' })
      const payload = Buffer.from(envelope.payload, 'base64').toString()
      const forged = payload.replace('"block"', '"allow"').replace('FAILED', 'PASSED')
      const bytes = Buffer.from(forged).toString('base64')
      return { receipt: json({ envelope: { ...envelope, payload: bytes } }) }
    },
  ],
  [
    'a receipt without a signature',
    () => ({ receipt: json({ envelope: { ...signed(), signatures: [] } }) }),
  ],
  ['a receipt for another action', () => receiptOf({ subjects: { action: 'a'.repeat(64) } })],
  ['a receipt for another environment', () => receiptOf({ environment: 'staging' })],
  [
    'a receipt for another executor',
    () => receiptOf({ executor: { principal: 'agent-night', role: null } }),
  ],
  [
    'a receipt for a role',
    () => receiptOf({ executor: { principal: 'agent-deploy', role: 'admin' } }),
  ],
  ['a receipt without an executor', () => receiptOf({ executor: null })],
  [
    'a receipt that has expired',
    () => receiptOf({ issuedAt: minutes(-70), expiresAt: minutes(-10) }),
  ],
  ['a receipt of the future', () => receiptOf({ issuedAt: minutes(5) })],
  ['a receipt that no people approved', () => receiptOf({ approvals: [] })],
  [
    'a receipt that too few approved',
    () => receiptOf({ approvals: approved().approvals.slice(0, 1) }),
  ],
  [
    'a receipt that one person approved twice',
    () => receiptOf({ approvals: approved().approvals.map((one) => ({ ...one, by: 'ana' })) }),
  ],
  ['a receipt of a report', () => receiptOf({ mode: 'report' })],
  ['a receipt that warns', () => receiptOf({ decision: 'warn' })],
  ['a receipt about an answer', () => receiptOf({ about: 'answer' })],
  ['a receipt about the gate itself', () => receiptOf({ reasons: ['action.guard-tampered'] })],
  ['a receipt by another name', () => receiptOf({ id: `rcp_${'8'.repeat(32)}` })],
  ['no receipt', () => ({ verdict: json({ verdict: { decision: 'allow', reasons: [] } }) })],
  [
    'a receipt somewhere else',
    () => ({ verdict: json({ verdict: { decision: 'allow' }, receipt: { id: '../../keys' } }) }),
  ],
  ['a receipt that nobody can find', () => ({ receipt: json({}, 404) })],
  ['nonsense for a receipt', () => ({ receipt: { body: '<html>' } })],
  ['a list for a receipt', () => ({ receipt: json([]) })],
  ['a receipt that never comes', () => ({ receipt: silence })],
  ['a recalled receipt', () => ({ status: json({ id, status: 'recalled' }) })],
  ['the status of another', () => ({ status: json({ id: 'rcp_1', status: 'valid' }) })],
  ['no status', () => ({ status: json({}, 500) })],
]

test.each(lies)('a server with %s lifts nothing', async (_, server) => {
  const { outcome } = await judged(server())
  expect(outcome.decision).toBe('escalate')
})

describe('what the gate lets nobody lift', () => {
  test.each([
    ['what it blocks', { ...destructive, decision: 'block' }, 0],
    ['the gate itself', { ...destructive, class: 'X1', people: null }, 1],
    [
      'the gate itself, whoever a policy has decide on it',
      {
        ...destructive,
        class: 'X1',
        reasons: [{ code: 'action.guard-tampered', decision: 'escalate', message: '', fix: '' }],
      },
      1,
    ],
    ['what it could not judge', { ...destructive, people: null }, 1],
  ] satisfies readonly (readonly [string, Outcome, number])[])('%s', async (_, local, asked) => {
    const { outcome, requests } = await judged({}, { local })
    expect(outcome.decision).toBe(local.decision)
    expect(requests).toHaveLength(asked)
    for (const body of verifications(requests))
      expect(JSON.parse(body)).toMatchObject({ mode: 'report' })
  })
})

const both = json(jwks([pair, others].map(({ publicKey }) => publicKeyFrom(publicKey))))

test.each([
  ['keys that are not there', {}, { keys: 'nowhere.json' }],
  ['no keys', {}, { keys: null }],
  ['no name', {}, { principal: null }],
  ['a server whose keys were rotated', { keys: both }, {}],
  ['a server that publishes no keys', { keys: json({ keys: [] }) }, {}],
  ['a server that does not tell its keys', { keys: json({}, 404) }, {}],
] satisfies readonly (readonly [string, Server, Setting])[])(
  'with %s nothing is lifted, and nothing used up',
  async (_, server, setting) => {
    const { outcome, requests } = await judged(server, setting)
    expect(outcome.decision).toBe('escalate')
    expect(outcome.reasons.map(({ fix }) => fix).join()).toContain('a person runs it by hand')
    expect(verifications(requests).map((body) => JSON.parse(body).mode)).toEqual(['report'])
  },
)

test('with another name nothing is lifted', async () => {
  expect((await judged({}, { principal: 'agent-night' })).outcome.decision).toBe('escalate')
})

test('what could not be remembered is not asked for', async () => {
  writeFileSync(join(home, '.plumbline'), 'no folder')
  const { outcome, requests } = await judged({})
  expect(outcome.decision).toBe('escalate')
  expect(verifications(requests).map((body) => JSON.parse(body).mode)).toEqual(['report'])
})

test('receipts that expired long since are forgotten, those of today are not', async () => {
  const folder = join(home, '.plumbline', 'used-receipts')
  mkdirSync(folder, { recursive: true })
  const names = [-48, -1].map((hours) => `${Date.now() + hours * 3_600_000}-${'a'.repeat(64)}`)
  for (const name of [...names, 'notes']) writeFileSync(join(folder, name), '')
  expect((await judged({})).outcome.decision).toBe('allow')
  const left = readdirSync(folder)
  expect(left).toHaveLength(3)
  expect(left).toEqual(expect.arrayContaining([names[1], 'notes']))
})

import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import type { Envelope } from '../../src/domain/receipt.ts'
import type { VerifyRequest } from '../../src/domain/requests.ts'
import { actionDigest } from '../../src/offline-receipts.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { rehearsalType, testResultType } from '../../src/verdicts/attestations.ts'
import { payloadType } from '../../src/verdicts/receipt-statement.ts'
import { preAuthenticationEncoding } from '../../src/verdicts/receipts.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
let folder: string
let repositories: readonly TestRepository[]
let plumbline: Plumbline

beforeAll(async () => {
  folder = newFolder()
  repositories = await Promise.all(
    ['ledger', 'mailer'].map((name) => gitRepository([{ files: { 'README.md': `# ${name}\n` } }])),
  )
  const [ledger = '', mailer = ''] = repositories.map(({ directory }) => JSON.stringify(directory))
  writeFileSync(join(folder, 'ci.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
  const settings = `
clock: 2026-11-01T09:00:00Z
repositories: [{ id: ledger, path: ${ledger} }, { id: mailer, path: ${mailer} }]
principals: [{ id: agent, kind: agent, scopes: [agent] }]
attestors: [{ id: ci, key: ci.pem }]
`
  const environment = { config: null, data: join(folder, 'data'), port: null, color: null }
  plumbline = await openPlumbline(
    parseConfig(settings, join(folder, 'plumbline.yaml'), environment),
  )
  await plumbline.index()
})

afterAll(async () => {
  await plumbline?.close()
  for (const repository of repositories) await repository.remove()
  removeFolder(folder)
})

function attested(predicateType: string, digest: object, predicate: object): Envelope {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'x', digest }],
    predicateType,
    predicate,
  }
  const body = Buffer.from(JSON.stringify(statement))
  const sig = sign(null, preAuthenticationEncoding(payloadType, body), privateKey)
  return {
    payloadType,
    payload: body.toString('base64'),
    signatures: [{ keyid: '', sig: sig.toString('base64') }],
  }
}

const testsOf = (which: number, result = 'PASSED') =>
  attested(
    testResultType,
    { gitCommit: repositories[which]?.commits.at(-1) },
    { result, configuration: [] },
  )

const reasonsFor = async (request: VerifyRequest) => {
  const { verdict, statements } = await plumbline.verify(
    { intent: 'act', ...request },
    await plumbline.principal('agent'),
  )
  const about = verdict.reasons.filter(
    ({ code }) => code.startsWith('capability.') || code.startsWith('support.'),
  )
  return {
    decision: verdict.decision,
    codes: about.map(({ code }) => code),
    supports: statements.map(({ support }) => support),
  }
}

const unattested = 'capability.test-unattested'
const claim = 'All tests of ledger pass.'

test('a claim that tests pass stands with an attestation of the surveyed commit, and not without', async () => {
  expect((await reasonsFor({ advice: { text: claim } })).codes).toContain(unattested)
  const proven = await reasonsFor({ advice: { text: claim }, attestations: [testsOf(0)] })
  expect(proven).toEqual({ decision: 'allow', codes: [], supports: ['supported'] })
})

test.each([
  ['of another repository', () => [testsOf(1)], claim],
  ['that failed', () => [testsOf(0, 'FAILED')], claim],
  [
    'of one of two that the advice speaks of',
    () => [testsOf(0)],
    'All tests of ledger and mailer pass.',
  ],
  ['of one, where nothing tells which is meant', () => [testsOf(0)], 'All tests pass.'],
])('a test result %s bears nothing out', async (_, attestations, text) => {
  const { decision, codes } = await reasonsFor({ advice: { text }, attestations: attestations() })
  expect(codes).toContain(unattested)
  expect(decision).not.toBe('allow')
})

test('that it can be undone stands with a rehearsal of this very action, and not of another', async () => {
  const action = { command: 'git tag v2.1.0', workingDirectory: '/srv/ledger' }
  const rehearsal = (command: string) =>
    attested(
      rehearsalType,
      { sha256: actionDigest({ ...action, command }) },
      { result: 'RESTORED', rehearsedAt: '2026-10-25T09:00:00Z' },
    )
  const advice = { text: 'The change is fully reversible.' }
  const code = 'capability.reversibility-unproven'
  expect((await reasonsFor({ advice, action })).codes).toContain(code)
  expect(
    (await reasonsFor({ advice, action, attestations: [rehearsal('git tag v2.2.0')] })).codes,
  ).toContain(code)
  expect(
    (await reasonsFor({ advice, action, attestations: [rehearsal(action.command)] })).codes,
  ).toEqual([])
})

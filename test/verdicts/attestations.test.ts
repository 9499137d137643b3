import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/domain/receipt.ts'
import {
  attestorKeys,
  readAttestation,
  rehearsalType,
  testResultType,
} from '../../src/verdicts/attestations.ts'
import { type ProofContext, proofsIn } from '../../src/verdicts/proofs.ts'
import { payloadType } from '../../src/verdicts/receipt-statement.ts'
import { preAuthenticationEncoding } from '../../src/verdicts/receipts.ts'

const pair = generateKeyPairSync('ed25519')
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const stranger = generateKeyPairSync('ed25519')
const attestors = [
  { id: 'ci', keys: [pair.publicKey] },
  { id: 'cosign', keys: [curve.publicKey] },
]
const now = '2026-11-01T09:00:00.000Z'
const head = 'a'.repeat(40)
const action = 'd'.repeat(64)

function enveloped(statement: unknown, key: KeyObject = pair.privateKey): Envelope {
  const body = Buffer.from(JSON.stringify(statement))
  const signed = preAuthenticationEncoding(payloadType, body)
  const sig = sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', signed, key)
  const signatures = [{ keyid: '', sig: sig.toString('base64') }]
  return { payloadType, payload: body.toString('base64'), signatures }
}

const tested = (result = 'PASSED', commit = head) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'payments', digest: { gitCommit: commit } }],
  predicateType: testResultType,
  predicate: { result, configuration: [], passedTests: ['refund'], extra: true },
})

const rehearsed = (result = 'RESTORED', more: object = {}, sha256 = action) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'action', digest: { sha256 } }],
  predicateType: rehearsalType,
  predicate: { result, rehearsedAt: '2026-10-20T09:00:00Z', ...more },
})

const context = (given: Partial<ProofContext> = {}): ProofContext => ({
  attestors,
  commits: [head],
  action: `sha256:${action}`,
  now,
  ...given,
})

const tests = 'capability.test-unattested'
const bothWays = 'capability.reversibility-unproven'
const oneWay = 'capability.irreversibility-unproven'

describe('what proves', () => {
  test.each([
    ['a test result by Ed25519', [enveloped(tested())], {}, [tests]],
    ['a test result by ECDSA', [enveloped(tested(), curve.privateKey)], {}, [tests]],
    [
      'one for each repository',
      [enveloped(tested()), enveloped(tested('PASSED', 'b'.repeat(40)))],
      { commits: [head, 'b'.repeat(40)] },
      [tests],
    ],
    ['a rehearsal that was undone', [enveloped(rehearsed())], {}, [bothWays]],
    ['a rehearsal that could not be undone', [enveloped(rehearsed('NOT_RESTORED'))], {}, [oneWay]],
    ['both', [enveloped(tested()), enveloped(rehearsed())], {}, [tests, bothWays]],
  ] as const)('%s', (_, envelopes, given, expected) => {
    expect([...proofsIn(envelopes, context(given)).proven]).toEqual(expected)
  })
})

describe('what proves nothing, and why', () => {
  test.each([
    ['nothing', [], {}, tests, undefined],
    [
      'a failed result',
      [enveloped(tested('FAILED'))],
      {},
      tests,
      'ci attests that the tests failed',
    ],
    [
      'a warned result',
      [enveloped(tested('WARNED'))],
      {},
      tests,
      'ci attests that the tests warned',
    ],
    [
      'a failed one beside a passed one',
      [enveloped(tested()), enveloped(tested('FAILED'))],
      {},
      tests,
      'ci attests that the tests failed',
    ],
    [
      'a stale commit',
      [enveloped(tested('PASSED', 'c'.repeat(40)))],
      {},
      tests,
      'another commit than the one that is surveyed',
    ],
    [
      'one repository of two',
      [enveloped(tested())],
      { commits: [head, 'b'.repeat(40)] },
      tests,
      'another commit',
    ],
    ['a short commit id', [enveloped(tested('PASSED', 'aaaaaaa'))], {}, tests, 'names no commit'],
    [
      'a stranger’s word',
      [enveloped(tested(), stranger.privateKey)],
      {},
      tests,
      'no configured attestor signed it',
    ],
    [
      'no attestors',
      [enveloped(tested())],
      { attestors: [] },
      tests,
      'no configured attestor signed it',
    ],
    [
      'another action',
      [enveloped(rehearsed('RESTORED', {}, 'e'.repeat(64)))],
      {},
      bothWays,
      'another action than this one',
    ],
    ['no action', [enveloped(rehearsed())], { action: null }, bothWays, 'there is no action'],
    [
      'an old rehearsal',
      [enveloped(rehearsed('RESTORED', { rehearsedAt: '2026-09-01T09:00:00Z' }))],
      {},
      bothWays,
      'within the last 30 days',
    ],
    [
      'a rehearsal yet to come',
      [enveloped(rehearsed('RESTORED', { rehearsedAt: '2026-11-02T09:00:00Z' }))],
      {},
      bothWays,
      'within the last 30 days',
    ],
    [
      'a clock that says nothing',
      [enveloped(rehearsed())],
      { now: 'soon' },
      bothWays,
      'within the last 30 days',
    ],
    [
      'a rehearsal that ended otherwise',
      [enveloped(rehearsed('NOT_RESTORED'))],
      {},
      bothWays,
      'ci attests that it could not be undone',
    ],
    [
      'another predicate',
      [enveloped({ ...tested(), predicateType: 'https://slsa.dev/provenance/v1' })],
      {},
      tests,
      'neither a test result nor a rehearsal',
    ],
  ] as const)('%s', (_, envelopes, given, code, because) => {
    const { proven, shortfalls } = proofsIn(envelopes, context(given))
    expect(proven.has(code)).toBe(false)
    if (because === undefined) expect(shortfalls.size).toBe(0)
    else expect(shortfalls.get(code)).toContain(because)
  })
})

test('a signature under another payload type counts for nothing', () => {
  const envelope = { ...enveloped(tested()), payloadType: 'application/json' }
  expect(readAttestation(envelope, attestors).is).toBe('refused')
})

const text = fc.oneof(fc.string(), fc.base64String())

test('whatever comes is read or refused, and never throws', () => {
  const any = fc.record({
    payloadType: fc.oneof(fc.constant(payloadType), fc.string()),
    payload: text,
    signatures: fc.array(fc.record({ keyid: fc.string(), sig: text })),
  })
  fc.assert(
    fc.property(any, (envelope) => {
      expect(readAttestation(envelope, attestors).is).toBe('refused')
    }),
  )
})

test('whatever a trusted one signs is read or refused, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readAttestation(enveloped(value), attestors).is).toBe('refused')
    }),
    { numRuns: 50 },
  )
})

test.each([0, 7, 100, 333])('byte %s of the payload turned over is refused', (place) => {
  const { payload, ...rest } = enveloped(tested())
  const bytes = Buffer.from(payload, 'base64')
  bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ 1
  expect(readAttestation({ ...rest, payload: bytes.toString('base64') }, attestors).is).toBe(
    'refused',
  )
})

describe('keys of attestors', () => {
  const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()
  const jwk = (key: KeyObject) => key.export({ format: 'jwk' })

  test.each([
    ['PEM', pem(pair.publicKey), 1],
    ['ECDSA in PEM', pem(curve.publicKey), 1],
    ['a JWK', JSON.stringify(jwk(pair.publicKey)), 1],
    ['a set', JSON.stringify({ keys: [jwk(pair.publicKey), jwk(curve.publicKey)] }), 2],
  ])('%s', (_, file, count) => {
    expect(attestorKeys(file)).toHaveLength(count)
  })

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  test.each([
    ['nothing', ''],
    ['words', 'no key'],
    ['an empty set', '{"keys":[]}'],
    ['another algorithm', pem(createPublicKey(rsa.privateKey))],
    ['JSON of another kind', '[1]'],
  ])('%s are none', (_, file) => {
    expect(() => attestorKeys(file)).toThrow()
  })
})

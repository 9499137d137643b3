import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PlumblineError } from '../src/domain/errors.ts'
import type { ReceiptContent } from '../src/domain/receipt.ts'
import { actionDigest, commandOf, envelopeIn, keysIn, mayRun } from '../src/offline-receipts.ts'
import { createKeyPair, jwks, publicKeyFrom, signingKeyFrom } from '../src/verdicts/keys.ts'
import { signReceipt } from '../src/verdicts/receipts.ts'
import { content } from './verdicts/samples.ts'

const pair = createKeyPair()
const trusted = [publicKeyFrom(pair.publicKey)]
const now = '2026-11-23T08:30:00.000Z'
const wanted = {
  command: 'git status',
  target: { environment: 'staging' },
  role: 'deployer',
  principal: 'agent:deploy',
}
const allowing: ReceiptContent = {
  ...content,
  decision: 'allow',
  subjects: { action: actionDigest(wanted) },
}
const envelopeOf = (given: Partial<ReceiptContent> = {}) =>
  signReceipt({ ...allowing, ...given }, signingKeyFrom(pair.privateKey)).envelope

test('a receipt for this very action lets it run', () => {
  expect(mayRun(envelopeOf(), wanted, { keys: trusted, now })).toMatchObject({ allowed: true })
})

test.each([
  ['a warning', { decision: 'warn' }],
  ['a report', { mode: 'report' }],
  ['an answer', { about: 'answer' }],
  ['no action', { subjects: { advice: 'a'.repeat(64) } }],
  ['no executor', { executor: null }],
  ['another role', { executor: { principal: 'agent:deploy', role: null } }],
  ['another executor', { executor: { principal: 'agent:other', role: 'deployer' } }],
  ['another environment', { environment: 'production' }],
  ['no environment', { environment: null }],
] satisfies readonly (readonly [string, Partial<ReceiptContent>])[])(
  'a receipt for %s does not',
  (_, given) => {
    const { allowed, because } = mayRun(envelopeOf(given), wanted, { keys: trusted, now })
    expect(allowed).toBe(false)
    expect(because).not.toEqual([])
  },
)

test.each([
  ['a minute ahead', '2026-11-23T08:31:00.000Z', true],
  ['more than a minute ahead', '2026-11-23T08:31:00.001Z', false],
  ['a year ahead', '2027-11-23T08:30:00.000Z', false],
])('a receipt that was signed %s', (_, issuedAt, allowed) => {
  const envelope = envelopeOf({ issuedAt, expiresAt: '2028-01-01T00:00:00.000Z' })
  const permission = mayRun(envelope, wanted, { keys: trusted, now })
  expect(permission.allowed).toBe(allowed)
  if (!allowed) expect(permission.because.join()).toContain('signed in the future')
})

test.each(['2026-11-23T09:00:00.000Z', 'soon', ''])('nor does it at %s', (at) => {
  expect(mayRun(envelopeOf(), wanted, { keys: trusted, now: at }).allowed).toBe(false)
})

test('any other file content, folder or word is another action', () => {
  const file = { path: 'deployment.yaml', sha256: 'a'.repeat(64) }
  const others = [
    { ...wanted, files: [file] },
    { ...wanted, files: [{ ...file, sha256: 'b'.repeat(64) }] },
    { ...wanted, workingDirectory: '/srv' },
    { ...wanted, command: 'git  status' },
  ]
  const digests = [wanted, ...others].map(actionDigest)
  expect(new Set(digests).size).toBe(digests.length)
  expect(actionDigest({ ...wanted, command: ' git status\n' })).toBe(digests[0])
})

test('a shell takes the text of words for just these words', () => {
  const word = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/[\0\n\r]/.test(text))
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const text = commandOf(['printf', '%s\\n', ...words])
      const { stdout } = spawnSync('sh', ['-c', text], { encoding: 'utf8' })
      expect(stdout).toBe(words.map((one) => `${one}\n`).join(''))
    }),
    { numRuns: 25 },
  )
})

test('whatever a file holds is read as a receipt or refused in words', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      for (const read of [() => envelopeIn(text, 'r.json'), () => keysIn(text, 'k.json')])
        try {
          read()
        } catch (error) {
          expect(error).toBeInstanceOf(PlumblineError)
        }
    }),
  )
})

test('keys of other kinds in a set are passed over, broken ones are refused', () => {
  const [own] = jwks(trusted).keys
  expect(keysIn(JSON.stringify({ keys: [{ kty: 'RSA', n: 'x' }, own] }), 'k')).toHaveLength(1)
  const broken = JSON.stringify({ keys: [{ ...own, x: 'AA' }] })
  expect(() => keysIn(broken, 'k')).toThrow('cannot be read')
})

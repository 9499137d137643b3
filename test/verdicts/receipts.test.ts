import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createKeyPair,
  jwks,
  publicKeyFrom,
  publicKeyFromJwk,
  signingKeyFrom,
} from '../../src/verdicts/keys.ts'
import { toStatement } from '../../src/verdicts/receipt-statement.ts'
import {
  preAuthenticationEncoding,
  signReceipt,
  verifyReceipt,
} from '../../src/verdicts/receipts.ts'
import { needs } from '../support/needs.ts'
import { content } from './samples.ts'

const pair = createKeyPair()
const key = signingKeyFrom(pair.privateKey)
const publicKey = publicKeyFrom(pair.publicKey)
const { envelope } = signReceipt(content, key)
const now = '2026-11-23T08:30:00.000Z'

test('the encoding is the one of the DSSE specification', () => {
  const encoded = preAuthenticationEncoding(
    'http://example.com/HelloWorld',
    Buffer.from('hello world'),
  )
  expect(encoded.toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world')
})

test('lengths are counted in bytes', () => {
  expect(preAuthenticationEncoding('t', Buffer.from('ä')).toString()).toBe('DSSEv1 1 t 2 ä')
})

test('a receipt comes back as it went in', () => {
  expect(verifyReceipt(envelope, [publicKey], now)).toMatchObject({ valid: true, content })
})

test('the URL-safe alphabet is read too', () => {
  const url = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  const other = {
    ...envelope,
    payload: url(envelope.payload),
    signatures: envelope.signatures.map(({ sig }) => ({ keyid: '', sig: url(sig) })),
  }
  expect(verifyReceipt(other, [publicKey], now).valid).toBe(true)
})

test('a key id is a hint and nothing more', () => {
  const stranger = signingKeyFrom(createKeyPair().privateKey)
  const [signature] = signReceipt(content, stranger).envelope.signatures
  const forged = { ...envelope, signatures: [{ keyid: key.id, sig: signature!.sig }] }
  expect(verifyReceipt(forged, [publicKey], now).valid).toBe(false)
  const unnamed = {
    ...envelope,
    signatures: [{ keyid: 'other', sig: envelope.signatures[0]!.sig }],
  }
  expect(verifyReceipt(unnamed, [publicKey], now).valid).toBe(true)
})

const flipped = (text: string, bit: number): string => {
  const bytes = Buffer.from(text, 'base64')
  const place = Math.floor(bit / 8) % bytes.length
  bytes[place] = (bytes[place] ?? 0) ^ (1 << (bit % 8))
  return bytes.toString('base64')
}

test('any flipped bit of payload or signature is refused', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.boolean(), (bit, inPayload) => {
      const broken = inPayload
        ? { ...envelope, payload: flipped(envelope.payload, bit) }
        : {
            ...envelope,
            signatures: [{ keyid: key.id, sig: flipped(envelope.signatures[0]!.sig, bit) }],
          }
      expect(verifyReceipt(broken, [publicKey], now).valid).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('any changed character of the texts is refused', () => {
  const sig = envelope.signatures[0]!.sig
  fc.assert(
    fc.property(fc.nat(sig.length - 1), fc.constantFrom(...'ABxyz09+/=!'), (place, letter) => {
      const changed = sig.slice(0, place) + letter + sig.slice(place + 1)
      fc.pre(changed.replace(/=+$/, '') !== sig.replace(/=+$/, ''))
      const broken = { ...envelope, signatures: [{ keyid: key.id, sig: changed }] }
      expect(verifyReceipt(broken, [publicKey], now).valid).toBe(false)
    }),
  )
})

test.each([
  ['at its end', '2026-11-23T09:00:00.000Z'],
  ['later', '2027-01-01T00:00:00.000Z'],
  ['at no readable time', 'yesterday'],
])('%s it is refused', (_, at) => {
  expect(verifyReceipt(envelope, [publicKey], at).valid).toBe(false)
})

test.each([
  ['another payload type', { ...envelope, payloadType: 'text/plain' }],
  ['no signature', { ...envelope, signatures: [] }],
  ['an empty payload', { ...envelope, payload: '' }],
  ['a payload that is no base64', { ...envelope, payload: '%%%' }],
  // Read again from each of its characters, it would take hours.
  ['a payload of padding', { ...envelope, payload: `${'='.repeat(900_000)}A` }],
])('%s is refused', (_, broken) => {
  expect(verifyReceipt(broken, [publicKey], now).valid).toBe(false)
})

test('without a known key everything is refused', () => {
  expect(verifyReceipt(envelope, [], now).valid).toBe(false)
})

test('a properly signed payload of another shape is refused', () => {
  const misshapen = signReceipt({ ...content, subjects: { action: 'not a digest' } }, key)
  expect(verifyReceipt(misshapen.envelope, [publicKey], now).valid).toBe(false)
  const unreadable = signReceipt({ ...content, expiresAt: 'never' }, key)
  expect(verifyReceipt(unreadable.envelope, [publicKey], now).valid).toBe(false)
})

test.each([
  ['allow', 'PASSED'],
  ['warn', 'PASSED'],
  ['escalate', 'FAILED'],
  ['block', 'FAILED'],
] as const)('%s is %s to whoever reads only the result', (decision, result) => {
  expect(toStatement({ ...content, decision }).predicate.verificationResult).toBe(result)
})

test('a key id is its RFC 7638 thumbprint', () => {
  // The example of RFC 8037, appendix A.3.
  const example = publicKeyFromJwk({ x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })
  expect(example.id).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
})

test('published keys verify', () => {
  const [published] = jwks([publicKey]).keys
  expect(published).toMatchObject({ kty: 'OKP', crv: 'Ed25519', kid: key.id, use: 'sig' })
  expect(verifyReceipt(envelope, [publicKeyFromJwk(published!)], now).valid).toBe(true)
})

test('keys of another kind are refused', () => {
  expect(() => signingKeyFrom('nonsense')).toThrow()
})

test.skipIf(!needs('openssl'))('openssl agrees with the signature (needs openssl)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-receipt-'))
  try {
    const file = (name: string, bytes: string | Buffer) => {
      writeFileSync(join(folder, name), bytes)
      return join(folder, name)
    }
    const body = Buffer.from(envelope.payload, 'base64')
    const signed = file('signed', preAuthenticationEncoding(envelope.payloadType, body))
    const sig = file('sig', Buffer.from(envelope.signatures[0]!.sig, 'base64'))
    const pem = file('key.pem', pair.publicKey)
    const args = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      pem,
      '-rawin',
      '-in',
      signed,
      '-sigfile',
      sig,
    ]
    expect(spawnSync('openssl', args).status).toBe(0)
    file('signed', 'something else')
    expect(spawnSync('openssl', args).status).not.toBe(0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

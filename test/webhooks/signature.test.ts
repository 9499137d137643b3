import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { pauseAfter, takenBy } from '../../src/webhooks/retries.ts'
import { secretIn, signedHeaders } from '../../src/webhooks/signature.ts'

const secretOf = (bytes: Uint8Array): string => `whsec_${Buffer.from(bytes).toString('base64')}`
const anySecret = fc.uint8Array({ minLength: 24, maxLength: 64 }).map(secretOf)
const seconds = Math.floor(Date.now() / 1_000)

test('any message is taken by the reference implementation, and none that was touched', () => {
  fc.assert(
    fc.property(anySecret, anySecret, fc.json(), fc.uuid(), (secret, old, payload, id) => {
      const headers = { ...signedHeaders({ id, payload }, [secret, old], seconds) }
      expect(new Webhook(secret).verify(payload, headers)).toEqual(JSON.parse(payload))
      expect(new Webhook(old).verify(payload, headers)).toEqual(JSON.parse(payload))
      expect(() => new Webhook(secret).verify(`${payload} `, headers)).toThrow()
      const other = { ...headers, 'webhook-id': `${id}x` }
      expect(() => new Webhook(secret).verify(payload, other)).toThrow()
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['', 'nothing'],
  ['c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0', 'no prefix'],
  ['whsec_c2VjcmV0', 'too short'],
  [secretOf(new Uint8Array(65)), 'too long'],
  ['whsec_???c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0', 'not base64'],
])('%s is no secret: %s', (text) => {
  expect(secretIn(text)).toBeNull()
  expect(() => signedHeaders({ id: 'msg_1', payload: '{}' }, [text], seconds)).toThrow(TypeError)
})

test('pauses grow, are spread, and end', () => {
  expect([1, 2, 3].map((attempts) => pauseAfter(attempts, 0.5))).toEqual([5_000, 20_000, 80_000])
  expect([pauseAfter(1, 0), pauseAfter(1, 0.999)]).toEqual([4_000, 5_998])
  expect(pauseAfter(9, 0.5)).toBeNull()
})

test.each([
  [200, 'taken'],
  [204, 'taken'],
  [301, 'refused'],
  [410, 'unwanted'],
  [500, 'refused'],
  [0, 'refused'],
  [Number.NaN, 'refused'],
] as const)('status %s is %s', (status, is) => {
  expect(takenBy(status).is).toBe(is)
})

import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { company, faultOf } from '../bad-input/company.ts'
import { everyReader } from '../support/acme.ts'

// A verifier that knows the DSSE, in-toto and RFC 8037 specifications and not one line of ours.

interface Envelope {
  readonly payloadType: string
  readonly payload: string
  readonly signatures: readonly { readonly sig: string }[]
}

const statement = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })),
  predicate: z.object({ resourceUri: z.string(), verificationResult: z.string() }),
})

function read(envelope: Envelope, jwk: object): z.infer<typeof statement> | null {
  const body = Buffer.from(envelope.payload, 'base64')
  const { payloadType } = envelope
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${body.length} `
  const signed = Buffer.concat([Buffer.from(head), body])
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  const isSigned = envelope.signatures.some(({ sig }) =>
    verify(null, signed, key, Buffer.from(sig, 'base64')),
  )
  return isSigned ? statement.parse(JSON.parse(body.toString())) : null
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

async function answered() {
  const made = company()
  const plumbline = await made.open()
  await plumbline.index()
  const ask = async (query: string) => {
    const answer = await plumbline.ask({ query, intent: 'inform' }, everyReader)
    const receipt = await plumbline.receipt(answer.receipt.id, everyReader)
    if (receipt === null || !('text' in answer)) throw new Error('there is no answer')
    return { answer, envelope: receipt.envelope }
  }
  return { made, plumbline, ask, jwk: (await plumbline.jwks()).keys[0] ?? {} }
}

test('a stranger reads from a receipt which question and which answer it is about', async () => {
  const { ask, jwk } = await answered()
  const { answer, envelope } = await ask('When does the counter open?')
  const read1 = read(envelope, jwk)
  expect(read1?.predicate.resourceUri).toBe(`plumbline:answer/${answer.id}`)
  expect(read1?.subject).toEqual([
    { name: 'answer', digest: { sha256: digest(answer.text) } },
    { name: 'query', digest: { sha256: digest(answer.query) } },
  ])
})

test('no byte of it can be changed, and no part of it passed off for part of another', async () => {
  const { ask, jwk } = await answered()
  const one = (await ask('When does the counter open?')).envelope
  const other = (await ask('At what hour does the counter open?')).envelope
  const bytes = Buffer.from(one.payload, 'base64')
  for (let place = 0; place < bytes.length; place++) {
    const changed = Buffer.from(bytes)
    changed[place] = (changed[place] ?? 0) ^ 1
    expect(read({ ...one, payload: changed.toString('base64') }, jwk)).toBeNull()
  }
  expect(read({ ...one, payload: other.payload }, jwk)).toBeNull()
  expect(read({ ...one, payloadType: 'text/plain' }, jwk)).toBeNull()
})

test('a signing key that is damaged or empty is refused, and never written over', async () => {
  const { made, plumbline } = await answered()
  await plumbline.close()
  const file = join(made.data, 'keys', 'receipts.pem')
  for (const damaged of ['', 'nonsense', readFileSync(file, 'utf8').slice(0, 60)]) {
    writeFileSync(file, damaged)
    expect((await faultOf(made.open())).code).toBe('receipt.key-missing')
    expect(readFileSync(file, 'utf8')).toBe(damaged)
  }
})

import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signingKeysIn } from '../../src/keys/signing-keys.ts'
import { createKeyPair } from '../../src/verdicts/keys.ts'
import { signReceipt, verifyReceipt } from '../../src/verdicts/receipts.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { content } from '../verdicts/samples.ts'

const life = { published: 25 * 3_600_000 }
const monday = '2026-11-02T09:00:00.000Z'
const tuesday = '2026-11-03T09:00:00.000Z'
const thursday = '2026-11-05T09:00:00.000Z'
const opened = (folder = join(temporaryFolder(), 'keys')) => ({
  folder,
  keys: signingKeysIn(folder, life),
})

test('the first use makes a key that nobody else can read', async () => {
  const { folder, keys } = opened()
  const { id } = await keys.signing(monday)
  expect((await keys.signing(tuesday)).id).toBe(id)
  expect(statSync(join(folder, 'receipts.pem')).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder)).toEqual(['receipts.pem'])
})

test('a key of before there were rotations stays the one that signs', async () => {
  const { folder, keys } = opened()
  await keys.signing(monday)
  const pem = createKeyPair().privateKey
  rmSync(join(folder, 'receipts.pem'))
  writeFileSync(join(folder, 'receipts.pem'), pem, { mode: 0o600 })
  const { envelope } = signReceipt(content, await keys.signing(monday))
  expect(verifyReceipt(envelope, await keys.trusted(monday), content.issuedAt).valid).toBe(true)
})

test('the newest signs; the old one bears out what it signed, for as long as that can be unexpired', async () => {
  const { folder, keys } = opened()
  const old = await keys.signing(monday)
  const { envelope } = signReceipt(content, old)
  const made = await keys.rotate(tuesday)
  expect((await keys.signing(tuesday)).id).toBe(made.id)
  expect((await keys.list(tuesday)).map(({ id, is }) => [id, is])).toEqual([
    [made.id, 'signing'],
    [old.id, 'published'],
  ])
  expect(verifyReceipt(envelope, await keys.trusted(tuesday), content.issuedAt).valid).toBe(true)
  expect(verifyReceipt(envelope, await keys.trusted(thursday), content.issuedAt).valid).toBe(false)
  expect((await keys.trusted('someday')).map(({ id }) => id)).toEqual([made.id])
  // Whoever reads the folder later cannot sign with the old one.
  expect(readdirSync(folder).sort()).toEqual(['receipts-2.pem', 'receipts.retired.json'])
  const published = readFileSync(join(folder, 'receipts.retired.json'), 'utf8')
  expect(published).not.toContain('PRIVATE')
})

test('a server notices what the command line did beside it', async () => {
  const { folder, keys } = opened()
  await keys.signing(monday)
  const made = await signingKeysIn(folder, life).rotate(tuesday)
  expect((await keys.signing(tuesday)).id).toBe(made.id)
})

test('a revoked key bears out nothing, and the one that signs is rotated first', async () => {
  const { keys } = opened()
  const old = await keys.signing(monday)
  const { envelope } = signReceipt(content, old)
  await expect(keys.revoke(old.id, monday)).rejects.toMatchObject({ code: 'input.invalid' })
  await keys.rotate(tuesday)
  expect(await keys.revoke(old.id, tuesday)).toBe(true)
  expect(await keys.revoke('unknown', tuesday)).toBe(false)
  expect(verifyReceipt(envelope, await keys.trusted(tuesday), content.issuedAt).valid).toBe(false)
  expect((await keys.list(tuesday)).map(({ is }) => is)).toEqual(['signing', 'revoked'])
})

test('many that open an empty folder at once share one key, and many that rotate at once leave one that signs', async () => {
  const { folder } = opened()
  const all = Array.from({ length: 8 }, () => signingKeysIn(folder, life))
  const first = await Promise.all(all.map((keys) => keys.signing(monday)))
  expect(new Set(first.map(({ id }) => id)).size).toBe(1)
  await Promise.all(all.map((keys) => keys.rotate(tuesday)))
  const signing = await Promise.all(all.map((keys) => keys.signing(tuesday)))
  expect(new Set(signing.map(({ id }) => id)).size).toBe(1)
  expect(readdirSync(folder).filter((name) => name.startsWith('new-'))).toEqual([])
})

test.each([
  [
    'is no key',
    (file: string) => writeFileSync(file, 'torn', { mode: 0o600 }),
    'receipt.key-missing',
  ],
  ['is empty', (file: string) => writeFileSync(file, '', { mode: 0o600 }), 'receipt.key-missing'],
  ['may be read by others', (file: string) => chmodSync(file, 0o640), 'receipt.key-exposed'],
])('a key file that %s signs nothing, and no older one stands in', async (_, spoil, code) => {
  const { folder, keys } = opened()
  await keys.signing(monday)
  await keys.rotate(tuesday)
  spoil(join(folder, 'receipts-2.pem'))
  await expect(keys.signing(tuesday)).rejects.toMatchObject({ code })
  await expect(keys.trusted(tuesday)).rejects.toMatchObject({ code })
})

test('a key that was taken away is not replaced in silence', async () => {
  const { folder, keys } = opened()
  await keys.signing(monday)
  await keys.rotate(tuesday)
  rmSync(join(folder, 'receipts-2.pem'))
  await expect(keys.signing(tuesday)).rejects.toMatchObject({ code: 'receipt.key-missing' })
  expect(await keys.trusted(tuesday)).toEqual([])
  await keys.rotate(tuesday)
  expect((await keys.list(tuesday))[0]?.is).toBe('signing')
})
